import { cross, dot, norm, type Vector } from '../../geometry/sphere.ts'
import { type Arc, halves, isStraight } from './arc.ts'
import { areApart, BESIDE, sideOf, THROUGH } from './sides.ts'
import { type Meeting, solveMeeting } from './solve.ts'

/** An odd direction in which b is moved by 64 micrometres, so that no vertex of one track lies on the other. */
const ASIDE: Vector = [0.6347e-11, 0.3571e-11, 0.6852e-11]

/**
 * Every place where two arcs cross. Arcs are halved until they are apart, or cross from side to side once, or are straight;
 * of straight ones the signs of triple products decide. All that meet in a vertex are decided by the same numbers.
 */
export function meet(a: Arc, b: Arc, found: (meeting: Meeting) => void): void {
  if (areApart(a, b, 2 * norm(ASIDE))) return
  const normalA = cross(a.from, a.to)
  const normalB = cross(b.from, b.to)
  const [lengthA, lengthB] = [norm(normalA), norm(normalB)]
  const width = a.bulge + b.bulge + 2 * norm(ASIDE)
  const sideB = sideOf(b, normalA, width * lengthA)
  if (sideB === BESIDE) return
  const sideA = sideOf(a, normalB, width * lengthB)
  if (sideA === BESIDE) return
  if (isStraight(a) && isStraight(b)) {
    if (doCross(a, b)) found(solveMeeting(a, b))
    return
  }
  if (sideA === THROUGH && sideB === THROUGH && lengthA > 0 && lengthB > 0) {
    // They cross once where nowhere along them their directions can agree.
    const sine = norm(cross(normalA, normalB)) / (lengthA * lengthB)
    if (sine > 2 * (a.sway + b.sway) + a.length * b.length) {
      const meeting = solveMeeting(a, b)
      if (meeting.converged) {
        found(meeting)
        return
      }
    }
  }
  const halfA = !isStraight(a) && (isStraight(b) || a.length >= b.length)
  for (const part of halves(halfA ? a : b)) meet(halfA ? part : a, halfA ? b : part, found)
}

function doCross(a: Arc, b: Arc): boolean {
  const from = moved(b.from)
  const to = moved(b.to)
  return (
    isLeft(a.from, a.to, from) !== isLeft(a.from, a.to, to) &&
    isLeft(from, to, a.from) !== isLeft(from, to, a.to)
  )
}

function moved([x, y, z]: Vector): Vector {
  return [x + ASIDE[0], y + ASIDE[1], z + ASIDE[2]]
}

/** From differences, which lose nothing where all three are near each other. */
function isLeft(from: Vector, to: Vector, point: Vector): boolean {
  const along: Vector = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  const away: Vector = [point[0] - from[0], point[1] - from[1], point[2] - from[2]]
  return dot(cross(from, along), away) > 0
}
