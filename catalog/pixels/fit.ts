import { decompose, substitute } from '../geometry/cholesky.ts'
import { holdAgainst, type PixelGrid } from './hold.ts'
import { describePixels, QUANTUM, type Run } from './pixels.ts'
import { place, planeFor } from './plane.ts'
import { countTerms, MOST_DEGREE, termsAt } from './surface.ts'

/** Rows and columns that a fit looks at, at most; all are looked at to see how well it holds. */
const NODES = 28

/** A fit with more terms is taken if that lessens the error by so much. */
const GAIN = 0.8

/**
 * How rows and columns lie on the Earth, as `decodePixels` reads it: a polynomial each, and the most by which any pixel of the grid departs
 * from it. Undefined where that says too little.
 */
export function fitPixels(grid: PixelGrid): string | undefined {
  const { lon, lat, stride, rows, columns } = grid
  if (rows.length * columns.length < 16) return undefined
  const nodes: { lon: number; lat: number; row: number; column: number }[] = []
  for (const row of some(rows)) {
    for (const column of some(columns)) {
      const i = row * stride + column
      if (isPlace(lon[i]!, lat[i]!)) nodes.push({ lon: lon[i]!, lat: lat[i]!, row, column })
    }
  }
  if (nodes.length < 9) return undefined
  const plane = planeFor(
    nodes.map((node) => node.lon),
    nodes.map((node) => node.lat),
  )
  const places = nodes.map((node) => place(plane, node.lon, node.lat))
  const fits = fitSurfaces(places, nodes)
  const { extent, errors } = holdAgainst(grid, plane, [fits.row, fits.column])
  const [row, column]: Run[] = [rows, columns].map((all) => [all[0]!, all.at(-1)!])
  return describePixels(plane, extent, [
    { coefficients: fits.row, error: errors[0]!, ends: row! },
    { coefficients: fits.column, error: errors[1]!, ends: column! },
  ])
}

/** Up to `NODES` of them, evenly apart, both ends included. */
function some(values: Int32Array): number[] {
  const count = Math.min(values.length, NODES)
  return Array.from({ length: count }, (_, i) => {
    return values[count === 1 ? 0 : Math.round((i * (values.length - 1)) / (count - 1))]!
  })
}

function isPlace(lon: number, lat: number): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 720
}

interface Fits {
  row: number[]
  column: number[]
}

/** Least squares; of either the least degree with which the nodes are held nearly as well as with a higher one. */
function fitSurfaces(places: [number, number][], nodes: { row: number; column: number }[]): Fits {
  let [row, column]: [number[], number[]] = [[0], [0]]
  let [leastRow, leastColumn] = [Infinity, Infinity]
  for (let degree = 0; degree <= MOST_DEGREE; degree++) {
    const count = countTerms(degree)
    if (2 * count > nodes.length) break
    const normal = new Float64Array(count * count)
    const right = new Float64Array(2 * count)
    const terms = places.map(([u, v]) => termsAt(u, v, degree))
    terms.forEach((values, n) => {
      for (let k = 0; k < count; k++) {
        for (let l = 0; l <= k; l++) normal[k * count + l]! += values[k]! * values[l]!
        right[2 * k]! += values[k]! * nodes[n]!.row
        right[2 * k + 1]! += values[k]! * nodes[n]!.column
      }
    })
    if (!decompose(normal, count)) break
    const solved = substitute(normal, right, count, 2).map((value) => QUANTUM * Math.round(value / QUANTUM))
    const [ofRow, ofColumn] = [0, 1].map((side) => solved.filter((_, k) => k % 2 === side))
    const errorOf = (coefficients: number[], wanted: (n: number) => number) =>
      terms.reduce((most, values, n) => {
        const value = values.reduce((sum, term, k) => sum + term * coefficients[k]!, 0)
        return Math.max(most, Math.abs(value - wanted(n)))
      }, 0)
    const rowError = errorOf(ofRow!, (n) => nodes[n]!.row)
    const columnError = errorOf(ofColumn!, (n) => nodes[n]!.column)
    if (rowError < GAIN * leastRow - QUANTUM) [row, leastRow] = [ofRow!, rowError]
    if (columnError < GAIN * leastColumn - QUANTUM) [column, leastColumn] = [ofColumn!, columnError]
  }
  return { row, column }
}
