import { dot, type Vector } from '../../geometry/sphere.ts'
import type { Arc } from './arc.ts'

/**
 * Whether two arcs are nowhere nearer than `distance`, radians: each lies in the ball about the middle of its ends with half its
 * length as radius.
 */
export function areApart(a: Arc, b: Arc, distance: number): boolean {
  const x = a.from[0] + a.to[0] - b.from[0] - b.to[0]
  const y = a.from[1] + a.to[1] - b.from[1] - b.to[1]
  const z = a.from[2] + a.to[2] - b.from[2] - b.to[2]
  const reach = a.length + b.length + 2 * distance
  return x * x + y * y + z * z > reach * reach
}

/**
 * Whether some place p of a may have one of b, q, no farther than `distance` (radians) that lies square to b's flight from it. With u
 * along b's chord, and a flight at q that differs from it by an angle e, (p - q) u is no more than |p - q| e; between its ends q u
 * goes on steadily, and p departs from a's chord by its bulge and its height over the chord.
 */
export function areAbreast(a: Arc, b: Arc, distance: number): boolean {
  const turn = b.sway + b.length
  if (turn > 1) return true
  const [x, y, z] = [b.to[0] - b.from[0], b.to[1] - b.from[1], b.to[2] - b.from[2]]
  const length = Math.sqrt(x * x + y * y + z * z)
  const fromA = (a.from[0] - b.from[0]) * x + (a.from[1] - b.from[1]) * y + (a.from[2] - b.from[2]) * z
  const toA = (a.to[0] - b.from[0]) * x + (a.to[1] - b.from[1]) * y + (a.to[2] - b.from[2]) * z
  const slack = length * (distance * turn + a.bulge + a.length * a.length + ROUNDING)
  return Math.max(fromA, toA) >= -slack && Math.min(fromA, toA) <= length * length + slack
}

/** Of products of unit vectors. */
const ROUNDING = 1e-15

export const BESIDE = 0
export const THROUGH = 1
const UNSURE = 2

/**
 * Whether an arc stays on one side of a plane, goes surely from one side to the other, or neither is sure.
 *
 * @param width how near the plane is not sure, times the length of the normal
 */
export function sideOf({ from, to }: Arc, normal: Vector, width: number): number {
  const sure = width + ROUNDING
  const first = dot(normal, from)
  const last = dot(normal, to)
  if ((first > sure && last > sure) || (first < -sure && last < -sure)) return BESIDE
  return (first > sure && last < -sure) || (first < -sure && last > sure) ? THROUGH : UNSURE
}
