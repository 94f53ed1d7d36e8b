import type { FastifyReply } from 'fastify'

/** What a page may load: styles, scripts and pictures of this server, and its answers. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

/** Makes the answer a page that runs nothing from elsewhere, whatever a file may have brought into it. */
export function asPage(reply: FastifyReply): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', contentSecurityPolicy)
}
