import { NoPositionsError } from '../../catalog/errors.ts'
import type { Box, Geometry } from '../../catalog/geometry/types.ts'
import type { Instant, Segment } from '../../catalog/granule.ts'
import type { Observation } from '../coordinates.ts'

export interface FootprintOptions {
  /** The granule's first and last instant: what segments get where the coordinates carry no time. */
  start: Instant
  end: Instant
  /** How far, in kilometres, the outline may run outside what it covers for the sake of fewer vertices. */
  toleranceKm?: number
  /** Greatest length of a segment along track, in kilometres. */
  segmentKm?: number
}

/** What a granule covers. */
export interface Footprint {
  geometry: Geometry
  bbox: Box
  /** In the order of rows; the union of their shapes covers every valid position. */
  segments: Segment[]
}

/**
 * The footprint of an observation and its segments, on the sphere, as RFC 7946 writes it.
 * @throws {NoPositionsError} when no position of any part is valid
 */
export function computeFootprint(observation: Observation, options: FootprintOptions): Footprint {
  void options
  throw new NoPositionsError(`no valid position in ${observation.parts.length} parts`)
}
