import type { ScanCoordinates } from '../coordinates.ts'
import { GAP_STEPS, markApart, stepKm } from './links.ts'
import { FARTHEST_KM, gapKmOf, MISSING, type Scan, VALID } from './scan.ts'

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
  const some = Array.from({ length: Math.min(count, SAMPLES) }, (_, i) => Math.floor(i * step))
  // Steps may be short and long in turn: tie points at both ends of each scan.
  return step === 1 ? some : some.flatMap((i) => [i, i + 1])
}

/** Of the finite ones; 0 for none. */
function medianOf(values: number[]): number {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b)
  return finite[finite.length >> 1] ?? 0
}
