import { angleBetween, cross, DEGREE, dot, norm, type Vector } from '../../geometry/sphere.ts'
import type { PreciseInstant } from '../../granule.ts'
import { directionAt, instantAt } from '../../track/evaluate.ts'
import type { Arc } from './arc.ts'
import { flightAt } from './describe.ts'

/** Tracks run side by side where their directions, either way, differ by no more than this, radians. */
export const PARALLEL = 15 * DEGREE

/** A place of a, and the one of b's arc that lies square to b's flight from it. */
export interface Abreast {
  s: number
  t: number
  timeA: PreciseInstant
  timeB: PreciseInstant
  /** Radians. */
  distance: number
  /** Below 0 where a comes nearer. */
  rate: number
  /** There is such a place on b's arc, and both fly side by side. */
  beside: boolean
}

const STEPS = 12
/** Radians: some micrometres, however long the piece. */
const SETTLED = 1e-12

export function abreastAt(a: Arc, s: number, b: Arc, guess: number): Abreast {
  const [here, there]: [Vector, Vector] = [
    [0, 0, 0],
    [0, 0, 0],
  ]
  const flightA = flightAt({ track: a.track, piece: a.piece, s }, here)
  let flightB = flightA
  let t = guess
  let settled = false
  for (let step = 0; step < STEPS && !settled; step++) {
    flightB = flightAt({ track: b.track, piece: b.piece, s: t }, there)
    // Newton's step, in which what is near is taken to lie right at b. A place where b rests stays.
    const speed = norm(flightB)
    const onward = (dot(here, flightB) * norm(there)) / (norm(here) * speed * speed) || 0
    t += onward
    settled = Math.abs(onward) * speed < SETTLED
    if (Math.abs(t) > FARTHEST) break
  }
  const unitA = unit(here)
  const unitB = unit(there)
  const away: Vector = [unitA[0] - unitB[0], unitA[1] - unitB[1], unitA[2] - unitB[2]]
  const turn = Math.atan2(norm(cross(flightA, flightB)), Math.abs(dot(flightA, flightB)))
  return {
    s,
    t,
    timeA: instantAt(a.track, a.piece, s),
    timeB: instantAt(b.track, b.piece, t),
    distance: angleBetween(unitA, unitB),
    rate: dot(away, flightA),
    beside: settled && t >= b.low - ROUNDING && t <= b.high + ROUNDING && turn <= PARALLEL,
  }
}

/** Of s: beyond this a piece says nothing any more. */
const FARTHEST = 3
const ROUNDING = 1e-9
const HALVINGS = 40

/** Of short arcs: which of a has a place of b square to b's flight, if any has. */
export function spanAbreast(a: Arc, b: Arc): [low: number, high: number] | undefined {
  let [low, high] = [a.low, a.high]
  const here: Vector = [0, 0, 0]
  for (const [end, way] of [
    [b.low, 1],
    [b.high, -1],
  ] as const) {
    const flight = flightAt({ track: b.track, piece: b.piece, s: end }, here)
    // The flight has no radial part.
    const isPast = (s: number) => {
      directionAt(a.track, a.piece, s, here)
      return way * dot(here, flight) >= 0
    }
    const [first, last] = [isPast(low), isPast(high)]
    if (!first && !last) return undefined
    if (first && last) continue
    let [inside, outside] = first ? [low, high] : [high, low]
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (inside + outside) / 2
      if (isPast(middle)) inside = middle
      else outside = middle
    }
    if (first) high = inside
    else low = inside
  }
  return [low, high]
}

function unit(vector: Vector): Vector {
  const length = norm(vector)
  return [vector[0] / length, vector[1] / length, vector[2] / length]
}
