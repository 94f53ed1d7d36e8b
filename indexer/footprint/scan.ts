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

/**
 * Gaps narrower than this are filled, kilometres: a share of the swath, but never what is wider than
 * `GAP_KM`, unless it is no more than a pixel and a half beside the extent of its neighbours: one missing
 * pixel.
 */
export function gapKmOf(scan: Scan): number {
  const extents = [scan.lengthKm, scan.widthKm].filter((km) => km > 0)
  if (extents.length === 0) return 0
  return Math.max(3 * halfPixelKmOf(scan), Math.min(GAP_KM, GAP_SHARE * Math.min(...extents)))
}

/**
 * How far a pixel reaches around its position: half the distance to the next pixel, in the direction in which
 * they are farther apart. Where that is more than twice the other one, pixels have been left out, and twice
 * the other one is taken.
 */
export function halfPixelKmOf({ alongKm, acrossKm }: Scan): number {
  const [less, more] = alongKm < acrossKm ? [alongKm, acrossKm] : [acrossKm, alongKm]
  return (less > 0 ? Math.min(more, 2 * less) : more) / 2
}
