import { type Static, Type } from 'typebox'
import { strict, strictForm } from '../schema.ts'

/** What a search takes. By GET and by POST the names are the same; some are written in other forms. */

export const defaultLimit = 10
export const largestLimit = 10_000

export const bbox = Type.Array(Type.Number(), {
  minItems: 4,
  maxItems: 6,
  description:
    'West, south, east, north in degrees (or with heights: west, south, lowest, east, north, highest; heights are left aside). West > east crosses the antimeridian. Items whose footprint meets the box match.',
})

export const datetime = Type.String({
  description:
    'An RFC 3339 date-time, or an interval `start/end` of two, one of which may be `..` or empty. Items whose time span overlaps it match.',
})

const ids = Type.Array(Type.String({ minLength: 1 }), { description: 'Ids of items; any of them matches.' })

const collections = Type.Array(Type.String({ minLength: 1 }), {
  description:
    'Ids of collections; items of any of them match. One that is not in the catalogue has no items.',
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

/** In a query string it is written as JSON. */
const asJson = { 'x-consume': 'application/json' }

export const intersects = Type.Object(
  {
    type: Type.String({ enum: [...geometryTypes] }),
    coordinates: Type.Optional(Type.Array(Type.Unknown())),
    geometries: Type.Optional(Type.Array(Type.Unknown())),
  },
  {
    description:
      'A GeoJSON geometry of any type; items whose footprint meets it match. Not together with `bbox`.',
    ...asJson,
  },
)

export const limit = Type.Integer({
  minimum: 1,
  maximum: largestLimit,
  default: defaultLimit,
  description: `Items on a page. A larger limit is lowered to ${largestLimit}; \`context.limit\` of the answer is the one that was applied.`,
})

export const token = Type.String({
  minLength: 1,
  description: 'Continues where an earlier page ended: what its link `next` carries.',
})

const query = Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
  description:
    'Conditions on fields, `{"eo:cloud_cover": {"lt": 10}}`; eq, neq, lt, lte, gt, gte, startsWith, endsWith, contains, in. All have to hold.',
  ...asJson,
})

export const filterLang = Type.String({
  enum: ['cql2-text', 'cql2-json'],
  description: 'Language of `filter`. Without, it is told from the form: JSON is cql2-json.',
})

export const filterCrs = Type.String({
  enum: ['http://www.opengis.net/def/crs/OGC/1.3/CRS84'],
  description: 'Coordinates in `filter` are longitude and latitude.',
})

export const filterText = Type.String({ description: 'Condition in CQL2 text, or CQL2 JSON.' })

const whichOrder =
  'Fields, the first decides; `-` before a name (in a body: direction) means descending. What lacks the field comes last.'

export const sortbyText = Type.Array(Type.String({ pattern: '^[ +-]?[^ +-]' }), { description: whichOrder })

const sortbyKeys = Type.Array(
  Type.Object(
    {
      field: Type.String({ minLength: 1 }),
      direction: Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'] }),
    },
    strict,
  ),
  { description: whichOrder },
)

const whichFields =
  'Fields to bring; those after `-` are left out. Dots lead inward, `properties.datetime`. Without, all.'

export const fieldsText = Type.Array(Type.String(), { description: whichFields })

const namesOrNull = { items: { type: 'string' } }

const fieldsObject = Type.Object(
  {
    include: Type.Optional(Type.Unsafe<unknown>(namesOrNull)),
    exclude: Type.Optional(Type.Unsafe<unknown>(namesOrNull)),
  },
  { ...strict, description: whichFields },
)

const wholeText =
  'Words that occur in the item or the description of its collection. Terms parted by commas (in a body: a list): any of them. Or AND, OR, parentheses, "phrases", + before what must and - before what must not occur.'

export const qText = Type.String({ description: wholeText })

const format = Type.String({
  enum: ['geojson', 'json', 'geojson-all', 'ndjson', 'csv', 'parquet', 'urls'],
  description:
    'Form of the answer; without, by the header Accept. geojson, or json, is a page. geojson-all, ndjson, csv, parquet and urls bring all matches at once, or as many as `limit` says; urls are the addresses of the files alone, one a line.',
})

const filters = {
  bbox: Type.Optional(bbox),
  datetime: Type.Optional(datetime),
  intersects: Type.Optional(intersects),
  ids: Type.Optional(ids),
  collections: Type.Optional(collections),
}

const conditions = {
  query: Type.Optional(query),
  'filter-lang': Type.Optional(filterLang),
  'filter-crs': Type.Optional(filterCrs),
}

/** Which items, by GET. */
export const selectionByGet = {
  ...filters,
  q: Type.Optional(qText),
  ...conditions,
  filter: Type.Optional(filterText),
}

/** Which items, by POST. */
export const selectionByPost = {
  ...filters,
  q: Type.Optional(Type.Unsafe<unknown>({ description: wholeText })),
  ...conditions,
  filter: Type.Optional(
    Type.Unsafe<unknown>({ description: 'Condition in CQL2 JSON, or CQL2 text as a string.' }),
  ),
}

/** By GET; `intersects` and `query` are JSON text. Also of a collection's items, where pystac-client sends `collections` too. */
export const SearchParameters = Type.Object(
  {
    ...selectionByGet,
    sortby: Type.Optional(sortbyText),
    fields: Type.Optional(fieldsText),
    limit: Type.Optional(limit),
    token: Type.Optional(token),
    f: Type.Optional(format),
  },
  strictForm,
)

/** By POST. */
export const SearchBody = Type.Object(
  {
    ...selectionByPost,
    sortby: Type.Optional(sortbyKeys),
    fields: Type.Optional(fieldsObject),
    limit: Type.Optional(limit),
    token: Type.Optional(token),
    f: Type.Optional(format),
  },
  strict,
)

export type SearchRequest = Static<typeof SearchParameters> | Static<typeof SearchBody>

/** As much of a request as says which items. */
export type Selection = Omit<SearchRequest, 'sortby' | 'fields' | 'limit' | 'token'>
