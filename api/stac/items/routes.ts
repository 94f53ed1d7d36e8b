import { segmentsWithin } from '../../../catalog/pixels/segments.ts'
import { sendJson, sendJsonText } from '../../send.ts'
import { summaryOf } from '../collections/service.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { formatOf } from '../formats/formats.ts'
import { streamItems } from '../formats/stream.ts'
import { geoJson, json, rootLink } from '../links.ts'
import { pagesByGet } from '../paging.ts'
import { pageText } from '../search/search.ts'
import { readArea, readPeriod } from '../search/selection.ts'
import * as operations from './operations.ts'
import { toSegments } from './segments.ts'
import { getItem, granuleOf, listItems, within } from './service.ts'

/** Items of one collection (OGC API Features). */
export function itemRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.get('/collections/:collectionId/items', { schema: operations.getItems }, async (request, reply) => {
    const [urls, here] = [urlsOf(request), addressOf(request)]
    const { collectionId } = request.params
    const format = formatOf(request.query.f, request.headers.accept)
    if (format) {
      await summaryOf(store, collectionId)
      return streamItems(request, reply, store, within(request.query, collectionId), format, urls)
    }
    const found = await listItems(store, collectionId, request.query, urls)
    const links = [
      { rel: 'self', href: here, type: geoJson },
      rootLink(urls),
      { rel: 'parent', href: urls.collection(collectionId), type: json },
      { rel: 'collection', href: urls.collection(collectionId), type: json },
      ...pagesByGet(here, found.neighbours, geoJson),
    ]
    return sendJsonText(reply, geoJson, pageText(found, links))
  })

  app.get(
    '/collections/:collectionId/items/:featureId',
    { schema: operations.getItem },
    async (request, reply) => {
      const { collectionId, featureId } = request.params
      return sendJson(reply, geoJson, await getItem(store, collectionId, featureId, urlsOf(request)))
    },
  )

  app.get(
    '/collections/:collectionId/items/:featureId/segments',
    { schema: operations.getSegments },
    async (request, reply) => {
      const { collectionId, featureId } = request.params
      const granule = await granuleOf(store, collectionId, featureId)
      const { bbox, intersects, datetime } = request.query
      const area = readArea(bbox, intersects)
      const period = datetime === undefined ? undefined : readPeriod(datetime)
      const segments = segmentsWithin(granule.segments, area, period)
      return sendJson(reply, geoJson, toSegments({ ...granule, segments }, urlsOf(request)))
    },
  )
}
