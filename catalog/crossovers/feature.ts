import { createHash } from 'node:crypto'
import type { Geometry } from '../geometry/types.ts'
import { columns, geometryOf } from './columns.ts'
import type { Crossover } from './crossover.ts'
import { isoMicroseconds } from './instant.ts'
import { timeOf } from './order.ts'

export interface CrossoverFeature {
  type: 'Feature'
  id: string
  geometry: Geometry
  /** `datetime` and what `columns` name, as far as the crossover has it. */
  properties: Record<string, string | number>
}

/** A crossover as a GeoJSON feature; instants as RFC 3339 has them. */
export function crossoverFeature(crossover: Crossover): CrossoverFeature {
  const properties: CrossoverFeature['properties'] = { datetime: isoMicroseconds(timeOf(crossover)) }
  for (const { name, type, value } of columns) {
    const own = value(crossover)
    if (own !== undefined) properties[name] = type === 'instant' ? isoMicroseconds(own as number) : own
  }
  return { type: 'Feature', id: crossoverId(crossover), geometry: geometryOf(crossover), properties }
}

/** The ids of a and b, and what tells this crossover from others of the two: the same whenever it is found again. */
function crossoverId({ mode, a, b }: Crossover): string {
  const place = [mode, a.start, b.start, a.rows, a.columns, a.beam, b.rows, b.columns, b.beam]
  const own = [a.collection, b.collection, place.map((part) => part ?? null)]
  return `${a.id}+${b.id}+${createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 10)}`
}
