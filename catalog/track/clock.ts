import type { PreciseInstant } from '../granule.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'
import type { Clock } from './track.ts'

/** No row is told to be measured farther than this from when it was, milliseconds. */
export const CLOCK_BOUND_MS = 0.25
/** Times are whole microseconds from the first one. */
const PER_MS = 1000

/** Knots as few as the bound allows; each stretch is bent only where its cone of slopes closes. */
export function setClock(rows: Int32Array, time: Float64Array): Clock {
  const bound = CLOCK_BOUND_MS - 1 / PER_MS
  const base = time[0]!
  const micros = (instant: number) => base + Math.round((instant - base) * PER_MS) / PER_MS
  const knots: { row: number; time: number; linked: number }[] = []
  const count = rows.length
  for (let i = 0; i < count; ) {
    const last = knots.at(-1)
    const way = i > 0 ? rows[i]! - rows[i - 1]! : 0
    if (!last || last.row !== rows[i - 1]! || Math.abs(way) !== 1) {
      knots.push({ row: rows[i]!, time: micros(time[i]!), linked: 0 })
      i++
      continue
    }
    let [least, greatest, slope, j] = [0, Infinity, 0, i]
    for (; j < count && rows[j]! - rows[j - 1]! === way; j++) {
      const steps = j - i + 1
      const low = Math.max(least, (time[j]! - bound - last.time) / steps)
      const high = Math.min(greatest, (time[j]! + bound - last.time) / steps)
      if (low > high) break
      // A line from knot to knot has to pass every row between.
      ;[least, greatest] = [low, high]
      slope = (low + high) / 2
    }
    knots.push({ row: rows[j - 1]!, time: micros(last.time + slope * (j - i)), linked: 1 })
    i = j
  }
  return {
    rows: Int32Array.from(knots, ({ row }) => row),
    times: Float64Array.from(knots, ({ time }) => time),
    linked: Uint8Array.from(knots, ({ linked }) => linked),
  }
}

export function writeClock(writer: ByteWriter, { rows, times, linked }: Clock): void {
  writer.unsigned(rows.length)
  writer.float(times[0]!)
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]! - (rows[k - 1] ?? 0)
    writer.unsigned(2 * (row < 0 ? -2 * row - 1 : 2 * row) + linked[k]!)
    writer.unsigned(k === 0 ? 0 : Math.round((times[k]! - times[0]!) * PER_MS) - microsBefore(times, k))
  }
}

function microsBefore(times: Float64Array, k: number): number {
  return Math.round((times[k - 1]! - times[0]!) * PER_MS)
}

export function readClock(reader: ByteReader): Clock {
  const count = reader.count()
  const base = reader.float()
  const rows = new Int32Array(count)
  const times = new Float64Array(count)
  const linked = new Uint8Array(count)
  let [row, micros] = [0, 0]
  for (let k = 0; k < count; k++) {
    const word = reader.unsigned()
    const way = Math.floor(word / 2)
    row += way % 2 === 0 ? way / 2 : -(way + 1) / 2
    micros += reader.unsigned()
    rows[k] = row
    linked[k] = word % 2
    times[k] = base + micros / PER_MS
  }
  return { rows, times, linked }
}

/** When the measurements were taken, to be asked in ascending order: 0 is the first. */
export function instantsOf({ rows, times, linked }: Clock): (measurement: number) => PreciseInstant {
  let knot = 0
  let reached = 0
  return (measurement) => {
    while (reached < measurement) {
      knot++
      reached += linked[knot] ? Math.abs(rows[knot]! - rows[knot - 1]!) : 1
    }
    if (reached === measurement) return times[knot]!
    const steps = Math.abs(rows[knot]! - rows[knot - 1]!)
    return times[knot]! - ((reached - measurement) * (times[knot]! - times[knot - 1]!)) / steps
  }
}

/** The row measured nearest in time. */
export function rowAt({ rows, times, linked }: Clock, instant: PreciseInstant): number {
  let [low, high] = [0, times.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < instant) low = middle + 1
    else high = middle
  }
  const before = Math.max(0, low - 1)
  const span = times[low]! - times[before]!
  const share = span > 0 ? Math.min(1, Math.max(0, (instant - times[before]!) / span)) : 1
  if (linked[low] && before < low) return rows[before]! + Math.round(share * (rows[low]! - rows[before]!))
  return share < 0.5 ? rows[before]! : rows[low]!
}
