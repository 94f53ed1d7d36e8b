import type { Envelope } from '../geometry/shape.ts'

/** Powers of a coordinate in a surface, at most: u^i v^j with i + j up to this. */
export const MOST_DEGREE = 4

/** A number over the plane, a row or a column: a polynomial in u and v that is within `error` of it for every pixel. */
export interface Surface {
  degree: number
  /** Of u^i v^j: those of i = 0 first, in the order of j. */
  coefficients: readonly number[]
  error: number
}

export function countTerms(degree: number): number {
  return ((degree + 1) * (degree + 2)) / 2
}

export function degreeOf(coefficients: readonly number[]): number {
  let degree = 0
  while (countTerms(degree) < coefficients.length) degree++
  return degree
}

/** u^i v^j, in the order of the coefficients. */
export function termsAt(u: number, v: number, degree: number): number[] {
  const terms: number[] = []
  for (let i = 0, x = 1; i <= degree; i++, x *= u) {
    for (let j = 0, y = x; i + j <= degree; j++, y *= v) terms.push(y)
  }
  return terms
}

const binomials = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]]

/**
 * Numbers between which a surface is everywhere on a rectangle: around the middle, with steps of s and t of its halves, it is
 * a sum of c s^p t^q, none of which is more than |c|.
 */
export function rangeOn({ degree, coefficients }: Surface, [u0, v0, u1, v1]: Envelope): [number, number] {
  const [ofU, ofV] = [around((u0 + u1) / 2, (u1 - u0) / 2), around((v0 + v1) / 2, (v1 - v0) / 2)]
  let [middle, most] = [0, 0]
  for (let p = 0; p <= degree; p++) {
    for (let q = 0; p + q <= degree; q++) {
      let c = 0
      for (let i = p, k = termBefore(p, degree); i <= degree; k += degree - i + 1, i++) {
        for (let j = q; i + j <= degree; j++) c += coefficients[k + j]! * ofU[i]![p]! * ofV[j]![q]!
      }
      if (p + q === 0) middle = c
      else most += Math.abs(c)
    }
  }
  return [middle - most, middle + most]
}

/** Where the terms of u^i begin. */
function termBefore(i: number, degree: number): number {
  return countTerms(degree) - countTerms(degree - i)
}

/** (middle + s half)^i as coefficients of s^p. */
function around(middle: number, half: number): number[][] {
  return binomials.map((row, i) => row.map((count, p) => count * middle ** (i - p) * half ** p))
}
