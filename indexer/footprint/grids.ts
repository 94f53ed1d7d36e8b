import { cutPolygon } from '../../catalog/geometry/cut.ts'
import { KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import type { Ring } from '../../catalog/geometry/types.ts'
import type { AxesCoordinates } from '../coordinates.ts'
import { Cover } from './cover.ts'
import { drawPolygons } from './polygons.ts'
import { resolutionFor } from './resolution.ts'
import { roundedPosition } from './shapes.ts'
import { spread } from './spread.ts'

/** Gaps in the data of a grid narrower than this are filled, kilometres. */
const GAP_KM = 50
/** A mask with more positions is drawn more coarsely, up to this tolerance in kilometres. */
const MOST_POSITIONS = 1000
const COARSEST_KM = 32
/** Tiles along each side of a grid. */
const TILES = 16

/**
 * The cells of a grid along one axis: cell i reaches from `edges[i]` to `edges[i + 1]`, in the order of the
 * file.
 */
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
  const lons = Array.from(lon).filter((value) => Math.abs(value) <= 720)
  const lats = Array.from(lat).filter((value) => Math.abs(value) <= 90)
  if (lons.length === 0 || lats.length === 0) return undefined
  const box: Lattice = { lon: axisOf(lons, true, stepOf(lats)), lat: axisOf(lats, false, stepOf(lons)) }
  if (!mask || mask.indexOf(0) < 0) return box
  if (mask.indexOf(1) < 0) return undefined
  // Where values of an axis are missing, the cells of the mask have no place.
  const isWhole = lons.length === lon.length && lats.length === lat.length
  return isWhole && !isAllOver(mask, lat.length, lon.length) ? { ...box, mask } : box
}

/**
 * Data are found in at least half of the tiles that the grid is cut into: a composite or an analysis, whose
 * clouds and land are not the edge of what it covers; a swath put on a grid is found in fewer.
 */
function isAllOver(mask: Uint8Array, rows: number, columns: number): boolean {
  const high = Math.min(rows, TILES)
  const wide = Math.min(columns, TILES)
  let found = 0
  for (let tile = 0; tile < high * wide; tile++) {
    const across = tile % wide
    const along = (tile - across) / wide
    const from = Math.floor((across * columns) / wide)
    const to = Math.floor(((across + 1) * columns) / wide)
    const last = Math.floor(((along + 1) * rows) / high)
    for (let row = Math.floor((along * rows) / high); row < last; row++) {
      if (!mask.subarray(row * columns + from, row * columns + to).includes(1)) continue
      found++
      break
    }
  }
  return 2 * found >= high * wide
}

/** Rows `first` to `last` of a grid: the box of their cells, or what of it has data. */
export function drawGrid(grid: Lattice, first: number, last: number, toleranceKm: number): Ring[][] {
  if (!grid.mask) {
    return drawBox(grid.lon.low, Math.max(-90, grid.lat.low), grid.lon.high, Math.min(90, grid.lat.high))
  }
  const polygons = drawMask(grid, grid.mask, first, last, toleranceKm)
  const positions = polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
  const isTooFine = positions > MOST_POSITIONS && toleranceKm < COARSEST_KM
  return isTooFine ? drawGrid(grid, first, last, 2 * toleranceKm) : polygons
}

function drawMask(
  { lon, lat }: Lattice,
  mask: Uint8Array,
  first: number,
  last: number,
  toleranceKm: number,
): Ring[][] {
  const { grid, marginKm, allowed } = resolutionFor(toleranceKm, 0)
  const bound = (value: number) => Math.max(-90, Math.min(90, value))
  const [a, b] = [bound(lat.edges[first]!), bound(lat.edges[last + 1]!)]
  const cover = new Cover(grid, Math.min(a, b), Math.max(a, b))
  const columns = lon.edges.length - 1
  for (let row = first; row <= last; row++) {
    const [p, q] = [bound(lat.edges[row]!), bound(lat.edges[row + 1]!)]
    const cells = mask.subarray(row * columns, (row + 1) * columns)
    for (let start = cells.indexOf(1); start >= 0; ) {
      const end = cells.indexOf(0, start)
      const stop = end < 0 ? columns : end
      const [x, y] = [lon.edges[start]!, lon.edges[stop]!]
      cover.addBox(Math.min(x, y), Math.min(p, q), Math.max(x, y), Math.max(p, q))
      start = cells.indexOf(1, stop)
    }
  }
  return drawPolygons(spread(cover.finish(), marginKm, Math.max(GAP_KM, 4 * toleranceKm)), allowed)
}

/** Kilometres from west to east, where that is most, and from south to north. */
export function gridExtentKm({ lon, lat }: Lattice): [eastward: number, northward: number] {
  const northward = (Math.min(90, lat.high) - Math.max(-90, lat.low)) * KM_PER_DEGREE
  const middle = lat.low < 0 && lat.high > 0 ? 0 : Math.min(Math.abs(lat.low), Math.abs(lat.high))
  const eastward = (lon.high - lon.low) * KM_PER_DEGREE * Math.cos((middle * Math.PI) / 180)
  return [eastward, northward]
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

/**
 * Cells whose borders lie halfway between neighbours. Longitudes are unwrapped and make at most one turn.
 * @param loneStep size of the cell where there is only one
 */
function axisOf(values: number[], isLongitude: boolean, loneStep: number): Axis {
  const centres = values.slice()
  if (isLongitude) {
    for (let i = 1; i < centres.length; i++) {
      centres[i]! -= 360 * Math.round((centres[i]! - centres[i - 1]!) / 360)
    }
  }
  const n = centres.length
  const edges = new Float64Array(n + 1)
  for (let i = 1; i < n; i++) edges[i] = (centres[i - 1]! + centres[i]!) / 2
  edges[0] = centres[0]! - (n > 1 ? centres[1]! - centres[0]! : loneStep) / 2
  edges[n] = centres[n - 1]! + (n > 1 ? centres[n - 1]! - centres[n - 2]! : loneStep) / 2
  const low = Math.min(edges[0]!, edges[n]!)
  const high = Math.max(edges[0]!, edges[n]!)
  // A turn but for rounding is a whole turn.
  const isTurn = isLongitude && high - low > 360 - (0.01 * (high - low)) / n
  return { edges, low, high: isTurn ? low + 360 : high }
}

function stepOf(values: number[]): number {
  return values.length > 1 ? Math.abs(values[1]! - values[0]!) : 0
}
