import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { type Sea, searchSeas } from '../../catalog/gazetteer/gazetteer.ts'
import { boundingBox } from '../../catalog/geometry/bounds.ts'
import { readArea } from '../opensearch/granule-query.ts'
import { readParameters } from '../opensearch/parameters.ts'
import { parametersSent } from '../opensearch/request.ts'
import { sendJson } from '../send.ts'
import { geoJson } from '../stac/links.ts'

const Query = Type.Object({ q: Type.String({ default: '', maxLength: 200 }) })

/**
 * Registers `/gazetteer`, the named seas as GeoJSON, all of them or those whose names have the words of `q`; and
 * `/gazetteer/area`, what is searched when an area is given as OpenSearch takes it: `box`, `geometry`, `lat`, `lon` and
 * `radius`, or `name`.
 */
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

  app.get('/gazetteer/area', async (request, reply) => {
    const area = readArea(readParameters('granules', parametersSent(request)))
    if (!area)
      throw new InvalidQueryError('box', 'or geometry, lat and lon, or name: one of them gives the area')
    return sendJson(reply, geoJson, {
      type: 'Feature',
      bbox: boundingBox(area),
      geometry: area,
      properties: {},
    })
  })
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
