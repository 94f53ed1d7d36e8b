import { type Static, Type } from 'typebox'
import { strict, strictForm } from '../schema.ts'
import { selectionByGet, selectionByPost } from '../search/parameters.ts'

const names = Type.Array(Type.String({ minLength: 1 }), {
  description: 'What to count, by names of `/aggregations`; total_count when absent.',
})

const interval = Type.Unsafe<'year' | 'month' | 'day' | 'hour'>({
  type: 'string',
  enum: ['year', 'month', 'day', 'hour'],
  description: 'Width of the buckets of `datetime_frequency`; by the span of the matches when absent.',
})

const geohash = Type.Integer({
  minimum: 1,
  maximum: 3,
  default: 2,
  description: 'Characters of the cells of `geometry_geohash_grid_frequency`.',
})

const geotile = Type.Integer({
  minimum: 0,
  maximum: 8,
  default: 4,
  description: 'Zoom of the cells of `geometry_geotile_grid_frequency`.',
})

const ranges = Type.Record(Type.String(), Type.Array(Type.Number(), { minItems: 2, maxItems: 1000 }), {
  description:
    'Edges between which numbers are counted, by field, `{"eo:cloud_cover": [0, 10, 50, 100]}`; ten ranges of round numbers for a field that is not named.',
  'x-consume': 'application/json',
})

const how = {
  aggregations: Type.Optional(names),
  datetime_frequency_interval: Type.Optional(interval),
  geometry_geohash_grid_frequency_precision: Type.Optional(geohash),
  geometry_geotile_grid_frequency_precision: Type.Optional(geotile),
  ranges: Type.Optional(ranges),
}

export const AggregateParameters = Type.Object({ ...selectionByGet, ...how }, strictForm)
export const AggregateBody = Type.Object({ ...selectionByPost, ...how }, strict)

export type AggregateRequest = Static<typeof AggregateParameters> | Static<typeof AggregateBody>
