import { cross, dot, norm, type Vector } from '../../geometry/sphere.ts'
import { flightAt } from './describe.ts'
import type { Meeting, Spot } from './solve.ts'

/** A place so near the end of its piece lies in the vertex, and directions so near each other are one, radians. */
const SAME_PLACE = 1e-9
const SAME_DIRECTION = 1e-6

/**
 * Whether two tracks that meet in a vertex of both have a step before or behind it in common, as the same track has in two
 * files: then they do not cross there.
 */
export function runAlong({ a, b }: Meeting): boolean {
  if (endOf(a) === 0 || endOf(b) === 0) return false
  const others = raysFrom(b)
  return raysFrom(a).some((ray) => others.some((other) => isSame(ray, other)))
}

/** -1 or 1 at the first or last vertex of a piece, 0 between. */
function endOf({ track, piece, s }: Spot): number {
  const left = (1 - Math.abs(s)) * track.bounds.speeds[piece]!
  return left < SAME_PLACE ? Math.sign(s) : 0
}

/** Where the track leads from a vertex, onward and back. */
function raysFrom(spot: Spot): Vector[] {
  const { track, piece } = spot
  const end = endOf(spot)
  const next = piece + end
  const isJoined = end > 0 ? track.joined[next] === 1 : track.joined[piece] === 1
  const rays = [rayOf({ track, piece, s: end }, -end)]
  if (isJoined) rays.push(rayOf({ track, piece: next, s: -end }, end))
  return rays
}

function rayOf(spot: Spot, way: number): Vector {
  const [x, y, z] = flightAt(spot, [0, 0, 0])
  return [way * x, way * y, way * z]
}

function isSame(one: Vector, other: Vector): boolean {
  return dot(one, other) > 0 && norm(cross(one, other)) < SAME_DIRECTION * norm(one) * norm(other)
}
