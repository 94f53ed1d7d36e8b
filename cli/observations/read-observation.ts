import type { Observation } from '../../catalog/crossovers/matchups/observation.ts'

/** An observation and where it was read. */
export interface ReadObservation extends Observation {
  /** Line of a CSV file, from 1 and its heading included; row or feature of another, from 0. */
  record: number
  /** What the source calls it, or whom it belongs to: a station, a storm, a granule. */
  name?: string
}
