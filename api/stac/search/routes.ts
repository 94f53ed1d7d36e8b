import { sendJsonText } from '../../send.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { formatOf } from '../formats/formats.ts'
import { streamItems } from '../formats/stream.ts'
import { geoJson, rootLink } from '../links.ts'
import { pagesByGet, pagesByPost } from '../paging.ts'
import * as operations from './operations.ts'
import { pageText, searchItems } from './search.ts'

/** Search over all collections (STAC API Item Search). */
export function searchRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.get('/search', { schema: operations.getSearch }, async (request, reply) => {
    const [urls, here] = [urlsOf(request), addressOf(request)]
    const format = formatOf(request.query.f, request.headers.accept)
    if (format) return streamItems(request, reply, store, request.query, format, urls)
    const found = await searchItems(store, request.query, urls)
    const links = [
      { rel: 'self', href: here, type: geoJson },
      rootLink(urls),
      ...pagesByGet(here, found.neighbours, geoJson),
    ]
    return sendJsonText(reply, geoJson, pageText(found, links))
  })

  app.post('/search', { schema: operations.postSearch }, async (request, reply) => {
    const urls = urlsOf(request)
    const format = formatOf(request.body.f, request.headers.accept)
    if (format) return streamItems(request, reply, store, request.body, format, urls)
    const found = await searchItems(store, request.body, urls)
    const links = [
      { rel: 'self', href: urls.search, type: geoJson, method: 'POST' },
      rootLink(urls),
      ...pagesByPost(urls.search, request.body, found.neighbours, geoJson),
    ]
    return sendJsonText(reply, geoJson, pageText(found, links))
  })
}
