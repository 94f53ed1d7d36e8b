import type { Granule } from '../granule.ts'
import type { Arrival } from './stream.ts'
import type { Pairing } from './streams.ts'

/** Two granules to be compared, each in its part. */
export interface Candidate {
  a: Granule
  b: Granule
  /** Either could stand in the place of the other. */
  exchangeable: boolean
}

/**
 * Whom a granule is to be compared with, each pair once; one that can stand on both sides also with itself. Of two of one
 * collection the one that arrived first is a, unless only the other may be.
 *
 * @param active for each stream what arrived before
 */
export function* partnersOf(
  { granule, streams }: Arrival,
  { a, b, same }: Pairing,
  active: Arrival[][],
): Generator<Candidate> {
  const [isA, isB] = [streams.includes(a), streams.includes(b)]
  if (!same) {
    if (isA) for (const other of active[b]!) yield { a: granule, b: other.granule, exchangeable: false }
    if (isB) for (const other of active[a]!) yield { a: other.granule, b: granule, exchangeable: false }
    return
  }
  if (isA && isB) yield { a: granule, b: granule, exchangeable: true }
  if (isB) {
    for (const other of active[a]!) {
      yield { a: other.granule, b: granule, exchangeable: isA && other.streams.includes(b) }
    }
  }
  if (isA) {
    for (const other of active[b]!) {
      if (isB && other.streams.includes(a)) continue
      yield { a: granule, b: other.granule, exchangeable: false }
    }
  }
}

/** Forgets those that ended before. */
export function dropEnded(active: Arrival[], before: number): void {
  let kept = 0
  for (const arrival of active) if (arrival.granule.end >= before) active[kept++] = arrival
  active.length = kept
}
