import { type Static, Type } from 'typebox'
import { answer, failures, missing, refTo, refused } from '../stac/description/answers.ts'
import { geoJson } from '../stac/links.ts'
import { NoParameters, strict } from '../stac/schema.ts'
import { filterCrs, filterLang } from '../stac/search/parameters.ts'

export const defaultWindow = '3h'
export const defaultDistance = 25
export const defaultNearest = 10

/** Of one request: what is worth more is for the command line. */
const mostObservations = 10_000
const farthest = 1000
const mostNearest = 100

/** Bytes: some 400 for each observation. */
export const bodyLimit = 4 * 1024 * 1024

const Observation = Type.Object(
  {
    type: Type.Literal('Feature'),
    id: Type.Optional(Type.Unsafe<string | number>({ description: 'Comes back with the answer.' })),
    geometry: Type.Object({
      type: Type.Literal('Point'),
      coordinates: Type.Array(Type.Number(), {
        minItems: 2,
        maxItems: 3,
        description: 'Longitude and latitude in degrees.',
      }),
    }),
    properties: Type.Object({
      datetime: Type.String({ description: 'An RFC 3339 date-time, or an interval `start/end` of two.' }),
    }),
  },
  { description: 'A place and a time.' },
)

const Matchups = Type.Object(
  {
    collections: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: 'Collections whose items are to match.',
    }),
    observations: Type.Object({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(Observation, { minItems: 1, maxItems: mostObservations }),
    }),
    window: Type.Optional(
      Type.String({
        default: defaultWindow,
        description:
          'Time of the item less time of the observation: `3h` is either way, `-1h..3h` from one hour before to three after. Units ms, s, min, h, d.',
      }),
    ),
    distance: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: farthest,
        default: defaultDistance,
        description: 'Kilometres from the observation to what the item covers; 0 is inside.',
      }),
    ),
    nearest: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: mostNearest,
        default: defaultNearest,
        description: 'Matches of an observation, at most: those nearest in space, then in time.',
      }),
    ),
    filter: Type.Optional(
      Type.Unsafe<unknown>({
        description: 'Condition on the items in CQL2, text or JSON, such as `sat:orbit_cycle = 12`.',
      }),
    ),
    'filter-lang': Type.Optional(filterLang),
    'filter-crs': Type.Optional(filterCrs),
  },
  strict,
)

export type MatchupBody = Static<typeof Matchups>

const links = Type.Array(refTo('Link'))

const Match = Type.Object({
  collection: Type.String(),
  id: Type.String(),
  distance: Type.Number({ description: 'Kilometres; 0 inside.' }),
  difference: Type.Number({ description: 'Time of the item less time of the observation, seconds.' }),
  start: Type.String({ format: 'date-time' }),
  end: Type.String({ format: 'date-time' }),
  first_row: Type.Optional(Type.Integer({ description: 'Of the file, from 0.' })),
  last_row: Type.Optional(Type.Integer()),
  href: Type.String({ format: 'uri' }),
})

/** The shape of the answer, for the OpenAPI document. */
const Found = Type.Object({
  type: Type.String({ enum: ['FeatureCollection'] }),
  features: Type.Array(
    Type.Object({
      type: Type.String({ enum: ['Feature'] }),
      geometry: Type.Object({ type: Type.String() }),
      properties: Type.Object({ datetime: Type.String(), matches: Type.Array(Match) }),
    }),
  ),
  links,
})

export const postMatchups = {
  operationId: 'postMatchups',
  summary: 'Which items saw the places of observations, and which of their rows',
  querystring: NoParameters,
  body: Matchups,
  response: {
    200: answer('The observations as they were given, each with its matches.', geoJson, Found),
    ...missing,
    ...refused,
    ...failures,
  },
}
