import type { Coverage } from '../metadata/coverage.ts'
import { medianOf, spread } from './sphere.ts'

const day = 86_400_000

/** Times this far from what the attributes say, while most are near, are corrupt. */
const farMs = 300 * day

/** Share of the times that may be corrupt. */
const few = 0.05

/**
 * Leaves out, as NaN, the few times that lie most of a year away from what the attributes cover, or, where they say
 * nothing, from where nearly all others are. Works in place.
 * @returns how many were left out
 */
export function cleanInstants(instants: Float64Array, coverage: Coverage): number {
  const sample = spread(instants.length, 2000).map((i) => instants[i]!)
  const middle = medianOf(sample)
  if (Number.isNaN(middle)) return 0
  const start = coverage.start?.instant
  const end = coverage.end?.instant ?? start
  const known = start !== undefined && end !== undefined && middle > start - day && middle < end + day
  const [low, high] = known ? [start - farMs, end + farMs] : [middle - farMs, middle + farMs]
  let far = 0
  for (let i = 0; i < instants.length; i++) if (instants[i]! < low || instants[i]! > high) far++
  if (far === 0 || far > instants.length * few) return 0
  for (let i = 0; i < instants.length; i++)
    if (instants[i]! < low || instants[i]! > high) instants[i] = Number.NaN
  return far
}
