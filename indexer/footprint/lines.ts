import { cutLine, wrapLongitude } from '../../catalog/geometry/cut.ts'
import {
  arcPieces,
  DEGREE,
  distanceKm,
  interpolate,
  KM_PER_DEGREE,
  toPosition,
  toVector,
} from '../../catalog/geometry/sphere.ts'
import type { Position } from '../../catalog/geometry/types.ts'
import type { LineCoordinates } from '../coordinates.ts'
import { measureSpacing } from './points.ts'
import { noShapes, roundedPosition, type Shapes } from './shapes.ts'

/** A step this many times longer than is usual in its track, in distance or in time... */
const GAP_STEPS = 8
/** ...and at least this long is a gap. */
const GAP_KM = 25
/**
 * Where there are more runs than this, and than this share of the positions, they do not follow one another.
 */
const MOST_RUNS = 50
const SHARE_OF_RUNS = 0.05
/** Nor do they where the nearest other place is so many times nearer than the next one. */
const NEAREST = 5
/** Steps so short are taken as straight in longitude and latitude anywhere, kilometres. */
const SHORT_KM = 1
const SAMPLES = 2000

/** A track without what is not valid, its longitudes unwrapped. */
export interface Track {
  /** Index in the file of each position. */
  rows: Int32Array
  lon: Float64Array
  lat: Float64Array
  /** Typical step, kilometres. */
  stepKm: number
  /** Kilometres from each position to the next one. */
  steps: Float64Array
  /** Stretches without gaps: first and last position, both included. */
  runs: [first: number, last: number][]
}

export function measureTrack({ lon, lat, time }: LineCoordinates): Track {
  const valid: number[] = []
  for (let i = 0; i < lat.length; i++) {
    if (Math.abs(lat[i]!) <= 90 && Math.abs(lon[i]!) <= 720) valid.push(i)
  }
  const rows = Int32Array.from(valid)
  const lons = Float64Array.from(rows, (row) => lon[row]!)
  const lats = Float64Array.from(rows, (row) => lat[row]!)
  const steps = new Float64Array(Math.max(0, rows.length - 1))
  for (let i = 0; i < steps.length; i++) {
    lons[i + 1]! -= 360 * Math.round((lons[i + 1]! - lons[i]!) / 360)
    steps[i] = distanceKm(lons[i]!, lats[i]!, lons[i + 1]!, lats[i + 1]!)
  }
  const stepKm = medianOf(steps)
  const seconds = new Float64Array(time ? steps.length : 0)
  for (let i = 0; i < seconds.length; i++) seconds[i] = Math.abs(time![rows[i + 1]!]! - time![rows[i]!]!)
  const usualSeconds = medianOf(seconds)
  const runs: [number, number][] = []
  let first = 0
  for (let i = 0; i < rows.length; i++) {
    const isGap =
      steps[i]! > GAP_KM &&
      (steps[i]! > GAP_STEPS * stepKm || (usualSeconds > 0 && seconds[i]! > GAP_STEPS * usualSeconds))
    if (!isGap && i + 1 < rows.length) continue
    runs.push([first, i])
    first = i + 1
  }
  return { rows, lon: lons, lat: lats, stepKm, steps, runs }
}

/**
 * Positions follow one another: only few of the steps are gaps, and where steps are long, no other place is
 * much nearer.
 */
export function isInOrder({ rows, runs, lon, lat, stepKm }: Track): boolean {
  if (runs.length > MOST_RUNS && runs.length > SHARE_OF_RUNS * rows.length) return false
  return stepKm < GAP_KM || measureSpacing(lon, lat).spacingKm > stepKm / NEAREST
}

/**
 * A stretch of a track as positions on unwrapped longitudes, no position of it farther than `toleranceKm`
 * from the line through them. A single position between gaps is made as long as one step of the track.
 */
export function pathOfTrack(track: Track, [first, last]: [number, number], toleranceKm: number): Position[] {
  if (first === last) return loneStep(track, first)
  const path = followArcs(track, first, last, toleranceKm / 4)
  return simplifyPath(path.lon, path.lat, toleranceKm)
}

/** The same with fewer positions. */
export function thinPath(path: Position[], toleranceKm: number): Position[] {
  const lon = Float64Array.from(path, ([x]) => x)
  const lat = Float64Array.from(path, ([, y]) => y)
  return simplifyPath(lon, lat, toleranceKm)
}

