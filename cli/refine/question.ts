import type { Geometry } from '../../catalog/geometry/types.ts'
import type { Collection, Instant, PreciseInstant } from '../../catalog/granule.ts'
import type { Sampling } from '../../catalog/track/sampling.ts'

/** First and last, both included. */
export type Run = [first: number, last: number]

/** Which of a file's measurements lie in a shape, and when they were made, where the file says it of each row. */
export interface Stretch {
  rows: Run
  /** Where these are not all there are. */
  columns?: Run
  start?: PreciseInstant
  end?: PreciseInstant
}

/** What is asked of the thread that reads a file: the measurements of one of its tracks, or where they lie in a shape. */
export interface Question {
  path: string
  collection: string
  /** Its description, where the catalogue has one. */
  descriptions: Collection[]
  /** Of the granule, as the catalogue has them. */
  start: Instant
  end: Instant
  wanted: { kind: 'track'; beam: number } | { kind: 'stretch'; geometry: Geometry; rows: Run | undefined }
}

/** Undefined where the file has no such track, or no measurement in the shape. */
export type Answer = Sampling | Stretch | undefined
