import type { Dimension, Variable } from '../readers/dataset.ts'
import { release } from '../readers/release.ts'
import { readUnpacked } from './decode.ts'
import { squeezed } from './names.ts'
import { directionOf } from './orientation.ts'
import { affinity, fitsAlong, type TimeVariable } from './time-variables.ts'

/** Pixels of one field of view stand along a last dimension no longer than this. */
const mostPixels = 16

/** Times pass this many times more along the track than along a scan. */
const muchLonger = 4

/**
 * Dimension that time runs along, which tells rows from columns: that of a time variable of one dimension, without a value being read;
 * where there is none and names say nothing, the one along which the times of the positions themselves go furthest.
 */
export function timeDimensionOf(all: TimeVariable[], lat: Variable): Dimension | undefined {
  const fitting = all
    .filter(({ variable }) => fitsAlong(variable, lat))
    .toSorted((a, b) => affinity(b, lat, new Set()) - affinity(a, lat, new Set()))
  const along = fitting.find(
    ({ variable }) => squeezed(variable.shape).length === 1 && !hasBothSides(variable, lat),
  )
  if (along !== undefined) return along.variable.dimensions().find(({ size }) => size !== 1)
  const dimensions = lat.dimensions()
  if (dimensions.some(({ name }) => directionOf(name) !== undefined)) return undefined
  const whole = fitting.find(({ variable }) => variable.shape.join() === lat.shape.join())
  if (whole === undefined) return undefined
  const values = readUnpacked(whole.variable)
  const longest = longestOf(values, dimensions)
  release(values)
  return longest
}

/** One value for each position of a swath of one row or one column tells nothing of its direction. */
function hasBothSides(variable: Variable, lat: Variable): boolean {
  const sides = lat.shape.slice(-2)
  return sides.length === 2 && variable.shape.slice(-2).join() === sides.join()
}

/** Of two dimensions longer than a field of view, the one along which values go much further than along the other. */
function longestOf(values: ArrayLike<number>, dimensions: Dimension[]): Dimension | undefined {
  const strides = dimensions.map((_, d) =>
    dimensions.slice(d + 1).reduce((product, { size }) => product * size, 1),
  )
  const middle = dimensions.reduce((sum, { size }, d) => sum + Math.floor(size / 2) * strides[d]!, 0)
  const long = dimensions.flatMap((dimension, d) => {
    if (dimension.size <= mostPixels) return []
    const first = middle - Math.floor(dimension.size / 2) * strides[d]!
    return [{ dimension, reach: reachOf(values, first, strides[d]!, dimension.size) }]
  })
  const [most, next, ...more] = long.toSorted((a, b) => b.reach - a.reach)
  if (most === undefined || next === undefined || more.length > 0) return undefined
  return most.reach > muchLonger * next.reach ? most.dimension : undefined
}

/** Difference of the greatest and the least of so many values, so far apart; 0 where fewer than two are valid. */
function reachOf(values: ArrayLike<number>, first: number, stride: number, count: number): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < count; i++) {
    const value = values[first + i * stride]!
    if (value < low) low = value
    if (value > high) high = value
  }
  return Math.max(0, high - low)
}
