import { type TSchema, Type } from 'typebox'
import { streamedTypes } from '../formats/formats.ts'
import { geoJson } from '../links.ts'

/** The shapes of answers, for the OpenAPI document; nothing is validated or serialised by them. */

export const refTo = ($id: string) => Type.Unsafe({ $ref: `${$id}#` })

const wholeOrPart = (name: string) =>
  Type.Unsafe({ anyOf: [{ $ref: `${name}#` }, { $ref: `PartOf${name}#` }] })

const Link = Type.Object(
  {
    rel: Type.String(),
    href: Type.String({ format: 'uri' }),
    type: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    method: Type.Optional(Type.String({ enum: ['GET', 'POST'] })),
    body: Type.Optional(Type.Object({}, { description: 'What to POST to `href`.' })),
    merge: Type.Optional(Type.Boolean()),
  },
  { $id: 'Link' },
)

const links = Type.Array(refTo('Link'))

const Landing = Type.Object(
  {
    type: Type.String({ enum: ['Catalog'] }),
    stac_version: Type.String(),
    id: Type.String(),
    title: Type.String(),
    description: Type.String(),
    conformsTo: Type.Array(Type.String()),
    links,
  },
  { $id: 'Landing' },
)

const Conformance = Type.Object({ conformsTo: Type.Array(Type.String()) }, { $id: 'Conformance' })

const Collection = Type.Object(
  {
    type: Type.String({ enum: ['Collection'] }),
    stac_version: Type.String(),
    id: Type.String(),
    title: Type.String(),
    description: Type.String(),
    keywords: Type.Array(Type.String()),
    license: Type.String(),
    providers: Type.Array(Type.Object({ name: Type.String() })),
    extent: Type.Object({
      spatial: Type.Object({ bbox: Type.Array(Type.Array(Type.Number())) }),
      temporal: Type.Object({
        interval: Type.Array(
          Type.Array(Type.Unsafe({ type: 'string', format: 'date-time', nullable: true }), {
            minItems: 2,
            maxItems: 2,
          }),
        ),
      }),
    }),
    'oceanid:granules': Type.Integer({ minimum: 0, description: 'How many items the collection has.' }),
    links,
  },
  { $id: 'Collection' },
)

/** What stays, whatever `fields` leaves out. */
const always = { stac_version: Type.String(), id: Type.String() }

const PartOfCollection = Type.Object(
  { type: Type.String({ enum: ['Collection'] }), ...always },
  { $id: 'PartOfCollection', description: 'A collection with the members that `fields` asks for.' },
)

const Collections = Type.Object(
  {
    collections: Type.Array(wholeOrPart('Collection')),
    numberMatched: Type.Integer({ minimum: 0 }),
    numberReturned: Type.Integer({ minimum: 0 }),
    links,
  },
  { $id: 'Collections' },
)

const Children = Type.Object({ children: Type.Array(refTo('Collection')), links }, { $id: 'Children' })

const Catalog = Type.Object(
  {
    type: Type.String({ enum: ['Catalog'] }),
    stac_version: Type.String(),
    id: Type.String(),
    title: Type.String(),
    description: Type.String(),
    links,
  },
  { $id: 'Catalog' },
)

const Fields = Type.Object(
  {
    title: Type.String(),
    type: Type.String({ enum: ['object'] }),
    properties: Type.Unsafe({ type: 'object', additionalProperties: { type: 'object' } }),
  },
  { $id: 'Fields', description: 'JSON Schema of what items have.' },
)

const Aggregations = Type.Object(
  {
    aggregations: Type.Array(
      Type.Object({
        name: Type.String(),
        data_type: Type.String(),
        frequency_distribution_data_type: Type.Optional(Type.String()),
      }),
    ),
    links,
  },
  { $id: 'Aggregations' },
)

