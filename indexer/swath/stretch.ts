import type { Degrees } from '../coordinates.ts'
import type { Margin } from './margin.ts'
import { fromUnit, toUnit, type UnitVector } from './sphere.ts'

/** Numbers of steps beyond this are damaged. */
const furthest = 50

/** Lines are moved apart to no more than this many steps, so that no gap is seen between them. */
const widest = 2

/**
 * Moves the outer rows and columns of tie points outward until the outermost lie where the outermost data are, by the step
 * between the last two. Works in place; rows keep their numbers.
 * @param sizes of the two dimensions, or of the one
 */
export function stretchToData(lon: Degrees, lat: Degrees, sizes: number[], margins: Margin[]): void {
  for (const [d, { before, after }] of margins.entries()) {
    const size = sizes[d]!
    const stride = sizes.slice(d + 1).reduce((product, count) => product * count, 1)
    for (let line = 0; line < lat.length / size; line++) {
      const first = Math.floor(line / stride) * stride * size + (line % stride)
      const last = first + (size - 1) * stride
      moveOutward(lon, lat, (k) => first + k * stride, size, before)
      moveOutward(lon, lat, (k) => last - k * stride, size, after)
    }
  }
}

/** @param at index of the position so many places in from the edge */
function moveOutward(
  lon: Degrees,
  lat: Degrees,
  at: (k: number) => number,
  size: number,
  margin: number,
): void {
  const reach = Math.min(margin, furthest)
  if (!(reach > 0) || size < 2) return
  const moved = Math.min(size - 1, Math.ceil(reach / (widest - 1)))
  const old = Array.from({ length: moved + 1 }, (_, k) => toUnit(lon[at(k)]!, lat[at(k)]!))
  for (let k = 0; k < moved; k++) {
    const place = k - (reach * (moved - k)) / moved
    const from = Math.max(0, Math.floor(place))
    const between = old[from]!.map((value, i) => value + (old[from + 1]![i]! - value) * (place - from))
    const [x, y] = fromUnit(between as UnitVector)
    if (Number.isNaN(x) || Number.isNaN(lat[at(k)]!)) continue
    // On the side of the cut on which the longitude was.
    lon[at(k)] = x + 360 * Math.round((lon[at(k)]! - x) / 360)
    lat[at(k)] = y
  }
}
