import type { FastifyReply } from 'fastify'

/** Says on what else of the request an answer depends (RFC 9110 section 12.5.5). */
export function addVary(reply: FastifyReply, header: string): void {
  const vary = reply.getHeader('vary')
  reply.header('vary', vary ? `${vary}, ${header}` : header)
}
