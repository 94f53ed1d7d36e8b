import { sendJson, whileOpen } from '../send.ts'
import type { StacContext, TypedApp } from '../stac/context.ts'
import { geoJson, rootLink } from '../stac/links.ts'
import { bodyLimit, postMatchups } from './schema.ts'
import { findMatchups } from './service.ts'

export function matchupRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.post('/matchups', { schema: postMatchups, bodyLimit }, async (request, reply) => {
    const [urls, here] = [urlsOf(request), addressOf(request)]
    const answer = await findMatchups(store, request.body, urls, whileOpen(reply))
    answer.links = [{ rel: 'self', href: here, type: geoJson, method: 'POST' }, rootLink(urls)]
    return sendJson(reply, geoJson, answer)
  })
}
