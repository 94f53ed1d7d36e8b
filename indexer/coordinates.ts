import type { GranuleKind } from '../catalog/granule.ts'

/** Degrees; NaN where the file has no valid value. Longitudes as in the file, -180..180 or 0..360. */
export type Degrees = Float32Array | Float64Array

/** Milliseconds since 1970-01-01T00:00:00Z (UTC); NaN where unknown. */
export type Instants = Float64Array

/**
 * Two-dimensional longitudes and latitudes, row-major, `rows` x `columns`, rows along track:
 * swaths, and grids whose coordinates are two-dimensional.
 */
export interface ScanCoordinates {
  layout: 'scan'
  rows: number
  columns: number
  lon: Degrees
  lat: Degrees
  /** One a row, the first. */
  time?: Instants
  /** One a row, the last, where rows take long. */
  until?: Instants
}

/** Positions in the order in which they were passed: nadir tracks, trajectories. */
export interface LineCoordinates {
  layout: 'line'
  lon: Degrees
  lat: Degrees
  time?: Instants
}

/** A longitude axis and a latitude axis, in either direction; `mask` is row-major lat x lon, 1 where there is data. */
export interface AxesCoordinates {
  layout: 'axes'
  lon: Degrees
  lat: Degrees
  mask?: Uint8Array
}

/** Positions in no order that matters: profiles, stations, clouds of points. */
export interface PointCoordinates {
  layout: 'points'
  lon: Degrees
  lat: Degrees
  time?: Instants
}

export type Coordinates = ScanCoordinates | LineCoordinates | AxesCoordinates | PointCoordinates

/** What a file's coordinates say: one entry for each set (beams, boxes), all of one kind. */
export interface Observation {
  kind: GranuleKind
  parts: Coordinates[]
}
