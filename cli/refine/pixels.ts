import { wrapLongitude } from '../../catalog/geometry/cut.ts'
import { distanceToShapeKm, surround } from '../../catalog/geometry/distance.ts'
import type { Shape } from '../../catalog/geometry/shape.ts'
import { distanceKm } from '../../catalog/geometry/sphere.ts'
import type { PreciseInstant } from '../../catalog/granule.ts'
import type { Coordinates, Observation } from '../../indexer/coordinates.ts'
import type { Run, Stretch } from './question.ts'

/** Those of one part, when they were made, and whether its columns are all there are. */
interface Within extends Stretch {
  columns: Run
  allColumns: boolean
}

/** Which measurements of a file lie in a shape; undefined where none does. */
export function stretchWithin(
  { parts }: Observation,
  shape: Shape,
  rows: Run | undefined,
): Stretch | undefined {
  const found = parts.flatMap((part) => pixelsWithin(part, shape, rows) ?? [])
  if (found.length === 0) return undefined
  const [start, end] = [timeOf(found, 'start', Math.min), timeOf(found, 'end', Math.max)]
  return {
    rows: joined(found.map((within) => within.rows)),
    ...(!found.every(({ allColumns }) => allColumns) && {
      columns: joined(found.map(({ columns }) => columns)),
    }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  }
}

function joined(runs: Run[]): Run {
  return [Math.min(...runs.map(([first]) => first)), Math.max(...runs.map(([, last]) => last))]
}

function timeOf(
  found: Within[],
  name: 'start' | 'end',
  choose: (...times: number[]) => number,
): PreciseInstant | undefined {
  const times = found.map((within) => within[name])
  return times.every((time) => time !== undefined) ? choose(...times) : undefined
}

/**
 * The rows and columns of a part of a file that lie in a shape, none other in between being left out. Of a shape without an extent, as a
 * track is, those no farther from it than half a measurement is from the next one.
 *
 * @param rows of these alone
 */
function pixelsWithin(part: Coordinates, shape: Shape, rows: Run | undefined): Within | undefined {
  const { height, width, lon, lat } = gridOf(part)
  const [low, high]: Run = [Math.max(0, rows?.[0] ?? 0), Math.min(height - 1, rows?.[1] ?? height - 1)]
  const spread = shape.polygons.length > 0 ? 0 : halfDiagonalKm(part, low, high)
  const lies = (row: number, column: number): boolean => {
    const [x, y] = [lon(row, column), lat(row, column)]
    if (!(Math.abs(y) <= 90 && Math.abs(x) <= 720)) return false
    return distanceToShapeKm(surround(wrapLongitude(x), y, spread), shape) < Infinity
  }
  const someIn = (row: number, from: number, to: number) => firstOf(from, to, (column) => lies(row, column))
  const first = firstOf(low, high, (row) => someIn(row, 0, width - 1) !== undefined)
  if (first === undefined) return undefined
  const last = firstOf(high, first, (row) => someIn(row, 0, width - 1) !== undefined)!
  let [left, right] = [width - 1, 0]
  for (let row = first; row <= last; row++) {
    // Only beyond the columns that are known to be wanted.
    left = someIn(row, 0, left) ?? left
    right = firstOf(width - 1, right, (column) => lies(row, column)) ?? right
  }
  return {
    rows: [first, last],
    columns: [left, right],
    allColumns: left === 0 && right === width - 1,
    ...timesOf(part, first, last),
  }
}

interface Grid {
  height: number
  width: number
  lon(row: number, column: number): number
  lat(row: number, column: number): number
}

function gridOf(part: Coordinates): Grid {
  const { lon, lat } = part
  switch (part.layout) {
    case 'scan':
      return {
        height: part.rows,
        width: part.columns,
        lon: (row, column) => lon[row * part.columns + column]!,
        lat: (row, column) => lat[row * part.columns + column]!,
      }
    case 'axes':
      return {
        height: lat.length,
        width: lon.length,
        lon: (_, column) => lon[column]!,
        lat: (row, column) => (part.mask?.[row * lon.length + column] === 0 ? Number.NaN : lat[row]!),
      }
    default:
      return { height: lat.length, width: 1, lon: (row) => lon[row]!, lat: (row) => lat[row]! }
  }
}

function timesOf(part: Coordinates, first: number, last: number): { start?: number; end?: number } {
  if (part.layout === 'axes' || !part.time) return {}
  let [start, end] = [Infinity, -Infinity]
  for (let row = first; row <= last; row++) {
    const time = part.time[row]!
    if (!Number.isFinite(time)) continue
    start = Math.min(start, time)
    end = Math.max(end, time)
  }
  return start <= end ? { start, end } : {}
}

/** Half the greatest distance between a measurement and the next one in both directions, of some that are looked at. */
function halfDiagonalKm(part: Coordinates, first: number, last: number): number {
  const { height, width, lon, lat } = gridOf(part)
  const [low, high] = [Math.max(0, first - 1), Math.min(height - 1, last + 1)]
  let km = 0
  const step = Math.max(1, Math.floor((high - low) / 64))
  for (let row = low; row < high; row += step) {
    for (let column = 0; column < width; column += Math.max(1, Math.floor(width / 16))) {
      const beside = Math.min(width - 1, column + 1)
      const [x, y] = [lon(row, column), lat(row, column)]
      const far = distanceKm(x, y, lon(row + 1, beside), lat(row + 1, beside))
      if (far > km) km = far
    }
  }
  return km / 2
}

/** The first of the numbers from one to another, either way, of which something is true. */
function firstOf(from: number, to: number, isTrue: (value: number) => boolean): number | undefined {
  const way = to >= from ? 1 : -1
  for (let value = from; way * (to - value) >= 0; value += way) if (isTrue(value)) return value
  return undefined
}
