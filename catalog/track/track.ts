import type { PreciseInstant } from '../granule.ts'

/** What a file says of one of its tracks (beams): positions with their times, in any order. */
export interface TrackSamples {
  /** Degrees; longitudes with any turn. What is not finite is passed over. */
  lon: ArrayLike<number>
  lat: ArrayLike<number>
  /** Milliseconds since 1970-01-01T00:00:00Z, with their fraction. */
  time: ArrayLike<number>
}

/**
 * A ground track, ready to be evaluated: a chain of pieces, each of which is a polynomial of direction vectors in time.
 * Adjoining pieces share their vertex; where they do not adjoin the track has a gap.
 */
export interface Track {
  /** Which of the file's tracks, from 0. */
  beam: number
  /** From its first to its last piece. At the ends of the file a track reaches half a sampling step beyond its measurements. */
  start: PreciseInstant
  end: PreciseInstant
  /** No measurement lies farther than this from the track at its time, metres. */
  boundM: number
  /** How many pieces. */
  count: number
  /** When each piece begins and ends. */
  starts: Float64Array
  ends: Float64Array
  /** 1 for a piece that begins where the one before it ends, 0 after a gap. */
  joined: Uint8Array
  /**
   * Powers of s, which goes from -1 to 1 in the time of a piece: x, y, z of s^0, of s^1... Piece i has those from
   * `first[i]` to before `first[i + 1]`, each of three numbers.
   */
  powers: Float64Array
  first: Int32Array
  bounds: Bounds
  clock: Clock
}

/** What a track does not leave, on the unit sphere. */
export interface Bounds {
  /** By piece, for each unit of s: no direction moves faster. */
  speeds: Float64Array
  /**
   * By piece: the second derivative of P is -turn P and a rest not longer than the bend. A great circle has no bend; so much
   * does the track depart from the great circle between any two of its points.
   */
  turns: Float64Array
  bends: Float64Array
  /**
   * Balls, x, y, z and radius, as a binary tree: node 1 holds all, node k those of 2 k and 2 k + 1, node `leaves` + i piece i.
   * A node of no pieces has a radius below 0.
   */
  balls: Float64Array
  leaves: number
}

/**
 * When each row of the file was measured: knots between which, where they are linked, there is a row for each index and time
 * goes evenly; where they are not, there is no row.
 */
export interface Clock {
  times: Float64Array
  rows: Int32Array
  /** 1 where a knot is linked with the one before it. */
  linked: Uint8Array
}
