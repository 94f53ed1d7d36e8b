import { sendJson } from '../../send.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { json } from '../links.ts'
import * as operations from './operations.ts'
import { timeCatalog } from './times.ts'

/** Catalogues by time, so that every item can be reached by following links (STAC API Browseable). */
export function browseRoutes(app: TypedApp, { store, urlsOf }: StacContext): void {
  app.get('/collections/:collectionId/times', { schema: operations.getTimes }, async (request, reply) => {
    const { collectionId } = request.params
    return sendJson(reply, json, await timeCatalog(store, collectionId, undefined, urlsOf(request)))
  })

  app.get(
    '/collections/:collectionId/times/:period',
    { schema: operations.getPeriod },
    async (request, reply) => {
      const { collectionId, period } = request.params
      return sendJson(reply, json, await timeCatalog(store, collectionId, period, urlsOf(request)))
    },
  )
}
