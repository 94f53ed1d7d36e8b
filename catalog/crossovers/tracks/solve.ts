import { cross, dot, type Vector } from '../../geometry/sphere.ts'
import { directionAt, motionAt } from '../../track/evaluate.ts'
import type { Track } from '../../track/track.ts'
import type { Arc } from './arc.ts'

/** A place on a track. */
export interface Spot {
  track: Track
  piece: number
  /** In the time of the piece, -1..1. */
  s: number
}

export interface Meeting {
  a: Spot
  b: Spot
  /** Both places are the same, and on the arcs. */
  converged: boolean
}

const STEPS = 8
/** Of s: a millionth of a metre on the longest piece. */
const SETTLED = 1e-12
/** Of an arc's width, by which the place may lie beyond its end. */
const SLACK = 1e-6

/**
 * Where two arcs that cross meet: Newton's steps from where their chords do, each to where the great circles that touch
 * the two tracks cross. Where that leads away, as where tracks nearly touch, it stays with the chords.
 */
export function solveMeeting(a: Arc, b: Arc): Meeting {
  const s0 = a.low + shareAcross(a, b) * (a.high - a.low)
  const t0 = b.low + shareAcross(b, a) * (b.high - b.low)
  let [s, t] = [s0, t0]
  const [here, there, motionA, motionB] = [vector(), vector(), vector(), vector()]
  for (let step = 0; step < STEPS; step++) {
    directionAt(a.track, a.piece, s, here)
    directionAt(b.track, b.piece, t, there)
    motionAt(a.track, a.piece, s, motionA)
    motionAt(b.track, b.piece, t, motionB)
    const planeA = cross(here, motionA)
    const planeB = cross(there, motionB)
    const onA = -dot(planeB, here) / dot(planeB, motionA)
    const onB = -dot(planeA, there) / dot(planeA, motionB)
    s += onA
    t += onB
    // Not so for what is not a number.
    if (!(isNear(s, a) && isNear(t, b))) break
    if (Math.abs(onA) + Math.abs(onB) < SETTLED) {
      const converged = isOn(s, a) && isOn(t, b)
      return meeting(a, s, b, t, converged)
    }
  }
  return meeting(a, s0, b, t0, false)
}

function meeting(a: Arc, s: number, b: Arc, t: number, converged: boolean): Meeting {
  return {
    a: { track: a.track, piece: a.piece, s },
    b: { track: b.track, piece: b.piece, s: t },
    converged,
  }
}

/** What share of an arc lies before the great circle of the other one. */
function shareAcross(arc: Arc, other: Arc): number {
  const normal = cross(other.from, other.to)
  const before = dot(normal, arc.from)
  const after = dot(normal, arc.to)
  const share = before / (before - after)
  return share >= 0 && share <= 1 ? share : 0.5
}

function isOn(s: number, { low, high }: Arc): boolean {
  const slack = SLACK * (high - low)
  return s >= low - slack && s <= high + slack
}

function isNear(s: number, { low, high }: Arc): boolean {
  const width = high - low
  return s >= low - width && s <= high + width
}

function vector(): Vector {
  return [0, 0, 0]
}
