import { isoMicroseconds } from '../instant.ts'
import type { Match } from './observation.ts'

/** What a match has, under the names of CSV and of GeoJSON alike: instants in UTC, kilometres, seconds, rows and columns from 0. */
export const matchColumns: readonly { name: string; value: (match: Match) => string | number | undefined }[] =
  [
    { name: 'collection', value: ({ granule }) => granule.collection },
    { name: 'id', value: ({ granule }) => granule.id },
    { name: 'distance', value: ({ distanceKm }) => Number(distanceKm.toFixed(3)) },
    { name: 'difference', value: ({ difference }) => Number((difference / 1000).toFixed(6)) },
    { name: 'start', value: ({ granule }) => isoMicroseconds(granule.start) },
    { name: 'end', value: ({ granule }) => isoMicroseconds(granule.end) },
    { name: 'first_row', value: ({ granule }) => granule.rows?.[0] },
    { name: 'last_row', value: ({ granule }) => granule.rows?.[1] },
    { name: 'first_column', value: ({ granule }) => granule.columns?.[0] },
    { name: 'last_column', value: ({ granule }) => granule.columns?.[1] },
    { name: 'direction', value: ({ granule }) => granule.direction },
    { name: 'cycle', value: ({ granule }) => granule.cycle },
    { name: 'pass', value: ({ granule }) => granule.pass },
    { name: 'orbit', value: ({ granule }) => granule.orbit },
  ]

/** As `matchColumns` name it, without what there is not. */
export function describeMatch(match: Match): Record<string, string | number> {
  const described: Record<string, string | number> = {}
  for (const { name, value } of matchColumns) {
    const own = value(match)
    if (own !== undefined) described[name] = own
  }
  return described
}
