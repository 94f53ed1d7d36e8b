/** Times of the positions of one set, still in the shape that the file has them in. */
export interface MeasurementTimes {
  /** Milliseconds since 1970, NaN where unknown: one for each position, or one for each row. */
  instants: Float64Array
  source: string
}
