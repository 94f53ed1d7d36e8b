import { dot, toPosition, type Vector } from '../../catalog/geometry/sphere.ts'
import type { Position } from '../../catalog/geometry/types.ts'
import type { PreciseInstant } from '../../catalog/granule.ts'
import type { Sampling } from '../../catalog/track/sampling.ts'

/** Measurements on either side of a place from which the way between them is told: a cubic in time. */
const BESIDE = 2

/**
 * Where a track was at a time, by its measurements alone: the cubic through the two before and the two after, or less of it at the ends
 * of a stretch. Undefined in a gap and farther than half a step outside.
 */
export function placeAt({ time, xyz, runs, reach }: Sampling, instant: PreciseInstant): Vector | undefined {
  const after = firstAfter(time, instant)
  const index = Math.min(time.length - 1, Math.max(0, after === 0 ? 0 : after - 1))
  const run = runs.find(([first, last]) => index >= first && index <= last)
  if (!run || run[0] === run[1]) return undefined
  const [first, last] = run
  if (instant < time[first]! - reach || instant > time[last]! + reach) return undefined
  const from = Math.max(first, Math.min(index - BESIDE + 1, last - 2 * BESIDE + 1))
  const to = Math.min(last, from + 2 * BESIDE - 1)
  const place: Vector = [0, 0, 0]
  for (let i = from; i <= to; i++) {
    let weight = 1
    for (let k = from; k <= to; k++) {
      if (k !== i) weight *= (instant - time[k]!) / (time[i]! - time[k]!)
    }
    for (const axis of [0, 1, 2] as const) place[axis] += weight * xyz[3 * i + axis]!
  }
  return place
}

/** The row that was measured nearest in time. */
export function rowNear({ time, rows }: Sampling, instant: PreciseInstant): number {
  const after = Math.min(time.length - 1, firstAfter(time, instant))
  const before = Math.max(0, after - 1)
  return instant - time[before]! < time[after]! - instant ? rows[before]! : rows[after]!
}

function firstAfter(time: Float64Array, instant: PreciseInstant): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! < instant) low = middle + 1
    else high = middle
  }
  return low
}

export interface MeasuredCrossing {
  position: Position
  timeA: PreciseInstant
  timeB: PreciseInstant
  /** Between the two directions of flight, degrees, 0..180. */
  angle: number
}

/** Milliseconds over which motion is taken. */
const SPAN = 20
/** Milliseconds to which times are found; they are told in quarters of that. */
const EXACT = 1e-3
const ROUNDS = 30

/** Where the measurements of two tracks cross, near times at which they are known to; undefined where they do not lead there. */
export function crossMeasured(
  a: Sampling,
  b: Sampling,
  near: { timeA: PreciseInstant; timeB: PreciseInstant },
): MeasuredCrossing | undefined {
  let { timeA, timeB } = near
  for (let round = 0; round < ROUNDS; round++) {
    const [p, q] = [placeAt(a, timeA), placeAt(b, timeB)]
    const [u, v] = [motionAt(a, timeA), motionAt(b, timeB)]
    if (!p || !q || !u || !v) return undefined
    // The steps that bring p + u da nearest to q + v db.
    const gap: Vector = [q[0] - p[0], q[1] - p[1], q[2] - p[2]]
    const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)]
    const [ug, vg] = [dot(u, gap), dot(v, gap)]
    const bent = uu * vv - uv * uv
    if (!(bent > 0)) return undefined
    const [da, db] = [(ug * vv - vg * uv) / bent, (ug * uv - vg * uu) / bent]
    timeA += da
    timeB += db
    if (Math.abs(da) < EXACT && Math.abs(db) < EXACT) {
      const angle = Math.atan2(Math.sqrt(bent), uv) * (180 / Math.PI)
      return { position: toPosition(p), timeA, timeB, angle }
    }
  }
  return undefined
}

/** For each millisecond. */
function motionAt(track: Sampling, instant: PreciseInstant): Vector | undefined {
  const [from, to] = [instant - SPAN / 2, instant + SPAN / 2]
  // At the very end of a track it is taken from one side.
  const [p, q] = [placeAt(track, from), placeAt(track, to)]
  const here = p && q ? undefined : placeAt(track, instant)
  if (p && q) return difference(p, q, SPAN)
  if (p && here) return difference(p, here, SPAN / 2)
  return q && here ? difference(here, q, SPAN / 2) : undefined
}

function difference(p: Vector, q: Vector, span: number): Vector {
  return [(q[0] - p[0]) / span, (q[1] - p[1]) / span, (q[2] - p[2]) / span]
}
