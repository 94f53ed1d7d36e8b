import type { Granule } from '../granule.ts'
import type { Approach, Crossing, Overlap, Window } from './crossover.ts'
import type { OverlapCriteria } from './overlap.ts'
import type { CrossingCriteria } from './tracks/crossing.ts'

/** How two granules are compared, mode by mode: what they share within the window, by time of a. */
export interface Comparisons {
  /** Of two granules with ground tracks; a granule with itself gives each crossing once, the earlier passage as a. */
  crossings(a: Granule, b: Granule, criteria: CrossingCriteria): Crossing[]
  approaches(a: Granule, b: Granule, criteria: { window: Window; distanceKm: number }): Approach[]
  overlaps(a: Granule, b: Granule, criteria: OverlapCriteria): Overlap[]
}
