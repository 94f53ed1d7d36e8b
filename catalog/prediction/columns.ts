import type { Geometry, Position } from '../geometry/types.ts'
import { equatorCrossing, type PredictedPass, passId } from './pass.ts'
import { lineOf, pathOf, type Spot } from './path.ts'

/** A pass with what is worked out of it. */
export interface DescribedPass {
  id: string
  pass: PredictedPass
  path: Spot[][]
  geometry: Geometry
  equator?: { time: number; lon: number }
}

/** Undefined of a pass of which no two places are known. */
export function describePass(pass: PredictedPass): DescribedPass | undefined {
  const path = pathOf(pass.motion, pass.start, pass.end)
  const geometry = lineOf(path)
  const equator = equatorCrossing(pass)
  return geometry && { id: passId(pass), pass, path, geometry, ...(equator && { equator }) }
}

type Value = string | number | undefined

/** What a pass has under one name: in CSV, in GeoJSON and in a table alike. Instants in UTC, degrees. */
export const passColumns: readonly { name: string; value: (pass: DescribedPass) => Value }[] = [
  { name: 'name', value: ({ pass }) => pass.name },
  { name: 'start_datetime', value: ({ pass }) => isoInstant(pass.start) },
  { name: 'end_datetime', value: ({ pass }) => isoInstant(pass.end) },
  { name: 'direction', value: ({ pass }) => pass.direction },
  { name: 'cycle', value: ({ pass }) => pass.cycle },
  { name: 'pass', value: ({ pass }) => pass.pass },
  { name: 'start_lon', value: ({ path }) => degrees(path[0]?.[0]?.position, 0) },
  { name: 'start_lat', value: ({ path }) => degrees(path[0]?.[0]?.position, 1) },
  { name: 'end_lon', value: ({ path }) => degrees(path.at(-1)?.at(-1)?.position, 0) },
  { name: 'end_lat', value: ({ path }) => degrees(path.at(-1)?.at(-1)?.position, 1) },
  { name: 'equator_datetime', value: ({ equator }) => equator && isoInstant(equator.time) },
  { name: 'equator_lon', value: ({ equator }) => equator && degrees([equator.lon, 0], 0) },
  { name: 'source', value: ({ pass }) => pass.source?.id },
  { name: 'cycles_ahead', value: ({ pass }) => pass.source?.cycles },
]

export interface PredictionFeature {
  type: 'Feature'
  id: string
  geometry: Geometry
  /** What `passColumns` name, as far as the pass has it. */
  properties: Record<string, string | number>
}

export function passFeature(described: DescribedPass): PredictionFeature {
  const properties: PredictionFeature['properties'] = {}
  for (const { name, value } of passColumns) {
    const own = value(described)
    if (own !== undefined) properties[name] = own
  }
  return { type: 'Feature', id: described.id, geometry: described.geometry, properties }
}

/** To the millisecond. */
function isoInstant(instant: number): string {
  return new Date(Math.round(instant)).toISOString()
}

/** To a metre. */
function degrees(position: Position | undefined, axis: 0 | 1): number | undefined {
  return position && Math.round(position[axis]! * 1e5) / 1e5
}
