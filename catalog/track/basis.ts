/**
 * Between its vertices a piece is their chord and a correction: P(s) = ((1 - s) P0 + (1 + s) P1) / 2 + (1 - s^2) (c0 T0(s)
 * + c1 T1(s) + ...), T the Chebyshev polynomials, s from -1 to 1 in its time. Adjoining pieces thus meet whatever the coefficients.
 */
export const MOST_COEFFICIENTS = 10

/** (1 - s^2) T_k(s) for k below `count`, into `values`. */
export function evaluateBasis(s: number, count: number, values: Float64Array): void {
  const factor = 1 - s * s
  let [before, now] = [s, 1]
  for (let k = 0; k < count; k++) {
    values[k] = factor * now
    const next = k === 0 ? s : 2 * s * now - before
    before = now
    now = next
  }
}

/** The powers of s of each (1 - s^2) T_k(s). */
const powersOfBasis: number[][] = (() => {
  const chebyshev: number[][] = [[1], [0, 1]]
  for (let k = 2; k < MOST_COEFFICIENTS; k++) {
    const next = new Array<number>(k + 1).fill(0)
    chebyshev[k - 1]!.forEach((value, i) => {
      next[i + 1]! += 2 * value
    })
    chebyshev[k - 2]!.forEach((value, i) => {
      next[i]! -= value
    })
    chebyshev.push(next)
  }
  return chebyshev.map((powers) => {
    const product = [...powers, 0, 0]
    powers.forEach((value, i) => {
      product[i + 2]! -= value
    })
    return product
  })
})()

/** A piece as powers of s, x, y, z of each, into `powers` from `at`. Returns how many powers there are. */
export function toPowers(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  coefficients: ArrayLike<number>,
  powers: Float64Array,
  at: number,
): number {
  const count = coefficients.length / 3
  const degree = count === 0 ? 1 : count + 1
  powers.fill(0, at, at + 3 * (degree + 1))
  for (let axis = 0; axis < 3; axis++) {
    powers[at + axis] = (from[axis]! + to[axis]!) / 2
    powers[at + 3 + axis] = (to[axis]! - from[axis]!) / 2
    for (let k = 0; k < count; k++) {
      powersOfBasis[k]!.forEach((value, power) => {
        powers[at + 3 * power + axis]! += coefficients[3 * k + axis]! * value
      })
    }
  }
  return degree + 1
}
