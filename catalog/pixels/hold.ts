import type { Envelope } from '../geometry/shape.ts'
import { DEGREE } from '../geometry/sphere.ts'
import type { Plane } from './plane.ts'
import { countTerms, degreeOf, MOST_DEGREE } from './surface.ts'

/** Pixels as they lie in a file; what is not valid is no place. */
export interface PixelGrid {
  lon: ArrayLike<number>
  lat: ArrayLike<number>
  /** From one row to the next. */
  stride: number
  /** Rows and columns of the file, ascending. */
  rows: Int32Array
  columns: Int32Array
}

/** A row is taken in so many pieces; in each a surface is told by its value and slope in the middle, which is four times as fast. */
const PIECES = 64

/**
 * Between what places of the plane all pixels of a grid lie, and how far off the rows and the columns that polynomials give for them
 * are at most.
 *
 * Along a piece a polynomial departs from its slope in the middle by no more than half of s^2 times the sum of
 * |c| n (n - 1) w^(n - 2), n = i + j being the power of a term, s the greatest step in u or v from the middle, and w no less
 * than 1 and any u or v.
 * @param surfaces coefficients for rows, then for columns
 */
export function holdAgainst(
  grid: PixelGrid,
  plane: Plane,
  surfaces: [readonly number[], readonly number[]],
): { extent: Envelope; errors: number[] } {
  const { rows, columns } = grid
  const [ofRow, ofColumn] = [padded(surfaces[0]), padded(surfaces[1])]
  const [us, vs] = [new Float64Array(columns.length), new Float64Array(columns.length)]
  const at = new Int32Array(columns.length)
  const [r, c] = [new Float64Array(3), new Float64Array(3)]
  const length = Math.max(1, Math.ceil(columns.length / PIECES))
  let [left, low, right, high] = [Infinity, Infinity, -Infinity, -Infinity]
  let [rowError, columnError, longest] = [0, 0, 0]
  for (const row of rows) {
    const count = placeRow(grid, plane, row, us, vs, at)
    for (let from = 0; from < count; from += length) {
      const to = Math.min(count, from + length)
      const middle = (from + to) >> 1
      const [u, v] = [us[middle]!, vs[middle]!]
      slopeAt(ofRow, u, v, r)
      slopeAt(ofColumn, u, v, c)
      const [r0, ru, rv] = [r[0]! - row, r[1]!, r[2]!]
      const [c0, cu, cv] = [c[0]!, c[1]!, c[2]!]
      let [west, east, south, north] = [0, 0, 0, 0]
      for (let k = from; k < to; k++) {
        const du = us[k]! - u
        const dv = vs[k]! - v
        if (du < west) west = du
        if (du > east) east = du
        if (dv < south) south = dv
        if (dv > north) north = dv
        const offRow = Math.abs(r0 + ru * du + rv * dv)
        if (offRow > rowError) rowError = offRow
        const offColumn = Math.abs(c0 + cu * du + cv * dv - at[k]!)
        if (offColumn > columnError) columnError = offColumn
      }
      longest = Math.max(longest, -west, east, -south, north)
      left = Math.min(left, u + west)
      right = Math.max(right, u + east)
      low = Math.min(low, v + south)
      high = Math.max(high, v + north)
    }
  }
  const widest = Math.max(1, -left, right, -low, high)
  const bend = surfaces.map((coefficients) => (bendOf(coefficients, widest) * longest ** 2) / 2)
  return { extent: [left, low, right, high], errors: [rowError + bend[0]!, columnError + bend[1]!] }
}

/** The pixels of a row that are places, on the plane, and their columns; how many there are. */
function placeRow(
  { lon, lat, stride, columns }: PixelGrid,
  { pole, lon0, x, y, halfX, halfY }: Plane,
  row: number,
  us: Float64Array,
  vs: Float64Array,
  at: Int32Array,
): number {
  const [perX, perY] = [1 / halfX, 1 / halfY]
  const start = row * stride
  let count = 0
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k]!
    const lambda = lon[start + column]!
    const phi = lat[start + column]!
    if (!(phi >= -90 && phi <= 90 && lambda >= -720 && lambda <= 720)) continue
    let u = lambda - lon0
    let v = phi
    if (u > 180 || u < -180) u -= 360 * Math.round(u / 360)
    if (pole !== 0) {
      const degrees = 90 - pole * phi
      v = degrees * sineOf(u > 90 ? u - 270 : u + 90)
      u = degrees * sineOf(u)
    }
    us[count] = (u - x) * perX
    vs[count] = (v - y) * perY
    at[count++] = column
  }
  return count
}

/** Of an angle within half a turn, degrees; to 1e-9, in a third of the time. */
function sineOf(degrees: number): number {
  const x = (degrees > 90 ? 180 - degrees : degrees < -90 ? -180 - degrees : degrees) * DEGREE
  const z = x * x
  const inner = 1 / 362880 + z * (-1 / 39916800 + z / 6227020800)
  return x * (1 + z * (-1 / 6 + z * (1 / 120 + z * (-1 / 5040 + z * inner))))
}

/** As many coefficients as the greatest degree has. */
function padded(coefficients: readonly number[]): Float64Array {
  const all = new Float64Array(countTerms(MOST_DEGREE))
  const degree = degreeOf(coefficients)
  let [from, to] = [0, 0]
  for (let i = 0; i <= degree; to += MOST_DEGREE + 1 - i, i++) {
    for (let j = 0; i + j <= degree; j++) all[to + j] = coefficients[from++]!
  }
  return all
}

/** The value of a polynomial, and how it grows with u and with v. */
function slopeAt(c: Float64Array, u: number, v: number, slope: Float64Array): void {
  const c0 = c[0]! + v * (c[1]! + v * (c[2]! + v * (c[3]! + v * c[4]!)))
  const d0 = c[1]! + v * (2 * c[2]! + v * (3 * c[3]! + v * 4 * c[4]!))
  const c1 = c[5]! + v * (c[6]! + v * (c[7]! + v * c[8]!))
  const d1 = c[6]! + v * (2 * c[7]! + v * 3 * c[8]!)
  const c2 = c[9]! + v * (c[10]! + v * c[11]!)
  const d2 = c[10]! + v * 2 * c[11]!
  const c3 = c[12]! + v * c[13]!
  const c4 = c[14]!
  slope[0] = c0 + u * (c1 + u * (c2 + u * (c3 + u * c4)))
  slope[1] = c1 + u * (2 * c2 + u * (3 * c3 + u * 4 * c4))
  slope[2] = d0 + u * (d1 + u * (d2 + u * c[13]!))
}

/** How much the slope of a polynomial may change for each step in both u and v. */
function bendOf(coefficients: readonly number[], widest: number): number {
  const degree = degreeOf(coefficients)
  let [bend, k] = [0, 0]
  for (let i = 0; i <= degree; i++) {
    for (let j = 0; i + j <= degree; j++, k++) {
      const n = i + j
      if (n > 1) bend += Math.abs(coefficients[k]!) * n * (n - 1) * widest ** (n - 2)
    }
  }
  return bend
}
