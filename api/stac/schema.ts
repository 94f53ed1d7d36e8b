import { type Static, Type } from 'typebox'

/** The schemas of requests: what validates them is also what the OpenAPI document shows. */

export const defaultLimit = 10
const largestLimit = 10_000

/** What is not named here is refused, since ignoring a filter gives answers that do not mean what was asked. */
const strict = { additionalProperties: false }
/** In a query string, lists are separated by commas. */
const strictForm = { ...strict, style: 'form', explode: false }

const bbox = Type.Array(Type.Number(), {
  minItems: 4,
  maxItems: 6,
  description:
    'West, south, east, north in degrees (or with heights: west, south, lowest, east, north, highest; heights are left aside). West > east crosses the antimeridian. Items whose footprint meets the box match.',
})

const datetime = Type.String({
  description:
    'An RFC 3339 date-time, or an interval `start/end` of two, one of which may be `..` or empty. Items whose time span overlaps it match.',
})

const ids = Type.Array(Type.String({ minLength: 1 }), { description: 'Ids of items; any of them matches.' })

const collections = Type.Array(Type.String({ minLength: 1 }), {
  description:
    'Ids of collections; items of any of them match. One that is not in the catalogue has no items.',
})

const limit = Type.Integer({
  minimum: 1,
  maximum: largestLimit,
  default: defaultLimit,
  description: `Items on a page. A larger limit is lowered to ${largestLimit}; \`context.limit\` of the answer is the one that was applied.`,
})

const token = Type.String({
  minLength: 1,
  description: 'Continues where an earlier page ended: what its link `next` carries.',
})

const geometryTypes = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
] as const

const geometry = Type.Object(
  {
    type: Type.String({ enum: [...geometryTypes] }),
    coordinates: Type.Optional(Type.Array(Type.Unknown())),
    geometries: Type.Optional(Type.Array(Type.Unknown())),
  },
  {
    description:
      'A GeoJSON geometry of any type; items whose footprint meets it match. Not together with `bbox`.',
    'x-consume': 'application/json',
  },
)

const filters = {
  bbox: Type.Optional(bbox),
  datetime: Type.Optional(datetime),
  intersects: Type.Optional(geometry),
  ids: Type.Optional(ids),
  collections: Type.Optional(collections),
  limit: Type.Optional(limit),
  token: Type.Optional(token),
}

export const NoParameters = Type.Object({}, strictForm)

/** By GET; `intersects` is JSON text. Also of a collection's items, where pystac-client sends `collections` too. */
export const SearchParameters = Type.Object(filters, strictForm)

/** By POST. */
export const SearchBody = Type.Object(filters, strict)

export const CollectionPath = Type.Object({
  collectionId: Type.String({ description: 'Id of a collection.' }),
})

export const ItemPath = Type.Object({
  collectionId: Type.String({ description: 'Id of a collection.' }),
  featureId: Type.String({ description: 'Id of an item.' }),
})

export type SearchParameters = Static<typeof SearchParameters>
