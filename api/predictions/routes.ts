import { sendJson, whileOpen } from '../send.ts'
import type { StacContext, TypedApp } from '../stac/context.ts'
import { geoJson, rootLink } from '../stac/links.ts'
import { pagesByPost } from '../stac/paging.ts'
import { predictCrossovers } from './crossovers.ts'
import { predictSatellites } from './satellites.ts'
import { bodyLimit, getPredictions, postPredictedCrossovers, postPredictions } from './schema.ts'
import { predictPasses } from './service.ts'

/** Ground tracks to come: of a collection by GET, of satellites by POST, and what they will cross. */
export function predictionRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.get('/predictions', { schema: getPredictions }, async (request, reply) => {
    const urls = urlsOf(request)
    const answer = await predictPasses(store, request.query, urls)
    answer.links = [{ rel: 'self', href: addressOf(request), type: geoJson }, rootLink(urls)]
    return sendJson(reply, geoJson, answer)
  })

  app.post('/predictions', { schema: postPredictions, bodyLimit }, async (request, reply) => {
    const answer = await predictSatellites(request.body)
    const self = { rel: 'self', href: addressOf(request), type: geoJson, method: 'POST' }
    answer.links = [self, rootLink(urlsOf(request))]
    return sendJson(reply, geoJson, answer)
  })

  app.post(
    '/predictions/crossovers',
    { schema: postPredictedCrossovers, bodyLimit },
    async (request, reply) => {
      const [urls, here] = [urlsOf(request), addressOf(request)]
      const { page, next } = await predictCrossovers(store, request.body, urls, whileOpen(reply))
      page.links = [
        { rel: 'self', href: here, type: geoJson, method: 'POST' },
        rootLink(urls),
        ...pagesByPost(here, request.body, next === undefined ? {} : { next }, geoJson),
      ]
      return sendJson(reply, geoJson, page)
    },
  )
}
