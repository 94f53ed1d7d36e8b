import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Sea, searchSeas } from '../../catalog/gazetteer/gazetteer.ts'
import { boundingBox } from '../../catalog/geometry/bounds.ts'
import { sendJson } from '../send.ts'
import { geoJson } from '../stac/links.ts'

const Query = Type.Object({ q: Type.String({ default: '', maxLength: 200 }) })

/** Registers `/gazetteer`: the named seas as GeoJSON, all of them or those whose names have the words of `q`. */
export async function gazetteerRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/gazetteer',
    { schema: { querystring: Query } },
    async (request, reply) =>
      sendJson(reply, geoJson, {
        type: 'FeatureCollection',
        features: searchSeas(request.query.q).map(featureOf),
      }),
  )
}

function featureOf({ name, otherNames, kind, area }: Sea) {
  return {
    type: 'Feature',
    id: name,
    bbox: boundingBox(area),
    geometry: area,
    properties: { name, otherNames, kind },
  }
}