/** A path cut at the antimeridian; a point where it has no length. */
export function drawPath(path: Position[]): Shapes {
  const shapes = noShapes()
  for (const part of cutLine(path)) {
    const rounded = part
      .map(([lon, lat]) => roundedPosition(lon, lat))
      .filter(([lon, lat], i, all) => i === 0 || lon !== all[i - 1]![0] || lat !== all[i - 1]![1])
    if (rounded.length > 1) shapes.lines.push(rounded)
  }
  if (shapes.lines.length === 0) shapes.points.push(roundedPosition(wrapLongitude(path[0]![0]), path[0]![1]))
  return shapes
}

/** Half a step to both sides of a position, in the direction of the positions before and after it. */
function loneStep({ lon, lat, steps, stepKm }: Track, index: number): Position[] {
  const here = toVector(lon[index]!, lat[index]!)
  return [index - 1, index + 1].flatMap((other): Position[] => {
    const km = steps[Math.min(index, other)]
    if (!km) return [[lon[index]!, lat[index]!]]
    const there = toVector(lon[other]!, lat[other]!)
    const [x, y] = toPosition(interpolate(here, there, Math.min(0.5, stepKm / 2 / km)))
    return [[x - 360 * Math.round((x - lon[index]!) / 360), y]]
  })
}

/** The positions of a stretch, and between those that are far apart positions on the great circle. */
function followArcs({ lon, lat, steps }: Track, first: number, last: number, bendKm: number) {
  const isShort = (i: number) =>
    steps[i]! < SHORT_KM || arcPieces(lon[i + 1]! - lon[i]!, lat[i]!, lat[i + 1]!, bendKm) === 1
  let i = first
  while (i < last && isShort(i)) i++
  if (i === last) return { lon: lon.subarray(first, last + 1), lat: lat.subarray(first, last + 1) }
  const lons = Array.from(lon.subarray(first, i + 1))
  const lats = Array.from(lat.subarray(first, i + 1))
  for (; i < last; i++) {
    const pieces = arcPieces(lon[i + 1]! - lon[i]!, lat[i]!, lat[i + 1]!, bendKm)
    const [from, to] = [toVector(lon[i]!, lat[i]!), toVector(lon[i + 1]!, lat[i + 1]!)]
    for (let piece = 1; piece <= pieces; piece++) {
      const [x, y] =
        piece < pieces ? toPosition(interpolate(from, to, piece / pieces)) : [lon[i + 1]!, lat[i + 1]!]
      lons.push(x - 360 * Math.round((x - lons.at(-1)!) / 360))
      lats.push(y)
    }
  }
  return { lon: Float64Array.from(lons), lat: Float64Array.from(lats) }
}

/** Ramer, Douglas and Peucker, with distances in kilometres at the latitude of each position. */
function simplifyPath(lon: Float64Array, lat: Float64Array, toleranceKm: number): Position[] {
  const n = lon.length
  const kept = new Uint8Array(n)
  kept[0] = kept[n - 1] = 1
  const cosines = new Float64Array(n)
  for (let i = 0; i < n; i++) cosines[i] = Math.cos(lat[i]! * DEGREE)
  const limit = (toleranceKm / KM_PER_DEGREE) ** 2
  const stretches = [0, n - 1]
  while (stretches.length > 0) {
    const last = stretches.pop()!
    const first = stretches.pop()!
    const x0 = lon[first]!
    const y0 = lat[first]!
    const dLon = lon[last]! - x0
    const dy = lat[last]! - y0
    let farthest = -1
    let most = limit
    for (let i = first + 1; i < last; i++) {
      const px = (lon[i]! - x0) * cosines[i]!
      const py = lat[i]! - y0
      const dx = dLon * cosines[i]!
      const square = dx * dx + dy * dy
      const along = px * dx + py * dy
      const share = along <= 0 ? 0 : along >= square ? 1 : along / square
      const left = px - share * dx
      const up = py - share * dy
      const distance = left * left + up * up
      if (distance <= most) continue
      most = distance
      farthest = i
    }
    if (farthest < 0) continue
    kept[farthest] = 1
    stretches.push(first, farthest, farthest, last)
  }
  const path: Position[] = []
  for (let i = 0; i < n; i++) if (kept[i]) path.push([lon[i]!, lat[i]!])
  return path
}

/** Of up to `SAMPLES` of them, evenly apart; 0 for none. */
function medianOf(values: Float64Array): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLES))
  const finite = values.filter((value, i) => i % step === 0 && Number.isFinite(value)).sort()
  return finite[finite.length >> 1] ?? 0
}
