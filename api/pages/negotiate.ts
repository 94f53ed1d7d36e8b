import type { FastifyReply, FastifyRequest } from 'fastify'
import { preferredType } from '../accept.ts'
import { html } from '../stac/links.ts'
import { addVary } from '../vary.ts'
import type { TypedLink } from './link-list.ts'

/**
 * Where a client likes another form better than a page: sends it there (303). Whether it was sent.
 *
 * @param others of each media type the first counts
 */
export function sendElsewhere(request: FastifyRequest, reply: FastifyReply, others: TypedLink[]): boolean {
  addVary(reply, 'accept')
  const type = preferredType(request.headers.accept, [html, ...others.map((one) => one.type)])
  const other = others.find((one) => one.type === type)
  if (other === undefined) return false
  reply.redirect(other.href, 303)
  return true
}
