import { type Static, Type } from 'typebox'
import {
  limit as crossoverLimit,
  crossoversFound,
  window as crossoverWindow,
  leastAngle,
} from '../crossovers/schema.ts'
import { answer, failures, missing, refTo, refused } from '../stac/description/answers.ts'
import { geoJson } from '../stac/links.ts'
import { NoParameters, strict, strictForm } from '../stac/schema.ts'
import { bbox, intersects, token } from '../stac/search/parameters.ts'

/** Days: a period is no longer. */
export const longestPeriod = 31
export const defaultLimit = 1000
const largestLimit = 10_000

const limit = Type.Integer({
  minimum: 1,
  maximum: largestLimit,
  default: defaultLimit,
  description: `Passes, the first of them; ${largestLimit} at most.`,
})

const Predictions = Type.Object(
  {
    collection: Type.String({
      minLength: 1,
      description: 'Id of a collection of ground tracks that repeat themselves.',
    }),
    datetime: Type.String({
      description: `An interval \`start/end\` of two RFC 3339 date-times, ${longestPeriod} days at most. Passes that overlap it are given whole; none before the last known track ends.`,
    }),
    bbox: Type.Optional(bbox),
    limit: Type.Optional(limit),
  },
  strictForm,
)

export type PredictionParameters = Static<typeof Predictions>

/** Of two-line elements in a request: some twenty satellites. */
const longestElements = 4000
export const bodyLimit = 64 * 1024
/** Days of one satellite, or of several together. */
export const mostSatelliteDays = 31
/** Of crossovers, which take longer. */
export const mostCrossedDays = 10

const whichElements = {
  tle: Type.String({
    minLength: 1,
    maxLength: longestElements,
    description: 'Two-line elements of one satellite or more, each with or without a line for its name.',
  }),
  bbox: Type.Optional(bbox),
  intersects: Type.Optional(intersects),
}

const PredictionBody = Type.Object(
  {
    ...whichElements,
    datetime: Type.String({
      description: `An interval \`start/end\` of two RFC 3339 date-times, ${mostSatelliteDays} days at most, those of all satellites together. Passes that overlap it are given whole.`,
    }),
    limit: Type.Optional(limit),
  },
  strict,
)

export type PredictionBody = Static<typeof PredictionBody>

const CrossedBody = Type.Object(
  {
    ...whichElements,
    datetime: Type.String({
      description: `An interval \`start/end\` of two RFC 3339 date-times, with the window ${mostCrossedDays} days at most, those of all satellites together: when the second of the two first saw the place.`,
    }),
    versus: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      maxItems: 10,
      description:
        'What the passes are held against: collections, as far as the catalogue has them, or `predicted:` and a satellite of `tle`, or a collection whose tracks repeat themselves, for passes to come.',
    }),
    window: crossoverWindow,
    'least-angle': leastAngle,
    limit: crossoverLimit,
    token: Type.Optional(token),
  },
  strict,
)

export type CrossedBody = Static<typeof CrossedBody>

const Deviation = Type.Object({ rms: Type.Number(), greatest: Type.Number() })

const passes = {
  features: Type.Array(
    Type.Object({
      type: Type.String({ enum: ['Feature'] }),
      id: Type.String(),
      geometry: Type.Object(
        { type: Type.String({ enum: ['LineString', 'MultiLineString'] }) },
        { description: 'Cut at the antimeridian, and where the known track has a gap.' },
      ),
      properties: Type.Object({
        name: Type.String({ description: 'The collection, or the satellite.' }),
        start_datetime: Type.String({ format: 'date-time' }),
        end_datetime: Type.String({ format: 'date-time' }),
        direction: Type.String({ enum: ['ascending', 'descending'] }),
        cycle: Type.Optional(Type.Integer()),
        pass: Type.Optional(Type.Integer()),
        equator_datetime: Type.Optional(Type.String({ format: 'date-time' })),
        equator_lon: Type.Optional(Type.Number()),
        source: Type.Optional(Type.String({ description: 'Id of the item whose track is carried on.' })),
        cycles_ahead: Type.Optional(Type.Integer({ minimum: 1, description: 'Over how many cycles.' })),
      }),
      links: Type.Array(refTo('Link')),
    }),
  ),
  links: Type.Array(refTo('Link')),
}

/** The shape of the answer, for the OpenAPI document. */
const Found = Type.Object({
  type: Type.String({ enum: ['FeatureCollection'] }),
  numberMatched: Type.Integer({ minimum: 0 }),
  numberReturned: Type.Integer({ minimum: 0 }),
  repeat: Type.Object(
    {
      seconds: Type.Number({ description: 'How long a cycle is.' }),
      known_until: Type.String({ format: 'date-time', description: 'When the last known track ends.' }),
      error_km: Deviation,
      error_s: Deviation,
    },
    {
      description:
        'How the tracks repeat themselves. The errors are those of known tracks predicted from one cycle before: beside the track in kilometres, along it in seconds. They grow with `cycles_ahead`.',
    },
  ),
  ...passes,
})

/** The same for two-line elements. */
const FoundByElements = Type.Object({
  type: Type.String({ enum: ['FeatureCollection'] }),
  numberMatched: Type.Integer({ minimum: 0 }),
  numberReturned: Type.Integer({ minimum: 0 }),
  satellites: Type.Array(
    Type.Object({
      name: Type.String({
        description: 'As the line before the elements has it, else the catalogue number.',
      }),
      epoch: Type.String({
        format: 'date-time',
        description: 'Of the elements: they lose some kilometres with each day away from it.',
      }),
    }),
  ),
  ...passes,
})

export const getPredictions = {
  operationId: 'getPredictions',
  summary: 'Ground tracks to come, as the last full cycle of a collection tells them',
  querystring: Predictions,
  response: {
    200: answer('Passes in the order of their start.', geoJson, Found),
    ...missing,
    ...failures,
  },
}

export const postPredictions = {
  operationId: 'postPredictions',
  summary: 'Ground tracks to come, by two-line elements (SGP4)',
  querystring: NoParameters,
  body: PredictionBody,
  response: {
    200: answer('Passes in the order of their start.', geoJson, FoundByElements),
    ...refused,
    ...failures,
  },
}

export const postPredictedCrossovers = {
  operationId: 'postPredictedCrossovers',
  summary: 'Where and when satellites will see what collections see, by two-line elements (SGP4)',
  querystring: NoParameters,
  body: CrossedBody,
  response: { ...crossoversFound, ...missing, ...refused, ...failures },
}
