/** Decomposes a symmetric matrix, given by rows, in place in its lower triangle. False where it is singular. */
export function decompose(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!
      if (i === j && !(sum > 1e-12)) return false
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j]!
    }
  }
  return true
}

/**
 * Solves for several right sides at once.
 * @param lower as `decompose` left it
 * @param right `sides` numbers for each row; so is the answer
 */
export function substitute(lower: Float64Array, right: Float64Array, n: number, sides: number): number[] {
  const x = Array.from(right)
  for (let side = 0; side < sides; side++) {
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[sides * i + side]! -= lower[i * n + k]! * x[sides * k + side]!
      x[sides * i + side]! /= lower[i * n + i]!
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[sides * i + side]! -= lower[k * n + i]! * x[sides * k + side]!
      x[sides * i + side]! /= lower[i * n + i]!
    }
  }
  return x
}
