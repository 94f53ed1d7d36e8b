import { type Static, Type } from 'typebox'
import { modes } from '../../catalog/crossovers/request.ts'
import { answer, failures, missing, refTo, refused } from '../stac/description/answers.ts'
import { geoJson } from '../stac/links.ts'
import { NoParameters, strict, strictForm } from '../stac/schema.ts'
import { bbox, filterCrs, filterLang, intersects, token } from '../stac/search/parameters.ts'

export const defaultLimit = 100
const largestLimit = 10_000
export const defaultWindow = '3h'

const ids = (which: string) =>
  Type.Array(Type.String({ minLength: 1 }), { description: `Ids of items: ${which}.` })
const names = (description: string, least = 0) =>
  Type.Array(Type.String({ minLength: 1 }), { description, ...(least > 0 && { minItems: least }) })
const condition = (which: string) =>
  `Condition on ${which} in CQL2, text or JSON, such as \`sat:orbit_cycle = 12 and pass between 1 and 3\`.`
const direction = (which: string) =>
  Type.Unsafe<'ascending' | 'descending'>({
    type: 'string',
    enum: ['ascending', 'descending'],
    description: `How ${which} flies there.`,
  })

export const window = Type.Optional(
  Type.String({
    default: defaultWindow,
    description:
      'Time of b less time of a: `3h` is either way, `-1h..3h` from one hour before to three after. Units ms, s, min, h, d.',
  }),
)

export const leastAngle = Type.Optional(
  Type.Number({ minimum: 0, description: 'Degrees, at most 90: crossings no flatter.' }),
)

export const limit = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: largestLimit,
    default: defaultLimit,
    description: `Crossovers on a page, ${largestLimit} at most. A page may have fewer, or none, where they are slow to find; only one without a link \`next\` is the last.`,
  }),
)

const parameters = {
  collections: names('Collections: each with each later one, which is then b; one alone with itself.', 1),
  versus: Type.Optional(names('Each of `collections` with these instead; `*` stands for all there are.')),
  self: Type.Optional(Type.Boolean({ description: 'Each of `collections` with itself too.' })),
  window,
  mode: Type.Optional(
    Type.Unsafe<(typeof modes)[number]>({
      type: 'string',
      enum: [...modes],
      default: 'auto',
      description:
        'What counts: that ground tracks cross, or run side by side, or that areas overlap; auto by what the items are.',
    }),
  ),
  bbox: Type.Optional(bbox),
  intersects: Type.Optional(intersects),
  datetime: Type.Optional(
    Type.String({
      description:
        'An RFC 3339 date-time, or an interval `start/end` of two, one of which may be `..` or empty: when the second of the two first saw the place.',
    }),
  ),
  'filter-lang': Type.Optional(filterLang),
  'filter-crs': Type.Optional(filterCrs),
  'ids-a': Type.Optional(ids('a is one of these')),
  'ids-b': Type.Optional(ids('b is one of these')),
  'direction-a': Type.Optional(direction('a')),
  'direction-b': Type.Optional(direction('b')),
  'least-angle': leastAngle,
  overlap: Type.Optional(
    Type.Number({
      minimum: 0,
      description: 'A share, at most 1: overlaps of at least so much of one of the two.',
    }),
  ),
  distance: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      description: 'Kilometres: how near an approach is; with the mode approach.',
    }),
  ),
  'most-per-pair': Type.Optional(
    Type.Integer({ minimum: 1, description: 'Of two items, so many: those nearest in time.' }),
  ),
  limit,
  token: Type.Optional(token),
}

const conditions = { filter: condition('both'), 'filter-a': condition('a'), 'filter-b': condition('b') }

const CrossoverParameters = Type.Object(
  {
    ...parameters,
    filter: Type.Optional(Type.String({ description: conditions.filter })),
    'filter-a': Type.Optional(Type.String({ description: conditions['filter-a'] })),
    'filter-b': Type.Optional(Type.String({ description: conditions['filter-b'] })),
  },
  strictForm,
)
const CrossoverBody = Type.Object(
  {
    ...parameters,
    filter: Type.Optional(Type.Unsafe<unknown>({ description: conditions.filter })),
    'filter-a': Type.Optional(Type.Unsafe<unknown>({ description: conditions['filter-a'] })),
    'filter-b': Type.Optional(Type.Unsafe<unknown>({ description: conditions['filter-b'] })),
  },
  strict,
)

export type CrossoverParameters = Static<typeof CrossoverParameters> | Static<typeof CrossoverBody>

const links = Type.Array(refTo('Link'))

/** The shape of the answer, for the OpenAPI document. */
const Crossovers = Type.Object({
  type: Type.String({ enum: ['FeatureCollection'] }),
  numberReturned: Type.Integer({ minimum: 0 }),
  features: Type.Array(
    Type.Object({
      type: Type.String({ enum: ['Feature'] }),
      id: Type.String(),
      geometry: Type.Object(
        { type: Type.String() },
        { description: 'The crossing, the stretch of a, or the overlap.' },
      ),
      properties: Type.Object({
        datetime: Type.String({
          format: 'date-time',
          description: 'When the second of the two first saw the place.',
        }),
        mode: Type.String({ enum: modes.slice(1) }),
        time_a: Type.String({ format: 'date-time' }),
        time_b: Type.String({ format: 'date-time' }),
        difference: Type.Number({ description: 'Time of b less time of a, seconds.' }),
        collection_a: Type.String(),
        id_a: Type.String(),
        collection_b: Type.String(),
        id_b: Type.String(),
      }),
      links,
    }),
  ),
  links,
})

export const crossoversFound = {
  200: answer('A page of crossovers, in the order of `datetime`.', geoJson, Crossovers),
}

export const getCrossovers = {
  operationId: 'getCrossovers',
  summary: 'Where and when two items see the same place',
  querystring: CrossoverParameters,
  response: { ...crossoversFound, ...missing, ...failures },
}

export const postCrossovers = {
  operationId: 'postCrossovers',
  summary: 'Where and when two items see the same place',
  querystring: NoParameters,
  body: CrossoverBody,
  response: { ...crossoversFound, ...missing, ...refused, ...failures },
}
