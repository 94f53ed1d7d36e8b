import {
  DEGREE,
  distanceKm,
  EARTH_RADIUS_KM,
  KM_PER_DEGREE,
  toVector,
} from '../../catalog/geometry/sphere.ts'
import type { Cover } from './cover.ts'
import { areLinked } from './links.ts'
import { addPatch } from './patches.ts'
import { APART, MISSING, type Run, type Scan } from './scan.ts'

/** Rows and columns of a scan as counted in `Scan.rows` and `Scan.columns`. */
export interface Window {
  rows: Run
  columns: Run
}

/** Row and column, counted in the same way. */
type Pixel = [row: number, column: number]

/** Greatest extent of a block, and of a step along its sides, kilometres. */
const BLOCK_KM = 500
const STEP_KM = 75

/** How much deeper inside a block counts where the scan goes on beyond the window. */
const CUT_KM = 60

/**
 * Adds a window of a scan to the cover: all valid pixels, and what lies between neighbours that are linked.
 *
 * The window is halved until each block is simple: full, and its sides nearly straight in longitude and
 * latitude, so that what lies inside of them is what lies between them on each parallel. How nearly, depends
 * on how far the block is from the window's border: inside, where it covers too much its neighbours cover
 * too. Where pixels are missing or not linked, halving goes on down to four neighbours.
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
    const full = fullness === 'full'
    const lengthKm = (r1 - r0) * scan.alongKm
    const widthKm = (c1 - c0) * scan.acrossKm
    if (full && lengthKm <= BLOCK_KM && widthKm <= BLOCK_KM && addSides(r0, r1, c0, c1)) return
    if (r1 - r0 <= 1 && c1 - c0 <= 1) {
      if (full) addPatch(cover, vectorOf(r0, c0), vectorOf(r0, c1), vectorOf(r1, c1), vectorOf(r1, c0))
      else addNeighbours(r0, r1, c0, c1)
      return
    }
    const isSmall = lengthKm <= cellKm && widthKm <= cellKm
    if (isSmall && fullness === 'holed' && addExtent(r0, r1, c0, c1)) return
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

  function fullnessOf(r0: number, r1: number, c0: number, c1: number): 'empty' | 'full' | 'holed' | 'apart' {
    let missing = false
    let valid = false
    for (let row = r0; row <= r1; row++) {
      const start = rows[row]! * stride
      for (let column = c0; column <= c1; column++) {
        const pixel = state[start + columns[column]!]
        if (pixel === APART) return 'apart'
        if (pixel === MISSING) missing = true
        else valid = true
      }
      // Large ones are halved in any case.
      if (missing && valid && r1 - r0 > 16) return 'holed'
    }
    return missing ? (valid ? 'holed' : 'empty') : 'full'
  }

  /** Adds what lies inside the sides of a full block; false where they are too long or too bent for that. */
  function addSides(r0: number, r1: number, c0: number, c1: number): boolean {
    const [first, last] = window.rows
    const toBorder = Math.min(
      (r0 - first) * scan.alongKm + (first > 0 ? CUT_KM : 0),
      (last - r1) * scan.alongKm + (last < rows.length - 1 ? CUT_KM : 0),
      (c0 - window.columns[0]) * scan.acrossKm,
      (window.columns[1] - c1) * scan.acrossKm,
    )
    const slackKm = scan.complete ? cellKm + toBorder / 4 : cellKm
    lons.length = lats.length = 0
    const straight =
      addSide(r0, c0, r0, c1, slackKm) &&
      addSide(r0, c1, r1, c1, slackKm) &&
      addSide(r1, c1, r1, c0, slackKm) &&
      addSide(r1, c0, r0, c0, slackKm)
    // The last position is the first again; in a loop around a pole it is not.
    const end = lons.length - 1
    if (!straight || Math.abs(lons[end]! - lons[0]!) > 180) return false
    cover.addLoop(lons, lats, Math.max(1, end))
    return true
  }

  /** Appends one side, both ends included. */
  function addSide(ra: number, ca: number, rb: number, cb: number, slackKm: number): boolean {
    if (lons.length === 0) appendPixel(ra, ca)
    const first = lons.length - 1
    const pixels = Math.max(Math.abs(rb - ra), Math.abs(cb - ca))
    const from = indexOf(ra, ca)
    const to = indexOf(rb, cb)
    const lengthKm = distanceKm(lon[from]!, lat[from]!, lon[to]!, lat[to]!)
    if (lengthKm > BLOCK_KM) return false
    const highest = Math.max(Math.abs(lat[from]!), Math.abs(lat[to]!))
    const steps = Math.min(pixels, Math.max(2, Math.ceil(lengthKm / longestStepKm(highest, cellKm))))
    for (let step = 1; step <= steps; step++) {
      const share = step / steps
      appendPixel(Math.round(ra + share * (rb - ra)), Math.round(ca + share * (cb - ca)))
    }
    return isStraight(first, slackKm)
  }

  function appendPixel(row: number, column: number): void {
    const i = indexOf(row, column)
    const last = lons.at(-1) ?? lon[i]!
    lons.push(lon[i]! - 360 * Math.round((lon[i]! - last) / 360))
    lats.push(lat[i]!)
  }

  /**
   * From position `first` on, none is farther than the slack from the line to the last one, and no step is
   * too long.
   */
  function isStraight(first: number, slackKm: number): boolean {
    const last = lons.length - 1
    let lowest = 90
    let highest = 0
    for (let i = first; i <= last; i++) {
      lowest = Math.min(lowest, Math.abs(lats[i]!))
      highest = Math.max(highest, Math.abs(lats[i]!))
    }
    const cosine = Math.cos(lowest * DEGREE)
    const dx = (lons[last]! - lons[first]!) * cosine
    const dy = lats[last]! - lats[first]!
    const length = Math.hypot(dx, dy)
    const slack = slackKm / KM_PER_DEGREE
    const longest = longestStepKm(highest, cellKm) / KM_PER_DEGREE
    for (let i = first + 1; i <= last; i++) {
      const stepX = (lons[i]! - lons[i - 1]!) * cosine
      const stepY = lats[i]! - lats[i - 1]!
      if (stepX * stepX + stepY * stepY > 4 * longest * longest) return false
      const px = (lons[i]! - lons[first]!) * cosine
      const py = lats[i]! - lats[first]!
      if (length > 0 ? Math.abs(dx * py - dy * px) > slack * length : Math.hypot(px, py) > slack) return false
    }
    return true
  }

  /**
   * Two or four neighbours of which some are missing or apart: what of them is linked, and each by itself.
   */
  function addNeighbours(r0: number, r1: number, c0: number, c1: number): void {
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const i = indexOf(row, column)
        if (state[i] !== MISSING) cover.addPoint(lon[i]!, lat[i]!)
      }
    }
    const walk: Pixel[] = [
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
    const links = linked.filter(Boolean).length
    const corners = walk.filter((_, i) => linked[i] || linked[(i + 3) & 3])
    if (links === 4 || (links === 2 && corners.length === 3)) {
      addCorners(corners)
      return
    }
    for (let i = 0; i < 4; i++) if (linked[i]) addCorners([walk[i]!, walk[(i + 1) & 3]!])
  }

  /** Adds the inside of two to four pixels that follow one another. */
  function addCorners(corners: Pixel[]): void {
    lons.length = lats.length = 0
    for (const [row, column] of corners) appendPixel(row, column)
    appendPixel(...corners[0]!)
    if (isStraight(0, Infinity) && Math.abs(lons.at(-1)! - lons[0]!) < 180) {
      cover.addLoop(lons, lats, corners.length)
      return
    }
    const [a, b, c, d] = corners.map(([row, column]) => vectorOf(row, column))
    addPatch(cover, a!, b!, c ?? b!, d ?? c ?? a!)
  }

  /** Adds a block of less than a cell as one box; false near the poles. */
  function addExtent(r0: number, r1: number, c0: number, c1: number): boolean {
    let west = Infinity
    let south = Infinity
    let east = -Infinity
    let north = -Infinity
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

  for (const [firstRow, lastRow] of runsWithin(scan.rowRuns, window.rows)) {
    for (const [firstColumn, lastColumn] of runsWithin(scan.columnRuns, window.columns)) {
      addBlock(firstRow, lastRow, firstColumn, lastColumn, scan.complete)
    }
  }
}

/**
 * Step at a latitude along which a straight line departs from a great circle by no more than a quarter of a
 * cell.
 */
function longestStepKm(lat: number, cellKm: number): number {
  const tangent = Math.tan(Math.min(lat, 89.99) * DEGREE)
  return Math.min(
    STEP_KM,
    Math.max(cellKm, Math.sqrt((2 * cellKm * EARTH_RADIUS_KM) / Math.max(tangent, 1e-9))),
  )
}

/** What of the runs lies within `first` to `last`. */
function runsWithin(runs: Run[], [first, last]: Run): Run[] {
  return runs
    .map(([from, to]): Run => [Math.max(from, first), Math.min(to, last)])
    .filter(([from, to]) => from <= to)
}
