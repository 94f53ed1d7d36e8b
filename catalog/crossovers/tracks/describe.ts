import { cross, DEGREE, dot, norm, toPosition, type Vector } from '../../geometry/sphere.ts'
import { rowAt } from '../../track/clock.ts'
import { directionAt, instantAt, motionAt } from '../../track/evaluate.ts'
import type { Passage, TrackCrossing } from './crossing.ts'
import type { Meeting, Spot } from './solve.ts'

/** Degrees. Tracks that run together like this do not cross in any one place. */
const LEAST_ANGLE = 0.01

/** Undefined where the tracks run along each other. */
export function describeMeeting({ a, b }: Meeting): TrackCrossing | undefined {
  const [here, there]: [Vector, Vector] = [
    [0, 0, 0],
    [0, 0, 0],
  ]
  const flightA = flightAt(a, here)
  const flightB = flightAt(b, there)
  const angle = Math.atan2(norm(cross(flightA, flightB)), dot(flightA, flightB)) / DEGREE
  if (!(Math.min(angle, 180 - angle) >= LEAST_ANGLE)) return undefined
  const passageA = passageAt(a, flightA)
  const passageB = passageAt(b, flightB)
  return {
    position: toPosition(here),
    angle,
    difference: passageB.time - passageA.time,
    a: passageA,
    b: passageB,
  }
}

/** Where it is, into `at`, and where it goes from there over the ground: a vector of any length. */
export function flightAt({ track, piece, s }: Spot, at: Vector): Vector {
  const motion: Vector = [0, 0, 0]
  directionAt(track, piece, s, at)
  motionAt(track, piece, s, motion)
  const radial = dot(at, motion) / dot(at, at)
  return [motion[0] - radial * at[0], motion[1] - radial * at[1], motion[2] - radial * at[2]]
}

function passageAt({ track, piece, s }: Spot, flight: Vector): Passage {
  const time = Math.min(track.ends[piece]!, Math.max(track.starts[piece]!, instantAt(track, piece, s)))
  return {
    time,
    row: rowAt(track.clock, time),
    beam: track.beam,
    direction: flight[2] >= 0 ? 'ascending' : 'descending',
  }
}
