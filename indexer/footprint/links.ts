import { DEGREE, distanceKm, KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import { APART, FARTHEST_KM, MISSING, type Run, type Scan } from './scan.ts'

/** Neighbours this many times farther apart than is usual are on two sides of a gap. */
export const GAP_STEPS = 3

/** A pixel, by its row and column as counted in `Scan.rows` and `Scan.columns`, and which neighbour of it. */
type Pair = [row: number, column: number, down: 0 | 1, right: 0 | 1]

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
  return usual <= 2 * far && step <= GAP_STEPS * usual && step < FARTHEST_KM
}

/** Kilometres to the neighbour; Infinity where either is missing. */
export function stepKm(scan: Scan, row: number, column: number, down: number, right: number): number {
  const { rows, columns, stride, state, lon, lat } = scan
  if (row < 0 || column < 0 || row + down >= rows.length || column + right >= columns.length) return Infinity
  const i = rows[row]! * stride + columns[column]!
  const j = rows[row + down]! * stride + columns[column + right]!
  if (state[i] === MISSING || state[j] === MISSING) return Infinity
  return distanceKm(lon[i]!, lat[i]!, lon[j]!, lat[j]!)
}

/**
 * Cuts the scan where no neighbours of two rows, or of two columns, are linked, and marks both pixels of
 * every other pair of neighbours that are not. Whether there are any of those.
 */
export function markApart(scan: Scan): boolean {
  const { rows, columns, state, stride } = scan
  const unlinked = farPairs(scan).filter(
    ([row, column, down, right]) => !areLinked(scan, row, column, down, right),
  )
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
function farPairs(scan: Scan): Pair[] {
  const { rows, columns, stride, state, lon, lat } = scan
  const along = scan.farAlongKm / KM_PER_DEGREE
  const across = scan.farAcrossKm / KM_PER_DEGREE
  const pairs: Pair[] = []
  const isFar = (i: number, j: number, far: number) => {
    if (state[i] === MISSING || state[j] === MISSING) return false
    if (Math.abs(lat[i]! - lat[j]!) > far) return true
    const turn = Math.abs(lon[i]! - lon[j]!) % 360
    // The cosine of the lower whole degree is the greater one.
    const cosine = Math.cos(Math.floor(Math.abs(lat[i]!)) * DEGREE)
    return Math.min(turn, 360 - turn) * cosine > far
  }
  const last = columns.length - 1
  for (let r = 0; r < rows.length; r++) {
    const start = rows[r]! * stride
    const below = (rows[r + 1] ?? rows[r]!) * stride
    let i = start + columns[0]!
    let phi = lat[i]!
    let lambda = lon[i]!
    for (let c = 0; c <= last; c++) {
      const j = i - start + below
      // Comparisons with what is not a number are false.
      if (Math.abs(phi - lat[j]!) > along || Math.abs(lambda - lon[j]!) > along) {
        if (isFar(i, j, along)) pairs.push([r, c, 1, 0])
      }
      if (c === last) break
      const k = start + columns[c + 1]!
      const nextPhi = lat[k]!
      const nextLambda = lon[k]!
      if (Math.abs(phi - nextPhi) > across || Math.abs(lambda - nextLambda) > across) {
        if (isFar(i, k, across)) pairs.push([r, c, 0, 1])
      }
      i = k
      phi = nextPhi
      lambda = nextLambda
    }
  }
  return pairs
}

/** Indices 0 to `count` - 1 in runs, each ending at a cut or at the end. */
function runsBetween(count: number, cuts: Set<number>): Run[] {
  const ends = [...cuts].sort((a, b) => a - b)
  return [...ends, count - 1].map((end, i) => [i > 0 ? ends[i - 1]! + 1 : 0, end])
}
