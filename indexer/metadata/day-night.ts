import type { Instant } from '../../catalog/granule.ts'
import type { Coordinates, Observation } from '../coordinates.ts'
import { attributeNames } from './attribute-names.ts'
import type { FileAttributes } from './attributes.ts'
import { sunElevation } from './sun.ts'

/** The values of UMM's DayNightFlag, in lower case. */
export type DayNight = 'day' | 'night' | 'both'

/** What an attribute says (UMM, GDS, S-NPP). */
export function readDayNight(attributes: FileAttributes): { value: DayNight; source: string } | undefined {
  for (const name of attributeNames.dayNight) {
    const text = attributes.text(name)?.trim().toLowerCase()
    const value = text && readings.find(([pattern]) => pattern.test(text))?.[1]
    if (value) return { value, source: `attribute ${attributes.find(name)!.name}` }
  }
  return undefined
}

const readings: [pattern: RegExp, value: DayNight][] = [
  [/both|mix|day.+night|night.+day/, 'both'],
  [/^d(ay)?(time)?$/, 'day'],
  [/^n(ight)?(time)?$/, 'night'],
]

/** Rows and columns that are looked at, evenly spread, the first and last among them. */
const sampledRows = 200
const sampledColumns = 16

/**
 * Whether the sun was up where and when a satellite looked; at some places and not at others it is both. Grids are of no
 * single time, and in situ measurements go through days and nights: undefined for both.
 * @param span of all, where rows have no times of their own
 */
export function tellDayNight(
  { kind, parts }: Observation,
  span: { start: Instant; end: Instant },
): DayNight | undefined {
  if (kind !== 'swath' && kind !== 'track') return undefined
  let day = false
  let night = false
  for (const part of parts) {
    for (const [lon, lat, instant] of samplesOf(part, span)) {
      if (sunElevation(lon, lat, instant) > 0) day = true
      else night = true
      if (day && night) return 'both'
    }
  }
  return day ? 'day' : night ? 'night' : undefined
}

function* samplesOf(
  part: Coordinates,
  { start, end }: { start: Instant; end: Instant },
): Iterable<[lon: number, lat: number, instant: Instant]> {
  if (part.layout === 'axes') return
  const columns = part.layout === 'scan' ? part.columns : 1
  const rows = part.lat.length / columns
  for (const row of evenly(rows, sampledRows)) {
    // Points are in no order: without times each may be of any.
    const share = part.layout === 'points' ? 0.5 : row / Math.max(rows - 1, 1)
    const instant = part.time === undefined ? start + share * (end - start) : part.time[row]!
    if (Number.isNaN(instant)) continue
    for (const column of evenly(columns, sampledColumns)) {
      const i = row * columns + column
      if (!Number.isNaN(part.lat[i]!)) yield [part.lon[i]!, part.lat[i]!, instant]
    }
  }
}

function evenly(length: number, wanted: number): number[] {
  const count = Math.min(length, wanted)
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / Math.max(count - 1, 1)))
}
