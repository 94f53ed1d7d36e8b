import { compareText } from '../fields.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Crossover } from './crossover.ts'

/**
 * When a crossover came to be: the time at which the second of the two granules first saw the place. No crossover
 * of a granule is earlier than that granule itself, so a sweep along the starts of granules can give all in this order.
 */
export function timeOf({ a, b }: Crossover): PreciseInstant {
  return Math.max(a.start, b.start)
}

/** By that time; those of one instant by the keys of their granules. */
export function compareCrossovers(p: Crossover, q: Crossover): number {
  return timeOf(p) - timeOf(q) || compareKeys(keyOf(p), keyOf(q))
}

/** The keys of a, then of b. */
export type CrossoverKey = [collectionOfA: string, a: string, collectionOfB: string, b: string]

export function keyOf({ a, b }: Crossover): CrossoverKey {
  return [a.collection, a.id, b.collection, b.id]
}

export function compareKeys(p: CrossoverKey, q: CrossoverKey): number {
  for (let i = 0; i < p.length; i++) {
    const order = compareText(p[i]!, q[i]!)
    if (order !== 0) return order
  }
  return 0
}
