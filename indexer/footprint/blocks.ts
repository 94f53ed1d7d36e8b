import {
  angleBetween,
  arcPieces,
  EARTH_RADIUS_KM,
  interpolate,
  toPosition,
  toVector,
  type Vector,
} from '../../catalog/geometry/sphere.ts'
import type { Cover } from './cover.ts'
import { APART, areLinked, MISSING, type Scan } from './scan.ts'

/** Greatest extent of a block in kilometres. */
const BLOCK_KM = 400
/** Distance of the samples along a block's sides, kilometres. */
const SIDE_STEP_KM = 30

/** Rows and columns of a scan as counted in `Scan.rows` and `Scan.columns`, all four included. */
export interface Window {
  rows: [first: number, last: number]
  columns: [first: number, last: number]
}

/**
 * Adds a window of a scan to the cover: all valid pixels, and what lies between neighbours that are linked.
 *
 * The window is halved until each block is simple: full, so small that its sides are nearly straight, and so small for
 * its latitude that a parallel is nearly straight along it. What lies inside its sides is then what lies between them
 * on each parallel. Where pixels are missing or apart, halving goes on down to four neighbours.
 */
export function coverScan(cover: Cover, scan: Scan, window: Window): void {
  const { rows, columns, stride, state, lon, lat } = scan
  const cellKm = cover.grid.km
  const lons: number[] = []
  const lats: number[] = []

  const indexOf = (row: number, column: number) => rows[row]! * stride + columns[column]!
  const vectorOf = (row: number, column: number) => {
    const i = indexOf(row, column)
    return toVector(lon[i]!, lat[i]!)
  }

  function addBlock(r0: number, r1: number, c0: number, c1: number, knownFull: boolean): void {
    const fullness = knownFull ? 'full' : fullnessOf(r0, r1, c0, c1)
    if (fullness === 'empty') return
    const lengthKm = (r1 - r0) * scan.alongKm
    const widthKm = (c1 - c0) * scan.acrossKm
    const smallest = r1 - r0 <= 1 && c1 - c0 <= 1
    if (fullness === 'full') {
      if (lengthKm <= 1.5 * BLOCK_KM && widthKm <= 1.5 * BLOCK_KM && addSides(r0, r1, c0, c1)) return
      if (smallest) {
        addPatch(vectorOf(r0, c0), vectorOf(r0, c1), vectorOf(r1, c1), vectorOf(r1, c0))
        return
      }
    } else {
      if (smallest) {
        addNeighbours(r0, r1, c0, c1)
        return
      }
      if (fullness === 'partial' && lengthKm + widthKm <= cellKm && addExtent(r0, r1, c0, c1)) return
    }
    const full = fullness === 'full'
    if (r1 - r0 > 1 && (c1 - c0 <= 1 || lengthKm >= widthKm)) {
      const middle = (r0 + r1) >> 1
      addBlock(r0, middle, c0, c1, full)
      addBlock(middle, r1, c0, c1, full)
    } else {
      const middle = (c0 + c1) >> 1
      addBlock(r0, r1, c0, middle, full)
      addBlock(r0, r1, middle, c1, full)
    }
  }

  function fullnessOf(r0: number, r1: number, c0: number, c1: number) {
    let missing = false
    let valid = false
    let apart = false
    for (let row = r0; row <= r1; row++) {
      const start = rows[row]! * stride
      for (let column = c0; column <= c1; column++) {
        const pixel = state[start + columns[column]!]
        if (pixel === MISSING) missing = true
        else valid = true
        if (pixel === APART) apart = true
      }
      if (apart || (missing && valid && r1 - r0 > 8)) return apart ? 'apart' : 'mixed'
    }
    return missing ? (valid ? 'partial' : 'empty') : 'full'
  }

  /** Adds what lies inside the sides of a full block; false where it is too large or its sides too bent for that. */
  function addSides(r0: number, r1: number, c0: number, c1: number): boolean {
    const corners = [vectorOf(r0, c0), vectorOf(r0, c1), vectorOf(r1, c1), vectorOf(r1, c0)]
    let size = 0
    for (let i = 0; i < 4; i++) size = Math.max(size, spanKm(corners[i]!, corners[(i + 1) & 3]!))
    if (size > BLOCK_KM || size > longestAt(corners, cellKm)) return false
    const loop: Vector[] = []
    const addSide = (ra: number, ca: number, rb: number, cb: number) => {
      const [from, to] = [vectorOf(ra, ca), vectorOf(rb, cb)]
      loop.push(from)
      const steps = Math.min(Math.max(Math.abs(rb - ra), Math.abs(cb - ca)), Math.ceil(size / SIDE_STEP_KM))
      const normal = crossProduct(from, to)
      const sine = Math.hypot(...normal)
      for (let step = 1; step < steps; step++) {
        const share = step / steps
        const point = vectorOf(Math.round(ra + share * (rb - ra)), Math.round(ca + share * (cb - ca)))
        const bend = sine > 0 ? Math.abs(dotProduct(normal, point) / sine) : angleBetween(from, point)
        if (bend * EARTH_RADIUS_KM > cellKm) return false
        loop.push(point)
      }
      return true
    }
    return (
      addSide(r0, c0, r0, c1) &&
      addSide(r0, c1, r1, c1) &&
      addSide(r1, c1, r1, c0) &&
      addSide(r1, c0, r0, c0) &&
      addLoop(loop, size)
    )
  }

  /** Adds the inside of four corners, halved until it is small enough for its latitude. */
  function addPatch(a: Vector, b: Vector, c: Vector, d: Vector, depth = 0): void {
    const [ab, bc, cd, da] = [spanKm(a, b), spanKm(b, c), spanKm(c, d), spanKm(d, a)]
    const size = Math.max(ab, bc, cd, da)
    const simple = size <= Math.min(BLOCK_KM, longestAt([a, b, c, d], cellKm))
    if ((simple || depth > 24) && addLoop([a, b, c, d], size)) return
    if (depth > 30) return
    if (Math.max(ab, cd) >= Math.max(bc, da)) {
      const [ab2, cd2] = [interpolate(a, b, 0.5), interpolate(c, d, 0.5)]
      addPatch(a, ab2, cd2, d, depth + 1)
      addPatch(ab2, b, c, cd2, depth + 1)
    } else {
      const [bc2, da2] = [interpolate(b, c, 0.5), interpolate(d, a, 0.5)]
      addPatch(a, b, bc2, da2, depth + 1)
      addPatch(da2, bc2, c, d, depth + 1)
    }
  }

  /** False where the loop goes around a pole and is larger than a few cells. */
  function addLoop(loop: Vector[], size: number): boolean {
    lons.length = lats.length = 0
    let nearest = 90
    let last = loop.at(-1)!
    let [lastLon, lastLat] = toPosition(last)
    const startLon = lastLon
    for (const vector of loop) {
      const [lon, lat] = toPosition(vector)
      nearest = Math.min(nearest, Math.abs(lat))
      const pieces = arcPieces(lon - lastLon, lastLat, lat, cellKm / 8)
      for (let piece = 1; piece <= pieces; piece++) {
        const position = piece < pieces ? toPosition(interpolate(last, vector, piece / pieces)) : [lon, lat]
        lastLon = position[0]! - 360 * Math.round((position[0]! - lastLon) / 360)
        lastLat = position[1]!
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

  /** Two or four neighbours of which some are missing or apart: what of them is linked, and each by itself. */
  function addNeighbours(r0: number, r1: number, c0: number, c1: number): void {
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const i = indexOf(row, column)
        if (state[i] !== MISSING) cover.addPoint(lon[i]!, lat[i]!)
      }
    }
    const corners: [number, number][] = []
    const walk: [number, number][] = [
      [r0, c0],
      [r0, c1],
      [r1, c1],
      [r1, c0],
    ]
    const linked = [
      c1 > c0 && areLinked(scan, r0, c0, 0, 1),
      r1 > r0 && areLinked(scan, r0, c1, 1, 0),
      c1 > c0 && areLinked(scan, r1, c0, 0, 1),
      r1 > r0 && areLinked(scan, r0, c0, 1, 0),
    ]
    for (let i = 0; i < 4; i++) if (linked[i] || linked[(i + 3) & 3]) corners.push(walk[i]!)
    const links = linked.filter(Boolean).length
    const vectors = corners.map(([row, column]) => vectorOf(row, column))
    if (links === 4 || (links === 2 && corners.length === 3)) {
      addPatch(vectors[0]!, vectors[1]!, vectors[2]!, vectors[3] ?? vectors[2]!)
      return
    }
    for (let i = 0; i < 4; i++) {
      if (!linked[i]) continue
      const [a, b] = [vectorOf(...walk[i]!), vectorOf(...walk[(i + 1) & 3]!)]
      addPatch(a, b, b, a)
    }
  }

  /** Adds a block of less than a cell as one box; false near the poles. */
  function addExtent(r0: number, r1: number, c0: number, c1: number): boolean {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const i = indexOf(row, column)
        if (state[i] === MISSING) continue
        let x = lon[i]!
        if (west < Infinity) x -= 360 * Math.round((x - west) / 360)
        west = Math.min(west, x)
        east = Math.max(east, x)
        south = Math.min(south, lat[i]!)
        north = Math.max(north, lat[i]!)
      }
    }
    if (Math.max(-south, north) > 85) return false
    cover.addBox(west, south, east, north)
    return true
  }

  addBlock(...window.rows, ...window.columns, scan.complete)
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
    fromAxis = Math.hypot(x, y)
  }
  return Math.max(2 * bendKm, Math.sqrt((8 * bendKm * EARTH_RADIUS_KM * fromAxis) / Math.max(height, 1e-9)))
}

function spanKm(a: Vector, b: Vector): number {
  return angleBetween(a, b) * EARTH_RADIUS_KM
}

function crossProduct(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function dotProduct(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
