import { sendJson, whileOpen } from '../send.ts'
import type { StacContext, TypedApp } from '../stac/context.ts'
import { geoJson, rootLink } from '../stac/links.ts'
import { pagesByGet, pagesByPost } from '../stac/paging.ts'
import * as operations from './schema.ts'
import { searchCrossovers } from './service.ts'

/** Crossovers, by GET and POST alike. */
export function crossoverRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.get('/crossovers', { schema: operations.getCrossovers }, async (request, reply) => {
    const [urls, here] = [urlsOf(request), addressOf(request)]
    const { page, next } = await searchCrossovers(store, request.query, urls, whileOpen(reply))
    page.links = [
      { rel: 'self', href: here, type: geoJson },
      rootLink(urls),
      ...pagesByGet(here, next === undefined ? {} : { next }, geoJson),
    ]
    return sendJson(reply, geoJson, page)
  })

  app.post('/crossovers', { schema: operations.postCrossovers }, async (request, reply) => {
    const [urls, here] = [urlsOf(request), addressOf(request)]
    const { page, next } = await searchCrossovers(store, request.body, urls, whileOpen(reply))
    page.links = [
      { rel: 'self', href: here, type: geoJson, method: 'POST' },
      rootLink(urls),
      ...pagesByPost(here, request.body, next === undefined ? {} : { next }, geoJson),
    ]
    return sendJson(reply, geoJson, page)
  })
}
