import { sendJson } from '../send.ts'
import type { StacContext, TypedApp } from '../stac/context.ts'
import { geoJson, rootLink } from '../stac/links.ts'
import { getPredictions } from './schema.ts'
import { predictPasses } from './service.ts'

export function predictionRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.get('/predictions', { schema: getPredictions }, async (request, reply) => {
    const urls = urlsOf(request)
    const answer = await predictPasses(store, request.query, urls)
    answer.links = [{ rel: 'self', href: addressOf(request), type: geoJson }, rootLink(urls)]
    return sendJson(reply, geoJson, answer)
  })
}
