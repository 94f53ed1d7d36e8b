import type { Geometry, Position } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'

/** What one of the two granules has at the place that both see. */
export interface Side {
  collection: string
  id: string
  /** First and last time at which the granule sees the place; one and the same where tracks cross. */
  start: PreciseInstant
  end: PreciseInstant
  /**
   * First and last row of the file to read (both included): the nearest measurement where tracks cross. Absent where the
   * catalogue does not know the rows, and then all may be needed.
   */
  rows?: [first: number, last: number]
  /** First and last column, where not all are needed. */
  columns?: [first: number, last: number]
  /** Which of the file's tracks, from 0, where it has several (beams). */
  beam?: number
  /** From the track itself at the place, else as the granule has it. */
  direction?: 'ascending' | 'descending'
  cycle?: number
  pass?: number
  orbit?: number
}

interface Shared {
  a: Side
  b: Side
  /** Time of b less time of a in milliseconds, signed; of all that a shared stretch or area allows, the one nearest to zero. */
  difference: number
  /** Which of the two were held against the measurements in their files, where that was asked for. */
  refined?: 'both' | 'a' | 'b' | 'none'
}

/** Two ground tracks cross in a point. */
export interface Crossing extends Shared {
  mode: 'crossing'
  position: Position
  /** Between the two directions of flight on the ground, degrees, 0..180. */
  angle: number
}

/** Two ground tracks run side by side. */
export interface Approach extends Shared {
  mode: 'approach'
  /** Where a runs while b is near. */
  geometry: Geometry
  lengthKm: number
  leastKm: number
}

/** Two granules, at least one of which is an area, see the same area. */
export interface Overlap extends Shared {
  mode: 'overlap'
  geometry: Geometry
  areaKm2: number
  /** How much of each granule's footprint it is, 0..1 (of its length for a track). */
  shareOfA: number
  shareOfB: number
}

/** Two granules see the same place, each at its time. */
export type Crossover = Crossing | Approach | Overlap

/** Which time differences count, in milliseconds, both included: time of b less time of a. */
export interface Window {
  least: number
  greatest: number
}
