import { distanceKm, KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import type { ScanCoordinates } from '../coordinates.ts'

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
/** Neighbours this many times farther apart than is usual are on two sides of a gap. */
const GAP_STEPS = 3
const SAMPLES = 32

/** Undefined where nothing is valid. */
export function measureScan({ lon, lat, rows, columns }: ScanCoordinates): Scan | undefined {
  const state = new Uint8Array(rows * columns)
  const inColumn = new Uint8Array(columns)
  const inRow = new Uint8Array(rows)
  let count = 0
  const lows = new Float64Array(rows).fill(90)
  const highs = new Float64Array(rows).fill(-90)
  for (let row = 0, i = 0; row < rows; row++) {
    let [south, north] = [90, -90]
    for (let column = 0; column < columns; column++, i++) {
      const phi = lat[i]!
      if (!(phi >= -90 && phi <= 90 && Math.abs(lon[i]!) <= 720)) continue
      state[i] = VALID
      inColumn[column] = 1
      inRow[row] = 1
      count++
      if (phi < south) south = phi
      if (phi > north) north = phi
    }
    lows[row] = south
    highs[row] = north
  }
  if (count === 0) return undefined
  const validRows = indicesOf(inRow)
  const scan: Scan = {
    lon,
    lat,
    state,
    stride: columns,
    rows: validRows,
    columns: indicesOf(inColumn),
    holed: false,
    complete: false,
    rowRuns: [],
    columnRuns: [],
    alongKm: 0,
    acrossKm: 0,
    lengthKm: 0,
    widthKm: 0,
    farAlongKm: 0,
    farAcrossKm: 0,
    south: Float64Array.from(validRows, (row) => lows[row]!),
    north: Float64Array.from(validRows, (row) => highs[row]!),
  }
  measureSteps(scan)
  scan.holed = count < scan.rows.length * scan.columns.length
  const apart = markApart(scan)
  scan.complete = !scan.holed && !apart
  return scan
}

/**
 * Gaps narrower than this are filled, kilometres: a share of the swath, but never what is wider than `GAP_KM`, unless it
 * is no more than two pixels.
 */
export function gapKmOf(scan: Scan): number {
  const extents = [scan.lengthKm, scan.widthKm].filter((km) => km > 0)
  return Math.max(4 * halfPixelKmOf(scan), Math.min(GAP_KM, GAP_SHARE * Math.min(...extents, Infinity)))
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

/**
 * Neighbours (one step in rows or in columns apart) have no gap between them: they are as near as is usual in
 * the scan, or at least not much farther than the next neighbours on one of both sides.
 */
export function areLinked(scan: Scan, row: number, column: number, down: number, right: number): boolean {
  const far = down ? scan.farAlongKm : scan.farAcrossKm
  const step = stepKm(scan, row, column, down, right)
  if (step <= far) return true
  if (step === Infinity) return false
  const before = stepKm(scan, row - down, column - right, down, right)
  const after = stepKm(scan, row + down, column + right, down, right)
  const usual = Math.min(before, after)
  return usual <= 2 * far && step <= GAP_STEPS * usual
}

/** Kilometres to the neighbour; Infinity where either is missing. */
function stepKm(scan: Scan, row: number, column: number, down: number, right: number): number {
  const { rows, columns, stride, state, lon, lat } = scan
  if (row < 0 || column < 0 || row + down >= rows.length || column + right >= columns.length) return Infinity
  const i = rows[row]! * stride + columns[column]!
  const j = rows[row + down]! * stride + columns[column + right]!
  if (state[i] === MISSING || state[j] === MISSING) return Infinity
  return distanceKm(lon[i]!, lat[i]!, lon[j]!, lat[j]!)
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
  scan.farAlongKm = Math.max(gapKm, GAP_STEPS * scan.alongKm)
  scan.farAcrossKm = Math.max(gapKm, GAP_STEPS * scan.acrossKm)
}

/**
 * Cuts the scan where no neighbours of two rows, or of two columns, are linked, and marks both pixels of every other
 * pair of neighbours that are not. Whether there are any of those.
 */
function markApart(scan: Scan): boolean {
  const { rows, columns, state, stride } = scan
  const pairs = farPairs(scan)
  const unlinked = pairs.filter(([row, column, down, right]) => !areLinked(scan, row, column, down, right))
  const rowCuts = new Set<number>()
  const columnCuts = new Set<number>()
  for (const [row] of unlinked.filter(([, , down]) => down)) rowCuts.add(row)
  for (const [, column] of unlinked.filter(([, , , right]) => right)) columnCuts.add(column)
  for (const row of rowCuts) {
    for (let c = 0; c < columns.length; c++) if (areLinked(scan, row, c, 1, 0)) rowCuts.delete(row)
  }
  for (const column of columnCuts) {
    for (let r = 0; r < rows.length; r++) if (areLinked(scan, r, column, 0, 1)) columnCuts.delete(column)
  }
  scan.rowRuns = runsBetween(rows.length, rowCuts)
  scan.columnRuns = runsBetween(columns.length, columnCuts)
  let apart = false
  for (const [row, column, down, right] of unlinked) {
    if (down ? rowCuts.has(row) : columnCuts.has(column)) continue
    apart = true
    state[rows[row]! * stride + columns[column]!] = APART
    state[rows[row + down]! * stride + columns[column + right]!] = APART
  }
  return apart
}

/** Every pair of neighbours that is farther apart than usual, and some that are not. */
function farPairs(scan: Scan): [row: number, column: number, down: 0 | 1, right: 0 | 1][] {
  const { rows, columns, stride, state, lon, lat } = scan
  const farAlong = scan.farAlongKm / KM_PER_DEGREE
  const farAcross = scan.farAcrossKm / KM_PER_DEGREE
  // Largest cosine of the latitudes of each degree, so that what is far is always seen.
  const cosines = Float64Array.from({ length: 91 }, (_, degree) => Math.cos((degree * Math.PI) / 180))
  const pairs: [number, number, 0 | 1, 0 | 1][] = []
  const isFar = (i: number, j: number, far: number) => {
    const phi = lat[i]!
    if (Math.abs(phi - lat[j]!) > far) return state[j] !== MISSING
    let turn = Math.abs(lon[i]! - lon[j]!)
    if (!(turn > far)) return false
    turn %= 360
    if (turn > 180) turn = 360 - turn
    return state[j] !== MISSING && turn * cosines[Math.abs(phi) | 0]! > far
  }
  for (let r = 0; r < rows.length; r++) {
    const start = rows[r]! * stride
    const below = r + 1 < rows.length ? rows[r + 1]! * stride : -1
    for (let c = 0; c < columns.length; c++) {
      const i = start + columns[c]!
      if (state[i] === MISSING) continue
      if (c + 1 < columns.length && isFar(i, start + columns[c + 1]!, farAcross)) pairs.push([r, c, 0, 1])
      if (below >= 0 && isFar(i, below + columns[c]!, farAlong)) pairs.push([r, c, 1, 0])
    }
  }
  return pairs
}

/** Indices 0 to `count` - 1 in runs, each ending at a cut or at the end. */
function runsBetween(count: number, cuts: Set<number>): Run[] {
  const ends = [...cuts].sort((a, b) => a - b)
  return [...ends, count - 1].map((end, i) => [i > 0 ? ends[i - 1]! + 1 : 0, end])
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

function indicesOf(flags: Uint8Array): Int32Array {
  const indices: number[] = []
  for (let i = 0; i < flags.length; i++) if (flags[i]) indices.push(i)
  return Int32Array.from(indices)
}
