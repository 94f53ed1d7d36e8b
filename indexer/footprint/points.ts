import { wrapLongitude } from '../../catalog/geometry/cut.ts'
import { DEGREE, distanceKm, KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import type { Position, Ring } from '../../catalog/geometry/types.ts'
import type { Degrees } from '../coordinates.ts'
import { Cover } from './cover.ts'
import { drawPolygons } from './polygons.ts'
import { COARSEST_KM, resolutionFor } from './resolution.ts'
import { noShapes, roundedPosition, type Shapes } from './shapes.ts'
import { spread } from './spread.ts'

/** Up to so many places are kept one by one; of more, the outline is drawn. */
const MOST_POINTS = 500
/** Points no farther apart than so many times the usual distance to the nearest one belong together. */
const NEAR_STEPS = 3
/** Greatest reach of a point, and greatest width of a gap that is filled, kilometres. */
const REACH_KM = 25
const GAP_KM = 50
/** Share of the extent that the tolerance is. */
const TOLERANCE_SHARE = 1 / 100
const SAMPLES = 64

/** Positions in no order, without what is not valid. */
export interface Cloud {
  lon: Float64Array
  lat: Float64Array
  /** Which set each position comes from, and its index there. */
  parts: Int32Array
  rows: Int32Array
  /** Usual distance of a position to the nearest other place, kilometres; 0 where there is no other. */
  spacingKm: number
  toleranceKm: number
}

export function measureCloud(sets: { lon: Degrees; lat: Degrees }[], toleranceKm?: number): Cloud {
  const [lon, lat, parts, rows]: [number[], number[], number[], number[]] = [[], [], [], []]
  sets.forEach((set, part) => {
    for (let row = 0; row < set.lat.length; row++) {
      if (!(Math.abs(set.lat[row]!) <= 90 && Math.abs(set.lon[row]!) <= 720)) continue
      lon.push(wrapLongitude(set.lon[row]!))
      lat.push(set.lat[row]!)
      parts.push(part)
      rows.push(row)
    }
  })
  const { spacingKm, extentKm } = measureSpacing(lon, lat)
  return {
    lon: Float64Array.from(lon),
    lat: Float64Array.from(lat),
    parts: Int32Array.from(parts),
    rows: Int32Array.from(rows),
    spacingKm,
    toleranceKm: toleranceKm ?? Math.min(COARSEST_KM, Math.max(extentKm * TOLERANCE_SHARE, 0.02)),
  }
}

/** Up to `MOST_POINTS` places as points, more of them as the outline of what lies near them. */
export function drawCloud(cloud: Cloud, which: ArrayLike<number>): Shapes {
  const points = distinctPlaces(cloud, which)
  return points.length <= MOST_POINTS
    ? { ...noShapes(), points }
    : { ...noShapes(), polygons: outlineCloud(cloud, which) }
}

/** Stops where there are too many of them. */
function distinctPlaces(cloud: Cloud, which: ArrayLike<number>): Position[] {
  const places = new Map<string, Position>()
  for (let k = 0; k < which.length && places.size <= MOST_POINTS; k++) {
    const place = roundedPosition(cloud.lon[which[k]!]!, cloud.lat[which[k]!]!)
    places.set(place.join(), place)
  }
  return [...places.values()]
}

function outlineCloud({ lon, lat, spacingKm, toleranceKm }: Cloud, which: ArrayLike<number>): Ring[][] {
  const { grid, marginKm, allowed } = resolutionFor(toleranceKm, spacingKm)
  let south = 90
  let north = -90
  for (let k = 0; k < which.length; k++) {
    south = Math.min(south, lat[which[k]!]!)
    north = Math.max(north, lat[which[k]!]!)
  }
  const cover = new Cover(grid, south, north)
  for (let k = 0; k < which.length; k++) cover.addPoint(lon[which[k]!]!, lat[which[k]!]!)
  const reachKm = Math.min(REACH_KM, spacingKm / 2)
  const gapKm = Math.min(GAP_KM, Math.max(NEAR_STEPS * spacingKm, 4 * toleranceKm))
  return drawPolygons(spread(cover.finish(), reachKm + marginKm, gapKm), allowed)
}

/**
 * Of some of the positions, the median distance to the nearest other place, and the greatest one to the
 * first.
 */
export function measureSpacing(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
): { spacingKm: number; extentKm: number } {
  const nearest: number[] = []
  let extentKm = 0
  const step = Math.max(1, lat.length / SAMPLES)
  for (let k = 0; k < lat.length; k += step) {
    const i = Math.floor(k)
    const cosine = Math.cos(lat[i]! * DEGREE)
    let least = Infinity
    for (let j = 0; j < lat.length; j++) {
      const dy = lat[j]! - lat[i]!
      if (dy * dy >= least) continue
      const turn = Math.abs(lon[j]! - lon[i]!) % 360
      const dx = Math.min(turn, 360 - turn) * cosine
      const square = dy * dy + dx * dx
      if (square < least && square > 1e-10) least = square
    }
    if (least < Infinity) nearest.push(Math.sqrt(least) * KM_PER_DEGREE)
    extentKm = Math.max(extentKm, distanceKm(lon[0]!, lat[0]!, lon[i]!, lat[i]!))
  }
  nearest.sort((a, b) => a - b)
  return { spacingKm: nearest[nearest.length >> 1] ?? 0, extentKm }
}
