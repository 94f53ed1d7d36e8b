import { wrapLongitude } from '../../catalog/geometry/cut.ts'
import { distanceKm, KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import type { Position } from '../../catalog/geometry/types.ts'
import type { PointCoordinates } from '../coordinates.ts'
import { Cover } from './cover.ts'
import { drawPolygons } from './polygons.ts'
import { COARSEST_KM, type Resolution, resolutionFor } from './resolution.ts'
import { noShapes, roundedPosition, type Shapes } from './shapes.ts'
import { spread } from './spread.ts'

/** Up to so many places are kept one by one; of more, the outline is drawn. */
const MOST_POINTS = 500
/** Points no farther apart than so many times the usual distance to the nearest one belong together. */
const NEAR_STEPS = 3
/** Greatest reach of a point, kilometres. */
const REACH_KM = 25
const SAMPLES = 64

/** A set of positions without what is not valid. */
export interface Cloud {
  /** Index in the file of each position. */
  rows: Int32Array
  lon: Float64Array
  lat: Float64Array
  /** Usual distance of a position to the nearest other place, kilometres; 0 where there is no other. */
  spacingKm: number
  toleranceKm: number
}

export function measureCloud({ lon, lat }: PointCoordinates, toleranceKm?: number): Cloud {
  const valid: number[] = []
  for (let i = 0; i < lat.length; i++) {
    if (Math.abs(lat[i]!) <= 90 && Math.abs(lon[i]!) <= 720) valid.push(i)
  }
  const rows = Int32Array.from(valid)
  const lons = Float64Array.from(rows, (row) => wrapLongitude(lon[row]!))
  const lats = Float64Array.from(rows, (row) => lat[row]!)
  const { spacingKm, extentKm } = measureSpacing(lons, lats)
  return {
    rows,
    lon: lons,
    lat: lats,
    spacingKm,
    toleranceKm: toleranceKm ?? Math.min(COARSEST_KM, Math.max(extentKm / 100, 0.02)),
  }
}

/** Up to `MOST_POINTS` places as points, more of them as the outline of what lies near them. */
export function drawCloud(cloud: Cloud, which: ArrayLike<number>, toleranceKm: number): Shapes {
  const shapes = noShapes()
  shapes.points = distinctPlaces(cloud, which)
  if (shapes.points.length <= MOST_POINTS) return shapes
  return { ...noShapes(), polygons: outlineCloud(cloud, which, resolutionFor(toleranceKm)) }
}

function distinctPlaces(cloud: Cloud, which: ArrayLike<number>): Position[] {
  const places = new Map<string, Position>()
  for (let k = 0; k < which.length && places.size <= MOST_POINTS; k++) {
    const place = roundedPosition(cloud.lon[which[k]!]!, cloud.lat[which[k]!]!)
    places.set(place.join(), place)
  }
  return [...places.values()]
}

function outlineCloud(cloud: Cloud, which: ArrayLike<number>, { grid, marginKm, allowed }: Resolution) {
  let [south, north] = [90, -90]
  for (let k = 0; k < which.length; k++) {
    south = Math.min(south, cloud.lat[which[k]!]!)
    north = Math.max(north, cloud.lat[which[k]!]!)
  }
  const cover = new Cover(grid, south, north)
  for (let k = 0; k < which.length; k++) cover.addPoint(cloud.lon[which[k]!]!, cloud.lat[which[k]!]!)
  const reachKm = Math.min(REACH_KM, cloud.spacingKm / 2)
  const gapKm = Math.min(2 * REACH_KM, Math.max(NEAR_STEPS * cloud.spacingKm, 4 * cloud.toleranceKm))
  return drawPolygons(spread(cover.finish(), reachKm + marginKm, gapKm), allowed)
}

/** Of some of the positions, the median distance to the nearest other place, and to the farthest one. */
function measureSpacing(lon: Float64Array, lat: Float64Array): { spacingKm: number; extentKm: number } {
  const nearest: number[] = []
  let extentKm = 0
  const step = Math.max(1, lat.length / SAMPLES)
  for (let k = 0; k < lat.length; k += step) {
    const i = Math.floor(k)
    const cosine = Math.cos((lat[i]! * Math.PI) / 180)
    let least = Infinity
    for (let j = 0; j < lat.length; j++) {
      const dy = lat[j]! - lat[i]!
      if (dy * dy >= least) continue
      let dx = Math.abs(lon[j]! - lon[i]!)
      if (dx > 180) dx = 360 - dx
      const square = dy * dy + dx * dx * cosine * cosine
      if (square < least && square > 1e-10) least = square
    }
    if (least < Infinity) nearest.push(Math.sqrt(least) * KM_PER_DEGREE)
    extentKm = Math.max(extentKm, distanceKm(lon[0]!, lat[0]!, lon[i]!, lat[i]!))
  }
  nearest.sort((a, b) => a - b)
  return { spacingKm: nearest[nearest.length >> 1] ?? 0, extentKm }
}
