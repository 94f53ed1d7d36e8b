import type { Vector } from '../../geometry/sphere.ts'
import { directionAt } from '../../track/evaluate.ts'
import type { Track } from '../../track/track.ts'

/** Below this the departure from a great circle does not count: 2 cm on the ground, in radians. */
const STRAIGHT = 3e-9

/** A stretch of one piece, from `low` to `high` in its s, and the directions at both ends. */
export interface Arc {
  track: Track
  piece: number
  low: number
  high: number
  from: Vector
  to: Vector
  /** No longer than this, radians. */
  length: number
  /** No farther than this from the great circle through both ends, radians. */
  bulge: number
  /** No direction of flight differs more from that of the great circle, radians. */
  sway: number
}

const whole = new WeakMap<Track, Arc[]>()

/** All of a piece; made once, since a track is held against many. */
export function arcOfPiece(track: Track, piece: number): Arc {
  let arcs = whole.get(track)
  if (!arcs) {
    arcs = []
    whole.set(track, arcs)
  }
  const known = arcs[piece]
  if (known) return known
  const made = arcBetween(track, piece, -1, 1, directionOf(track, piece, -1), directionOf(track, piece, 1))
  arcs[piece] = made
  return made
}

export function halves({ track, piece, low, high, from, to }: Arc): [Arc, Arc] {
  const middle = (low + high) / 2
  const turn = directionOf(track, piece, middle)
  return [arcBetween(track, piece, low, middle, from, turn), arcBetween(track, piece, middle, high, turn, to)]
}

export function isStraight({ bulge }: Arc): boolean {
  return bulge <= STRAIGHT
}

/**
 * With n the normal of the great circle through both ends, f = n P is 0 at both, and f'' = -turn f + n rest. So with half
 * a width h, |f| <= h^2 / 2 (turn |f| + bend), and f' is 0 somewhere between, so that |f'| <= 2 h |f''|.
 */
function arcBetween(track: Track, piece: number, low: number, high: number, from: Vector, to: Vector): Arc {
  const { speeds, turns, bends } = track.bounds
  const half = (high - low) / 2
  const length = 2 * half * speeds[piece]!
  const bend = bends[piece]!
  if (bend === 0) return { track, piece, low, high, from, to, length, bulge: 0, sway: 0 }
  const share = (half * half) / 2
  const bulge = (share * bend) / (1 - share * turns[piece]!)
  const chord = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2])
  const sway = (4 * half * half * (bend + turns[piece]! * bulge)) / chord
  return { track, piece, low, high, from, to, length, bulge: bulge * UNEVEN, sway: sway * UNEVEN }
}

/** P is not quite of unit length, nor passed at an even speed. */
const UNEVEN = 1.01

function directionOf(track: Track, piece: number, s: number): Vector {
  const at: Vector = [0, 0, 0]
  directionAt(track, piece, s, at)
  const scale = 1 / Math.sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2])
  at[0] *= scale
  at[1] *= scale
  at[2] *= scale
  return at
}
