import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { routeOf } from './metrics.ts'

/** The id that the client or a proxy gave the request, if it is a plain name, else a new one. */
export function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}

/** Tells every client the id of its request, and logs one line a request, without what could name a person. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply
    request.log.info(
      {
        method: request.method,
        route: routeOf(request),
        url: request.url,
        status: statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        bytes: Number(reply.getHeader('content-length')) || undefined,
      },
      'answered',
    )
    done()
  })
}
