import type { Geometry, Position } from '../../geometry/types.ts'
import type { PreciseInstant } from '../../granule.ts'
import type { Side, Window } from '../crossover.ts'

/** How a track passes the place where another one crosses it. */
export interface Passage {
  time: PreciseInstant
  /** Row of the measurement nearest in time. */
  row: number
  beam: number
  direction: NonNullable<Side['direction']>
}

export interface TrackCrossing {
  position: Position
  /** Between the two directions of flight, degrees, 0..180. */
  angle: number
  /** Time of b less time of a, milliseconds. */
  difference: number
  a: Passage
  b: Passage
}

export interface CrossingCriteria {
  window: Window
  /** Degrees from parallel, whichever way the tracks run: 0..90. None when absent. */
  leastAngle?: number
}

/** Where b is beside a for a while. */
export interface TrackApproach {
  /** Where a runs meanwhile. */
  geometry: Geometry
  lengthKm: number
  leastKm: number
  difference: number
  a: Stay
  b: Stay
}

/** How a track runs beside another one. */
export interface Stay {
  start: PreciseInstant
  end: PreciseInstant
  rows: [first: number, last: number]
  beam: number
  /** Where they are nearest. */
  direction: NonNullable<Side['direction']>
}

export interface ApproachCriteria {
  window: Window
  distanceKm: number
}
