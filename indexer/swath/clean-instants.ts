import type { Coverage } from '../metadata/coverage.ts'
import { medianOf, spread } from './sphere.ts'

const day = 86_400_000

/** Times this far from nearly all others are corrupt, where no attribute says what they should be. */
const farMs = 300 * day

/** Times further from what the attributes cover than this, and than its length, are corrupt while most are in it. */
const nearMs = 3_600_000

/** Share of the times that may be corrupt. */
const few = 0.05

/**
 * Leaves out, as NaN, the few times that lie away from what the attributes cover by its length again, or, where they say
 * nothing, most of a year from where nearly all others are. Works in place.
 * @returns how many were left out
 */
export function cleanInstants(instants: Float64Array, coverage: Coverage): number {
  const sample = spread(instants.length, 2000).map((i) => instants[i]!)
  const middle = medianOf(sample)
  if (Number.isNaN(middle)) return 0
  const start = coverage.start?.instant
  const end = coverage.end?.instant ?? start
  const known = start !== undefined && end !== undefined && middle > start - day && middle < end + day
  const slack = known ? Math.max(nearMs, end - start) : farMs
  const [low, high] = known ? [start - slack, end + slack] : [middle - slack, middle + slack]
  let far = 0
  for (let i = 0; i < instants.length; i++) if (instants[i]! < low || instants[i]! > high) far++
  if (far === 0 || far > instants.length * few) return 0
  for (let i = 0; i < instants.length; i++)
    if (instants[i]! < low || instants[i]! > high) instants[i] = Number.NaN
  return far
}
