import type { PreciseInstant } from '../../granule.ts'
import type { Filter } from '../../query.ts'
import type { Side, Window } from '../crossover.ts'

/** A measurement at a place: in situ, or the centre of a storm. */
export interface Observation {
  /** Degrees, -180..180. */
  lon: number
  lat: number
  /** When it was taken; one and the same unless it took a while. */
  start: PreciseInstant
  end: PreciseInstant
}

/** A granule that saw the place of an observation, or a place near enough to it. */
export interface Match {
  /** Those of its segments that did, where they follow on one another. */
  granule: Side
  /** From the observation to what the granule covers, 0 inside. */
  distanceKm: number
  /** Time of the granule less time of the observation in milliseconds; of all that both allow, the one nearest to zero. */
  difference: number
}

export interface Matchup<O extends Observation = Observation> {
  observation: O
  /** The nearest in space first, and of those as near the nearest in time. */
  matches: Match[]
}

export interface MatchCriteria {
  collections: string[]
  /** Of the time of the granule less that of the observation. */
  window: Window
  distanceKm: number
  /** At most so many matches an observation; all without. */
  nearest?: number
  /** What the granules have to be like. */
  where?: Filter
}
