import type { Instant, Segment } from '../../catalog/granule.ts'
import type { Shapes } from './shapes.ts'

/** What one part of an observation, or several of them together, look like on the Earth. */
export interface Drawing {
  shapes: Shapes
  segments: Segment[]
}

/** How to draw; the tolerance is chosen by the size of what is drawn. */
export interface DrawingOptions {
  start: Instant
  end: Instant
  toleranceKm: number | undefined
  segmentKm: number
}
