import type { FastifyInstance } from 'fastify'

/** On every answer; a page has a policy of its own instead of the last. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** What an answer may do in a browser: be taken for nothing but its media type, load nothing, be framed by nobody. */
export function secureAnswers(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders)
    done()
  })
}
