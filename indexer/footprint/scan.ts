import type { ScanCoordinates } from '../coordinates.ts'
import { GAP_STEPS, markApart, stepKm } from './links.ts'

/** How a pixel may be taken: not at all, freely, or with care because a neighbour lies far from it. */
export const MISSING = 0
export const VALID = 1
export const APART = 2

/** First and last index, both included. */
export type Run = [first: number, last: number]

/** A scan without the rows and columns in which nothing is valid, and what was measured on it. */
export interface Scan {
  lon: Float32Array | Float64Array
  lat: Float32Array | Float64Array
  /** `MISSING`, `VALID` or `APART` of each pixel, in the layout of the file. */
  state: Uint8Array
  /** Columns of the file: the offset from one row to the next. */
  stride: number
  /** Rows and columns of the file in which something is valid. */
  rows: Int32Array
  columns: Int32Array
  /** A pixel of these rows and columns is missing. */
  holed: boolean
  /** All are `VALID`. */
  complete: boolean
  /** Stretches of `rows` and of `columns` between which no neighbours are linked. */
  rowRuns: Run[]
  columnRuns: Run[]
  /** Typical distance of neighbours along track and across, kilometres; 0 where there are none. */
  alongKm: number
  acrossKm: number
  /** Extent along track and across, kilometres, as the sum of steps. */
  lengthKm: number
  widthKm: number
  /** Neighbours farther apart than this may be on two sides of a gap (see `areLinked`). */
  farAlongKm: number
  farAcrossKm: number
  /** Least and greatest latitude of each row of `rows`. */
  south: Float64Array
  north: Float64Array
}

/** Share of the swath's lesser extent, and greatest width in kilometres, up to which a gap is filled. */
const GAP_SHARE = 0.05
const GAP_KM = 50
/** Whatever is usual, neighbours farther apart than this have nothing between them. */
export const FARTHEST_KM = 5000
const SAMPLES = 32

/** Undefined where nothing is valid. */
export function measureScan({ lon, lat, rows, columns }: ScanCoordinates): Scan | undefined {
  const state = new Uint8Array(rows * columns).fill(VALID)
  const inColumn = new Uint8Array(columns)
  const validRows: number[] = []
  const south: number[] = []
  const north: number[] = []
  let count = 0
  for (let row = 0; row < rows; row++) {
    const start = row * columns
    let low = 90
    let high = -90
    let missing = 0
    for (let i = start; i < start + columns; i++) {
      const phi = lat[i]!
      const lambda = lon[i]!
      if (phi >= -90 && phi <= 90 && lambda >= -720 && lambda <= 720) {
        if (phi < low) low = phi
        if (phi > high) high = phi
      } else {
        state[i] = MISSING
        missing++
      }
    }
    if (missing === columns) continue
    validRows.push(row)
    south.push(low)
    north.push(high)
    count += columns - missing
    if (missing === 0) inColumn.fill(1)
    else for (let column = 0; column < columns; column++) if (state[start + column]) inColumn[column] = 1
  }
  if (count === 0) return undefined
  const validColumns = [...inColumn.keys()].filter((column) => inColumn[column])
  const scan: Scan = {
    lon,
    lat,
    state,
    stride: columns,
    rows: Int32Array.from(validRows),
    columns: Int32Array.from(validColumns),
    holed: count < validRows.length * validColumns.length,
    complete: false,
    rowRuns: [],
    columnRuns: [],
    alongKm: 0,
    acrossKm: 0,
    lengthKm: 0,
    widthKm: 0,
    farAlongKm: 0,
    farAcrossKm: 0,
    south: Float64Array.from(south),
    north: Float64Array.from(north),
  }
  measureSteps(scan)
  const apart = markApart(scan)
  scan.complete = !scan.holed && !apart
  return scan
}

/**
 * Gaps narrower than this are filled, kilometres: a share of the swath, but never what is wider than `GAP_KM`, unless it
 * is no more than a pixel and a half beside the extent of its neighbours: one missing pixel.
 */
export function gapKmOf(scan: Scan): number {
  const extents = [scan.lengthKm, scan.widthKm].filter((km) => km > 0)
  return Math.max(3 * halfPixelKmOf(scan), Math.min(GAP_KM, GAP_SHARE * Math.min(...extents, Infinity)))
}

/**
 * How far a pixel reaches around its position: half the distance to the next pixel, in the direction in which they
 * are farther apart. Where that is more than twice the other one, pixels have been left out, and twice the other one
 * is taken.
 */
export function halfPixelKmOf({ alongKm, acrossKm }: Scan): number {
  const [less, more] = alongKm < acrossKm ? [alongKm, acrossKm] : [acrossKm, alongKm]
  return (less > 0 ? Math.min(more, 2 * less) : more) / 2
}

function measureSteps(scan: Scan): void {
  const along: number[] = []
  const across: number[] = []
  const columns = spreadOver(scan.columns.length)
  for (const row of spreadOver(scan.rows.length)) {
    for (const column of columns) {
      along.push(stepKm(scan, row, column, 1, 0))
      across.push(stepKm(scan, row, column, 0, 1))
    }
  }
  scan.alongKm = medianOf(along)
  scan.acrossKm = medianOf(across)
  scan.lengthKm = scan.alongKm * (scan.rows.length - 1)
  scan.widthKm = scan.acrossKm * (scan.columns.length - 1)
  const gapKm = gapKmOf(scan)
  scan.farAlongKm = Math.min(FARTHEST_KM, Math.max(gapKm, GAP_STEPS * scan.alongKm))
  scan.farAcrossKm = Math.min(FARTHEST_KM, Math.max(gapKm, GAP_STEPS * scan.acrossKm))
}

/** Up to `SAMPLES` indices below `count`, evenly apart, and each with the one after it where there is one. */
function spreadOver(count: number): number[] {
  const step = Math.max(1, (count - 1) / SAMPLES)
  return Array.from({ length: Math.min(count, SAMPLES) }, (_, i) => Math.floor(i * step))
}

/** Of the finite ones; 0 for none. */
function medianOf(values: number[]): number {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b)
  return finite[finite.length >> 1] ?? 0
}
