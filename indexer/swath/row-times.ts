import type { Instants } from '../coordinates.ts'
import type { Arrangement } from './arrange.ts'

/** When each row of an arrangement was measured. */
export interface RowTimes {
  /** The first instant of each. */
  time?: Instants
  /** The last one, where rows take long. */
  until?: Instants
}

/** A row that takes no longer than this is taken at once, milliseconds. */
const atOnceMs = 1000

/**
 * Brings times, one for each position or one for each row, to the rows of one of several arrangements of the
 * same shape.
 * @returns undefined where they do not fit
 */
export function timesOfRows(
  instants: Instants,
  part: Arrangement,
  parts: number,
  index: number,
): RowTimes | undefined {
  const positions = part.rows * (part.columns ?? 1)
  if (instants.length === positions * parts) return boundsOfRows(part.order(instants), part)
  if (instants.length === part.rows) return { time: instants }
  if (instants.length === part.rows * parts)
    return { time: instants.subarray(index * part.rows, (index + 1) * part.rows) }
  // A line that was folded into rows: one time for each of them.
  if (part.columns === undefined && part.rows % instants.length === 0 && instants.length > 1) {
    const fold = part.rows / instants.length
    return { time: Float64Array.from({ length: part.rows }, (_, i) => instants[Math.floor(i / fold)]!) }
  }
  return undefined
}

function boundsOfRows(instants: Instants, { rows, columns = 1 }: Arrangement): RowTimes {
  if (columns === 1) return { time: instants }
  const time = new Float64Array(rows).fill(Number.NaN)
  const until = new Float64Array(rows).fill(Number.NaN)
  let longest = 0
  for (let row = 0; row < rows; row++) {
    let first = Number.POSITIVE_INFINITY
    let last = Number.NEGATIVE_INFINITY
    for (let i = row * columns; i < (row + 1) * columns; i++) {
      const instant = instants[i]!
      if (instant < first) first = instant
      if (instant > last) last = instant
    }
    if (first > last) continue
    time[row] = first
    until[row] = last
    longest = Math.max(longest, last - first)
  }
  return longest > atOnceMs ? { time, until } : { time }
}
