import { toPosition, type Vector } from '../geometry/sphere.ts'
import type { Position } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Track } from './track.ts'

/** The direction of piece `i` at s in -1..1, nearly of unit length, into `at`. */
export function directionAt({ powers, first }: Track, i: number, s: number, at: Vector): void {
  const low = 3 * first[i]!
  let [x, y, z] = [0, 0, 0]
  for (let k = 3 * first[i + 1]! - 3; k >= low; k -= 3) {
    x = x * s + powers[k]!
    y = y * s + powers[k + 1]!
    z = z * s + powers[k + 2]!
  }
  at[0] = x
  at[1] = y
  at[2] = z
}

/** Its derivative by s. */
export function motionAt({ powers, first }: Track, i: number, s: number, motion: Vector): void {
  const low = 3 * first[i]!
  let [x, y, z] = [0, 0, 0]
  for (let k = 3 * first[i + 1]! - 3, power = first[i + 1]! - first[i]! - 1; k > low; k -= 3, power--) {
    x = x * s + power * powers[k]!
    y = y * s + power * powers[k + 1]!
    z = z * s + power * powers[k + 2]!
  }
  motion[0] = x
  motion[1] = y
  motion[2] = z
}

/** Where the track is at a time; undefined in a gap and outside. */
export function positionAt(track: Track, instant: PreciseInstant): Position | undefined {
  const i = pieceAt(track, instant)
  if (i === undefined) return undefined
  const at: Vector = [0, 0, 0]
  directionAt(track, i, shareAt(track, i, instant), at)
  return toPosition(at)
}

/** s of piece `i` at a time. */
export function shareAt({ starts, ends }: Track, i: number, instant: PreciseInstant): number {
  const span = ends[i]! - starts[i]!
  return span > 0 ? (2 * instant - starts[i]! - ends[i]!) / span : 0
}

export function instantAt({ starts, ends }: Track, i: number, s: number): PreciseInstant {
  return starts[i]! + ((1 + s) / 2) * (ends[i]! - starts[i]!)
}

function pieceAt({ starts, ends, count }: Track, instant: PreciseInstant): number | undefined {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! < instant) low = middle + 1
    else high = middle
  }
  return low < count && starts[low]! <= instant ? low : undefined
}
