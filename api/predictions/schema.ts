import { type Static, Type } from 'typebox'
import { answer, failures, missing, refTo } from '../stac/description/answers.ts'
import { geoJson } from '../stac/links.ts'
import { strictForm } from '../stac/schema.ts'
import { bbox } from '../stac/search/parameters.ts'

/** Days: a period is no longer. */
export const longestPeriod = 31
export const defaultLimit = 1000
const largestLimit = 10_000

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
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: largestLimit,
        default: defaultLimit,
        description: `Passes, the first of them; ${largestLimit} at most.`,
      }),
    ),
  },
  strictForm,
)

export type PredictionParameters = Static<typeof Predictions>

const Deviation = Type.Object({ rms: Type.Number(), greatest: Type.Number() })

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
  features: Type.Array(
    Type.Object({
      type: Type.String({ enum: ['Feature'] }),
      id: Type.String(),
      geometry: Type.Object(
        { type: Type.String({ enum: ['LineString', 'MultiLineString'] }) },
        { description: 'Cut at the antimeridian, and where the known track has a gap.' },
      ),
      properties: Type.Object({
        name: Type.String({ description: 'The collection.' }),
        start_datetime: Type.String({ format: 'date-time' }),
        end_datetime: Type.String({ format: 'date-time' }),
        direction: Type.String({ enum: ['ascending', 'descending'] }),
        cycle: Type.Optional(Type.Integer()),
        pass: Type.Optional(Type.Integer()),
        equator_datetime: Type.Optional(Type.String({ format: 'date-time' })),
        equator_lon: Type.Optional(Type.Number()),
        source: Type.String({ description: 'Id of the item whose track is carried on.' }),
        cycles_ahead: Type.Integer({ minimum: 1, description: 'Over how many cycles.' }),
      }),
      links: Type.Array(refTo('Link')),
    }),
  ),
  links: Type.Array(refTo('Link')),
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
