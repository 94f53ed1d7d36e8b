import type { Envelope } from '../geometry/shape.ts'
import { DEGREE } from '../geometry/sphere.ts'

/**
 * The plane on which the pixels of a segment are laid out, in units of `halfX` and `halfY` around its middle. It is that of longitude
 * and latitude in degrees, or around a pole that of degrees from it towards 90 and 0 degrees east.
 */
export interface Plane {
  /** The pole in its middle, by its sign; 0 for none. */
  pole: number
  /** Longitudes are taken from here, within half a turn; 0 where there is a pole. */
  lon0: number
  x: number
  y: number
  halfX: number
  halfY: number
}

/** Beyond this latitude longitude is no good measure of anything. */
const FLAT = 60

/** @param lons, lats of some of the pixels */
export function planeFor(lons: readonly number[], lats: readonly number[]): Plane {
  const [south, north] = extentOf(lats)
  const pole = south > 0 && north > FLAT ? 1 : north < 0 && south < -FLAT ? -1 : 0
  const near = lons.map((lon) => lon - 360 * Math.round((lon - lons[0]!) / 360))
  const [west, east] = extentOf(near)
  const middle = Math.round((west + east) / 2)
  const lon0 = pole === 0 ? middle - 360 * Math.round(middle / 360) : 0
  const bare = { pole, lon0, x: 0, y: 0, halfX: 1, halfY: 1 }
  const places = lons.map((lon, i) => place(bare, lon, lats[i]!))
  const [left, right] = extentOf(places.map(([x]) => x))
  const [low, high] = extentOf(places.map(([, y]) => y))
  const unit = (length: number) => Math.max(1, Math.ceil(length * 1e5)) / 1e5
  return {
    ...{ pole, lon0 },
    x: Math.round(((left + right) / 2) * 1e5) / 1e5,
    y: Math.round(((low + high) / 2) * 1e5) / 1e5,
    halfX: unit((right - left) / 2),
    halfY: unit((high - low) / 2),
  }
}

/** Where a place lies on the plane. */
export function place(
  { pole, lon0, x, y, halfX, halfY }: Plane,
  lon: number,
  lat: number,
): [u: number, v: number] {
  if (pole === 0) return [(lon - lon0 - 360 * Math.round((lon - lon0) / 360) - x) / halfX, (lat - y) / halfY]
  const degrees = 90 - pole * lat
  return [(degrees * Math.sin(lon * DEGREE) - x) / halfX, (degrees * Math.cos(lon * DEGREE) - y) / halfY]
}

/** Rectangles on the plane that together hold all places of a box. */
export function rectanglesOf(
  { pole, lon0, x, y, halfX, halfY }: Plane,
  [west, south, east, north]: Envelope,
): Envelope[] {
  if (pole !== 0) {
    const nearest = Math.max(0, pole > 0 ? 90 - north : 90 + south)
    const degrees: Run = [nearest, pole > 0 ? 90 - south : 90 + north]
    const [left, right] = spread(degrees, rangeOfSine(west, east))
    const [low, high] = spread(degrees, rangeOfSine(west + 90, east + 90))
    return [[(left - x) / halfX, (low - y) / halfY, (right - x) / halfX, (high - y) / halfY]]
  }
  const [low, high] = [(south - y) / halfY, (north - y) / halfY]
  return [-360, 0, 360].map((turn) => [
    (west - lon0 + turn - x) / halfX,
    low,
    (east - lon0 + turn - x) / halfX,
    high,
  ])
}

/** Longitudes and latitudes that together hold a rectangle. */
export function envelopeOf(
  { pole, lon0, x, y, halfX, halfY }: Plane,
  [left, low, right, high]: Envelope,
): Envelope {
  const [west, east] = [x + halfX * left, x + halfX * right]
  const [south, north] = [y + halfY * low, y + halfY * high]
  if (pole !== 0) {
    const farthest = Math.hypot(Math.max(-west, east), Math.max(-south, north))
    return pole > 0 ? [-180, 90 - farthest, 180, 90] : [-180, -90, 180, farthest - 90]
  }
  const isCut = lon0 + west < -180 || lon0 + east > 180
  return isCut ? [-180, south, 180, north] : [lon0 + west, south, lon0 + east, north]
}

type Run = [least: number, greatest: number]

/** What products of one of each are between. */
function spread([near, far]: Run, [least, greatest]: Run): Run {
  return [Math.min(near * least, far * least), Math.max(near * greatest, far * greatest)]
}

function rangeOfSine(from: number, to: number): Run {
  const ends = [Math.sin(from * DEGREE), Math.sin(to * DEGREE)]
  const passes = (degrees: number) => degrees + 360 * Math.ceil((from - degrees) / 360) <= to
  return [passes(270) ? -1 : Math.min(...ends), passes(90) ? 1 : Math.max(...ends)]
}

function extentOf(values: readonly number[]): Run {
  let [least, greatest] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return [least, greatest]
}
