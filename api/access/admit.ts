import type { FastifyInstance } from 'fastify'
import { isMonitoring } from '../operation/rate-limit.ts'
import { addVary } from '../vary.ts'
import { type AccessKeys, keyOf } from './keys.ts'
import { seenBy } from './viewer.ts'

/**
 * Has each request worked on for who shows a key. What is answered depends on the key then, which is told to caches: none may
 * give what one client saw to another.
 */
export function admitViewers(app: FastifyInstance, keys: AccessKeys): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (isMonitoring(request)) return done()
    keyOf(request, keys).then(
      (key) => seenBy(key, done),
      (error: Error) => done(error),
    )
  })
  app.addHook('onSend', async (request, reply, payload) => {
    addVary(reply, 'Authorization')
    const isShared = !/\b(?:private|no-store)\b/.test(String(reply.getHeader('cache-control') ?? ''))
    if (request.headers.authorization !== undefined && isShared) {
      reply.header('cache-control', 'private, no-cache')
    }
    return payload
  })
}
