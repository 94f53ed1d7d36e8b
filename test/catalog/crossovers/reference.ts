import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import type { Position } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { type Passes, passGranules, readPasses } from './passes.ts'

const folder = fileURLToPath(new URL('../../../../shared/crossovers/', import.meta.url))
const epoch = Date.UTC(2024, 0, 1)

/** Two analytic missions whose crossovers within three hours are known from their orbits; not always at hand. */
export const hasReference = existsSync(`${folder}truth_crossovers.csv`)

export const [jason, sentinel] = ['jason', 'sentinel'] as const

export async function referenceMissions(): Promise<[jason: Passes, sentinel: Passes]> {
  return [await readPasses(`${folder}ref_jason.nc`), await readPasses(`${folder}ref_s3.nc`)]
}

export async function referenceGranules(): Promise<Granule[]> {
  const [a, b] = await referenceMissions()
  return [...passGranules(jason, a), ...passGranules(sentinel, b)]
}

export interface TrueCrossing {
  timeA: number
  timeB: number
  lat: number
  lon: number
  passA: number
  passB: number
  ascendingA: boolean
  ascendingB: boolean
}

export function trueCrossings(): TrueCrossing[] {
  const [, ...lines] = readFileSync(`${folder}truth_crossovers.csv`, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [a, b, lat, lon, passA, passB, upA, upB] = line.split(',').map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    return {
      timeA: epoch + 1000 * a,
      timeB: epoch + 1000 * b,
      lat,
      lon,
      passA,
      passB,
      ascendingA: upA === 1,
      ascendingB: upB === 1,
    }
  })
}

/** What is compared of a crossing that was found. */
export interface FoundCrossing {
  a: FoundSide
  b: FoundSide
  position: Position
}

interface FoundSide {
  start: number
  pass: number
  direction: string
}

export interface Comparison {
  missed: number
  extra: number
  /** Of a pair: the greater of the two errors in time, milliseconds. */
  worstMs: number
  worstMetres: number
  /** Pairs whose passes or directions are not the true ones. */
  wrong: number
}

/** Each true crossing with the found one nearest in time, within five seconds, as the reference compares. */
export function compareWithTruth(found: readonly FoundCrossing[]): Comparison {
  const used = new Set<FoundCrossing>()
  const comparison: Comparison = { missed: 0, extra: 0, worstMs: 0, worstMetres: 0, wrong: 0 }
  for (const truth of trueCrossings()) {
    const apart = ({ a, b }: FoundCrossing) => Math.hypot(a.start - truth.timeA, b.start - truth.timeB)
    const nearest = found
      .filter((crossing) => !used.has(crossing))
      .reduce<FoundCrossing | undefined>(
        (best, one) => (!best || apart(one) < apart(best) ? one : best),
        undefined,
      )
    if (!nearest || apart(nearest) >= 5000) {
      comparison.missed++
      continue
    }
    used.add(nearest)
    const { a, b, position } = nearest
    const error = Math.max(Math.abs(a.start - truth.timeA), Math.abs(b.start - truth.timeB))
    comparison.worstMs = Math.max(comparison.worstMs, error)
    const metres = 1000 * distanceKm(position[0], position[1], truth.lon, truth.lat)
    comparison.worstMetres = Math.max(comparison.worstMetres, metres)
    const right =
      a.pass === truth.passA &&
      b.pass === truth.passB &&
      (a.direction === 'ascending') === truth.ascendingA &&
      (b.direction === 'ascending') === truth.ascendingB
    if (!right) comparison.wrong++
  }
  comparison.extra = found.length - used.size
  return comparison
}
