import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/**
 * Lets clients keep what they got and ask whether it still holds (RFC 9110 section 13): a validator over the body,
 * weak since the same body goes out compressed and not, and 304 where it is the one the client has.
 */
export function answerConditionally(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || reply.statusCode !== 200) return done(null, payload)
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload)
    const tag = tagOf(payload)
    reply.header('etag', tag)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache')
    if (!names(request.headers['if-none-match'], tag)) return done(null, payload)
    reply.status(304).removeHeader('content-type').removeHeader('content-length')
    done(null, null)
  })
}

/** The validator of an answer with this body. */
export function tagOf(payload: string | Buffer): string {
  return `W/"${hash('sha1', payload, 'base64url')}"`
}

/** Whether a condition (`If-Match`, `If-None-Match`) has the tag among its own. */
export function names(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false
  const strong = tag.slice(2)
  return condition.split(',').some((part) => ['*', tag, strong].includes(part.trim()))
}
