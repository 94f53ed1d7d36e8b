import { NoPositionsError } from '../../catalog/errors.ts'
import { boundingBox } from '../../catalog/geometry/bounds.ts'
import type { Box, Geometry } from '../../catalog/geometry/types.ts'
import type { Instant, Segment } from '../../catalog/granule.ts'
import type { Observation } from '../coordinates.ts'
import { drawAxes } from './draw-axes.ts'
import { drawLine } from './draw-line.ts'
import { drawPoints } from './draw-points.ts'
import { drawScans } from './draw-scans.ts'
import type { DrawingOptions } from './drawing.ts'
import { groundTrack } from './ground-track.ts'
import { joinGeometries } from './shapes.ts'

export interface FootprintOptions {
  /** The granule's first and last instant: what segments get where the coordinates carry no time. */
  start: Instant
  end: Instant
  /** How far, in kilometres, the outline may run outside what it covers for the sake of fewer vertices. */
  toleranceKm?: number
  /** Greatest length of a segment along track, in kilometres; 500 when absent. */
  segmentKm?: number
}

/** What a granule covers. */
export interface Footprint {
  geometry: Geometry
  bbox: Box
  /** In the order of rows; the union of their shapes covers every valid position. */
  segments: Segment[]
  /** Of tracks and trajectories whose positions have times; as `catalog/track` encodes it. */
  track?: Uint8Array
}

/**
 * The footprint of an observation and its segments, on the sphere, as RFC 7946 writes it.
 * @throws {NoPositionsError} when no position of any part is valid
 */
export function computeFootprint(observation: Observation, options: FootprintOptions): Footprint {
  const { start, end, toleranceKm, segmentKm = 500 } = options
  const how: DrawingOptions = { start, end, toleranceKm, segmentKm }
  const { parts } = observation
  const scans = parts.filter((part) => part.layout === 'scan')
  const points = parts.filter((part) => part.layout === 'points')
  const lines = parts.filter((part) => part.layout === 'line')
  const axes = parts.filter((part) => part.layout === 'axes')
  const drawings = [
    drawScans(scans, how),
    drawPoints(points, how),
    ...lines.map((part) => drawLine(part, how)),
    ...axes.map((part) => drawAxes(part, how)),
  ]
  const geometry = joinGeometries(drawings.map(({ shapes }) => shapes))
  const bbox = geometry && boundingBox(geometry)
  if (!geometry || !bbox) {
    throw new NoPositionsError('its coordinates hold no valid position (all are fill values or out of range)')
  }
  const track = groundTrack(observation)
  return {
    geometry,
    bbox,
    segments: drawings.flatMap(({ segments }) => segments),
    ...(track && { track }),
  }
}
