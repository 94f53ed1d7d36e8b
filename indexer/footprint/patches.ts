import {
  arcPieces,
  EARTH_RADIUS_KM,
  interpolate,
  midpoint,
  squaredChord,
  toPosition,
  type Vector,
} from '../../catalog/geometry/sphere.ts'
import type { Cover } from './cover.ts'

/** Greatest extent of a patch that is added at once, kilometres. */
const PATCH_KM = 500

/**
 * Adds the inside of four corners, along great circles; halved until parallels are nearly straight along it.
 */
export function addPatch(cover: Cover, a: Vector, b: Vector, c: Vector, d: Vector): void {
  const cellKm = cover.grid.km
  const ab = Math.max(squaredChord(a, b), squaredChord(c, d))
  const bc = Math.max(squaredChord(b, c), squaredChord(d, a))
  const size = 2 * Math.asin(Math.sqrt(Math.max(ab, bc)) / 2) * EARTH_RADIUS_KM
  if (size <= Math.min(PATCH_KM, longestAt([a, b, c, d], cellKm)) && addLoop(cover, [a, b, c, d], size))
    return
  if (ab >= bc) {
    const ab2 = midpoint(a, b)
    const cd2 = midpoint(c, d)
    addPatch(cover, a, ab2, cd2, d)
    addPatch(cover, ab2, b, c, cd2)
  } else {
    const bc2 = midpoint(b, c)
    const da2 = midpoint(d, a)
    addPatch(cover, a, b, bc2, da2)
    addPatch(cover, da2, bc2, c, d)
  }
}

/** False where the loop goes around a pole and is larger than a few cells. */
function addLoop(cover: Cover, loop: Vector[], size: number): boolean {
  const cellKm = cover.grid.km
  const lons: number[] = []
  const lats: number[] = []
  let nearest = 90
  let last = loop.at(-1)!
  let [lastLon, lastLat] = toPosition(last)
  const startLon = lastLon
  for (const vector of loop) {
    const [toLon, toLat] = toPosition(vector)
    nearest = Math.min(nearest, Math.abs(toLat))
    const pieces = arcPieces(toLon - lastLon, lastLat, toLat, cellKm / 4)
    for (let piece = 1; piece <= pieces; piece++) {
      const [x, y] = piece < pieces ? toPosition(interpolate(last, vector, piece / pieces)) : [toLon, toLat]
      lastLon = x - 360 * Math.round((x - lastLon) / 360)
      lastLat = y
      lons.push(lastLon)
      lats.push(lastLat)
    }
    last = vector
  }
  if (Math.abs(lastLon - startLon) < 180) cover.addLoop(lons, lats, lons.length)
  else if (size <= 4 * cellKm) cover.addCap(last[2] < 0 ? -nearest : nearest)
  else return false
  return true
}

/**
 * Extent in kilometres up to which a parallel departs from a great circle by no more than `bendKm`, at the
 * highest latitude of the points.
 */
function longestAt(points: Vector[], bendKm: number): number {
  let height = 0
  let fromAxis = 1
  for (const [x, y, z] of points) {
    if (Math.abs(z) < height) continue
    height = Math.abs(z)
    fromAxis = Math.sqrt(x * x + y * y)
  }
  return Math.max(2 * bendKm, Math.sqrt((8 * bendKm * EARTH_RADIUS_KM * fromAxis) / Math.max(height, 1e-9)))
}