const AggregationCollection = Type.Object(
  {
    type: Type.String({ enum: ['AggregationCollection'] }),
    aggregations: Type.Array(
      Type.Object({
        name: Type.String(),
        data_type: Type.String(),
        value: Type.Optional(Type.Unsafe({ description: 'Number or date-time.' })),
        overflow: Type.Optional(Type.Integer({ description: 'Items in none of the buckets.' })),
        buckets: Type.Optional(
          Type.Array(
            Type.Object({
              key: Type.String(),
              data_type: Type.String(),
              frequency: Type.Integer({ minimum: 0 }),
              from: Type.Optional(Type.Number()),
              to: Type.Optional(Type.Number()),
            }),
          ),
        ),
      }),
    ),
    links,
  },
  { $id: 'AggregationCollection' },
)

const Item = Type.Object(
  {
    type: Type.String({ enum: ['Feature'] }),
    stac_version: Type.String(),
    stac_extensions: Type.Array(Type.String({ format: 'uri' })),
    id: Type.String(),
    collection: Type.String(),
    geometry: Type.Object({ type: Type.String() }, { description: 'GeoJSON (RFC 7946).' }),
    bbox: Type.Array(Type.Number(), {
      minItems: 4,
      maxItems: 4,
      description: 'West, south, east, north; west > east where the footprint crosses the antimeridian.',
    }),
    properties: Type.Object({
      datetime: Type.String({ format: 'date-time', description: 'The same as start_datetime.' }),
      start_datetime: Type.String({ format: 'date-time' }),
      end_datetime: Type.String({ format: 'date-time' }),
    }),
    links,
    assets: Type.Unsafe({
      type: 'object',
      additionalProperties: { type: 'object', required: ['href'], properties: { href: { type: 'string' } } },
    }),
  },
  { $id: 'Item' },
)

const PartOfItem = Type.Object(
  { type: Type.String({ enum: ['Feature'] }), ...always, collection: Type.String() },
  { $id: 'PartOfItem', description: 'An item with the members that `fields` asks for.' },
)

const Items = Type.Object(
  {
    type: Type.String({ enum: ['FeatureCollection'] }),
    numberMatched: Type.Integer({ minimum: 0, description: 'How many items match, on all pages together.' }),
    numberReturned: Type.Integer({ minimum: 0 }),
    context: Type.Optional(
      Type.Object({
        limit: Type.Integer({ minimum: 1, description: 'The limit that was applied.' }),
        matched: Type.Integer({ minimum: 0 }),
        returned: Type.Integer({ minimum: 0 }),
      }),
    ),
    features: Type.Array(wholeOrPart('Item')),
    links: Type.Optional(links),
  },
  { $id: 'Items', description: 'A page, with `context` and `links`, or all that match, without.' },
)

const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    parameter: Type.Optional(Type.String({ description: 'The parameter that is wrong.' })),
    code: Type.String(),
    description: Type.String(),
  },
  { $id: 'Problem', description: 'RFC 9457.' },
)

export const sharedSchemas = [
  Link,
  Landing,
  Conformance,
  Collection,
  PartOfCollection,
  Collections,
  Children,
  Catalog,
  Fields,
  Aggregations,
  AggregationCollection,
  Item,
  PartOfItem,
  Items,
  Problem,
] as const

/** One way a route answers. */
export const answer = (description: string, mediaType: string, schema: TSchema) => ({
  description,
  content: { [mediaType]: { schema } },
})

/** A page of items, or all matches in another form, as `f` or the header Accept asks. */
export const itemsAnswer = {
  description: 'A page of items; in the other forms all that match, or as many as `limit` says.',
  content: {
    ...Object.fromEntries(Object.values(streamedTypes).map((type) => [type, { schema: Type.String() }])),
    [geoJson]: { schema: refTo('Items') },
  },
}

const problem = (description: string) => answer(description, 'application/problem+json', refTo('Problem'))

export const failures = {
  400: problem('The request cannot be read: which parameter, and why.'),
  414: problem('The address is too long.'),
  431: problem('The address and the headers together are too long.'),
  500: problem('The server failed.'),
  503: problem('The catalogue does not answer.'),
}

export const missing = { 404: problem('No such collection or item in the catalogue.') }

export const refused = {
  413: problem('The body is too long.'),
  415: problem('The body is not JSON.'),
}
