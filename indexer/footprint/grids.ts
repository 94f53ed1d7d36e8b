import { cutPolygon } from '../../catalog/geometry/cut.ts'
import { KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import type { Ring } from '../../catalog/geometry/types.ts'
import type { AxesCoordinates, Degrees } from '../coordinates.ts'
import { Cover } from './cover.ts'
import { drawPolygons } from './polygons.ts'
import { resolutionFor } from './resolution.ts'
import { roundedPosition } from './shapes.ts'
import { spread } from './spread.ts'

/** Gaps in the data of a grid narrower than this are filled, kilometres. */
const GAP_KM = 50

/** The cells of a grid along one axis: cell i reaches from `edges[i]` to `edges[i + 1]`, in the order of the file. */
interface Axis {
  edges: Float64Array
  low: number
  high: number
}

export interface Lattice {
  lon: Axis
  lat: Axis
  mask?: Uint8Array
}

/** Undefined where an axis has no valid value or the mask none that is set. */
export function measureGrid({ lon, lat, mask }: AxesCoordinates): Lattice | undefined {
  const lons = axisOf(lon, true)
  const lats = axisOf(lat, false)
  if (!lons || !lats) return undefined
  if (!mask || mask.indexOf(0) < 0) return { lon: lons, lat: lats }
  return mask.indexOf(1) < 0 ? undefined : { lon: lons, lat: lats, mask }
}

/** Rows `first` to `last` of a grid: the box of their cells, or what of it has data. */
export function drawGrid(grid: Lattice, first: number, last: number, toleranceKm: number): Ring[][] {
  const [a, b] = [grid.lat.edges[first]!, grid.lat.edges[last + 1]!]
  const [south, north] = [Math.max(-90, Math.min(a, b)), Math.min(90, Math.max(a, b))]
  const { low: west, high: east } = grid.lon
  if (!grid.mask) return drawBox(west, south, east, north)
  const { grid: cells, marginKm, allowed } = resolutionFor(toleranceKm)
  const cover = new Cover(cells, south, north)
  const columns = grid.lon.edges.length - 1
  for (let row = first; row <= last; row++) {
    const [p, q] = [grid.lat.edges[row]!, grid.lat.edges[row + 1]!]
    const [low, high] = [Math.max(-90, Math.min(p, q)), Math.min(90, Math.max(p, q))]
    const end = (row + 1) * columns
    for (let start = grid.mask.indexOf(1, row * columns); start >= 0 && start < end; ) {
      let stop = grid.mask.indexOf(0, start)
      if (stop < 0 || stop > end) stop = end
      const [x, y] = [grid.lon.edges[start - row * columns]!, grid.lon.edges[stop - row * columns]!]
      cover.addBox(Math.min(x, y), low, Math.max(x, y), high)
      start = grid.mask.indexOf(1, stop)
    }
  }
  return drawPolygons(spread(cover.finish(), marginKm, GAP_KM), allowed)
}

/** Kilometres from one side to the other, for the choice of a tolerance. */
export function gridExtentKm({ lon, lat }: Lattice): [greater: number, lesser: number] {
  const northward = (lat.high - lat.low) * KM_PER_DEGREE
  const middle = Math.min(Math.abs(lat.low), Math.abs(lat.high))
  const eastward = (lon.high - lon.low) * KM_PER_DEGREE * Math.cos((middle * Math.PI) / 180)
  return northward < eastward ? [eastward, northward] : [northward, eastward]
}

/** A box on unwrapped longitudes; a place without extent gives nothing. */
function drawBox(west: number, south: number, east: number, north: number): Ring[][] {
  if (east - west >= 360) [west, east] = [-180, 180]
  const box: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return cutPolygon([box])
    .map((rings) => rings.map((ring) => ring.map(([lon, lat]) => roundedPosition(lon, lat))))
    .filter(([ring]) => new Set(ring!.map(String)).size >= 4)
}

/** Cells whose borders lie halfway between neighbours. Longitudes are unwrapped and make at most one turn. */
function axisOf(values: Degrees, isLongitude: boolean): Axis | undefined {
  const limit = isLongitude ? 720 : 90
  const valid = Float64Array.from(values).filter((value) => Math.abs(value) <= limit)
  if (valid.length === 0 || valid.length < values.length) return undefined
  if (isLongitude) {
    for (let i = 1; i < valid.length; i++) valid[i]! -= 360 * Math.round((valid[i]! - valid[i - 1]!) / 360)
  }
  const n = valid.length
  const edges = new Float64Array(n + 1)
  for (let i = 1; i < n; i++) edges[i] = (valid[i - 1]! + valid[i]!) / 2
  edges[0] = n > 1 ? valid[0]! - (valid[1]! - valid[0]!) / 2 : valid[0]!
  edges[n] = n > 1 ? valid[n - 1]! + (valid[n - 1]! - valid[n - 2]!) / 2 : valid[0]!
  const [low, high] = [Math.min(edges[0]!, edges[n]!), Math.max(edges[0]!, edges[n]!)]
  // A turn but for rounding is a whole turn.
  const nearlyTurn = isLongitude && high - low > 360 - (0.01 * (high - low)) / n
  return nearlyTurn ? { edges, low, high: low + 360 } : { edges, low, high }
}
