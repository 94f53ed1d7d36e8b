import { wrapLongitude } from '../geometry/cut.ts'
import { describePixels, QUANTUM, type Run } from './pixels.ts'

/**
 * The same as `fitPixels` of a grid on a longitude axis and a latitude axis, all of them valid: rows are told by latitude, columns by
 * longitude, each by a straight line. Undefined also where the longitudes are more than a turn.
 * @param rows of these alone
 */
export function fitAxes(lon: ArrayLike<number>, lat: ArrayLike<number>, rows: Run): string | undefined {
  const count = rows[1] - rows[0] + 1
  if (lon.length < 2 || count < 2) return undefined
  const lons = [lon[0]!]
  for (let i = 1; i < lon.length; i++) lons.push(lon[i]! - 360 * Math.round((lon[i]! - lons[i - 1]!) / 360))
  const middle = Math.round((lons[0]! + lons.at(-1)!) / 2)
  const x = fitLine(
    lons.map((one) => one - middle),
    0,
  )
  const y = fitLine(
    Array.from({ length: count }, (_, i) => lat[rows[0] + i]!),
    rows[0],
  )
  if (x.middle - x.half < -180 || x.middle + x.half > 180) return undefined
  const plane = {
    pole: 0,
    lon0: wrapLongitude(middle),
    x: x.middle,
    y: y.middle,
    halfX: x.half,
    halfY: y.half,
  }
  return describePixels(
    plane,
    [-1, -1, 1, 1],
    [
      { coefficients: [y.start, y.slope, 0], error: y.error, ends: rows },
      { coefficients: [x.start, 0, x.slope], error: x.error, ends: [0, lon.length - 1] },
    ],
  )
}

/** The number of each value, from `first` on, as `start` + `slope` (value - middle) / half; all values lie within half of the middle. */
function fitLine(values: number[], first: number) {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  )
  const middle = Math.round(((low + high) / 2) * 1e5) / 1e5
  const half = (Math.ceil(((high - low) / 2) * 1e5) + 1) / 1e5
  const [from, to] = [values[0]!, values.at(-1)!].map((value) => (value - middle) / half)
  const kept = (value: number) => QUANTUM * Math.round(value / QUANTUM)
  const slope = kept(from === to ? 0 : (values.length - 1) / (to! - from!))
  const off = values.map((value, i) => first + i - (slope * (value - middle)) / half)
  const [least, most] = off.reduce(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Infinity, -Infinity],
  )
  const start = kept((least + most) / 2)
  return { middle, half, slope, start, error: Math.max(most - start, start - least) }
}
