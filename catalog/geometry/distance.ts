import { sideOfPolygon, someEdge } from './planar.ts'
import { type Envelope, envelopesMeet, type Path, type Shape } from './shape.ts'
import { DEGREE, distanceKm, EARTH_RADIUS_KM, KM_PER_DEGREE } from './sphere.ts'

/** Degrees of longitude between two trials along an edge: less than what could hide a second nearest place. */
const TRIAL_STEP = 4

/** Degrees and kilometres: more than any rounding here, a tenth of a millimetre. */
const ROUNDING = 1e-9
const NOTHING_KM = 1e-7

/** A place and what is around it: laid out once where its distance to many shapes is asked for. */
export interface Surroundings {
  lon: number
  lat: number
  limitKm: number
  /** Together they hold all within the limit; several where it reaches over the antimeridian. */
  envelopes: Envelope[]
}

export function surround(lon: number, lat: number, limitKm: number): Surroundings {
  const height = limitKm / KM_PER_DEGREE + ROUNDING
  const width = halfWidth(lat, limitKm) + ROUNDING
  const [south, north] = [lat - height, lat + height]
  const envelopes: Envelope[] = [
    width < 180 ? [lon - width, south, lon + width, north] : [-180, south, 180, north],
  ]
  if (width < 180 && lon - width <= -180) envelopes.push([lon - width + 360, south, 180, north])
  if (width < 180 && lon + width >= 180) envelopes.push([-180, south, lon + width - 360, north])
  return { lon, lat, limitKm, envelopes }
}

/**
 * How far a place is from a shape on the sphere, edges being straight in longitude and latitude; 0 inside and on it. Infinity where
 * it is farther than the limit.
 */
export function distanceToShapeKm(place: Surroundings, shape: Shape): number {
  const { lon, lat, limitKm } = place
  for (const polygon of shape.polygons) if (sideOfPolygon(lon, lat, polygon) >= 0) return 0
  if (!place.envelopes.some((around) => envelopesMeet(around, shape.envelope))) return Infinity
  let nearest = Infinity
  const take = (km: number) => {
    if (km <= limitKm + NOTHING_KM && km < nearest) nearest = km < NOTHING_KM ? 0 : km
  }
  for (const around of place.envelopes) {
    if (!envelopesMeet(around, shape.envelope)) continue
    const visit = (path: Path) =>
      someEdge(path, around, (i) => {
        take(distanceToEdgeKm(lon, lat, path.xy, i, around))
        return nearest === 0
      })
    for (const line of shape.lines) visit(line)
    for (const polygon of shape.polygons) polygon.forEach(visit)
  }
  for (let i = 0; i < shape.points.length; i += 2) {
    const south = Math.abs(shape.points[i + 1]! - lat) * KM_PER_DEGREE
    if (south <= limitKm + NOTHING_KM) take(distanceKm(lon, lat, shape.points[i]!, shape.points[i + 1]!))
  }
  return nearest
}

/**
 * Degrees of longitude to either side of a place at `lat` that are no farther than `km`: sin(width) = sin(angle) / cos(lat), by
 * the right-angled triangle of the pole, the place and where a meridian touches the circle.
 */
export function halfWidth(lat: number, km: number): number {
  const angle = km / EARTH_RADIUS_KM
  if (Math.abs(lat) * DEGREE + angle >= Math.PI / 2) return 180
  return Math.asin(Math.min(1, Math.sin(angle) / Math.cos(lat * DEGREE))) / DEGREE
}

/** To the part of an edge that lies in an envelope. */
function distanceToEdgeKm(
  lon: number,
  lat: number,
  xy: ArrayLike<number>,
  i: number,
  [west, south, east, north]: Envelope,
): number {
  const [lon1, lat1] = [xy[i]!, xy[i + 1]!]
  const [dLon, dLat] = [xy[i + 2]! - lon1, xy[i + 3]! - lat1]
  const range: [number, number] = [0, 1]
  narrow(range, lon1, dLon, west, east)
  narrow(range, lat1, dLat, south, north)
  const [from, to] = range
  if (from > to) return Infinity
  const kmAt = (t: number) => distanceKm(lon, lat, lon1 + t * dLon, lat1 + t * dLat)
  const steps = Math.max(1, Math.ceil((Math.abs(dLon) * (to - from)) / TRIAL_STEP))
  const width = (to - from) / steps
  let nearest = from
  let least = kmAt(from)
  for (let k = 1; k <= steps; k++) {
    const km = kmAt(from + k * width)
    if (km < least) {
      least = km
      nearest = from + k * width
    }
  }
  // How fast the cosine of the distance grows along the edge.
  const growth = (t: number) => {
    const there = (lat1 + t * dLat) * DEGREE
    const across = (lon1 + t * dLon - lon) * DEGREE
    const [sin, cos] = [Math.sin(there), Math.cos(there)]
    const here = lat * DEGREE
    const upward = Math.sin(here) * cos - Math.cos(here) * sin * Math.cos(across)
    return dLat * upward - dLon * Math.cos(here) * cos * Math.sin(across)
  }
  const turn = rootOf(growth, Math.max(from, nearest - width), Math.min(to, nearest + width))
  return turn === undefined ? least : Math.min(least, kmAt(turn))
}

/** Keeps of `range` where `start + t * step` lies within bounds. */
function narrow(range: [number, number], start: number, step: number, low: number, high: number): void {
  if (step === 0) return
  const [p, q] = [(low - start) / step, (high - start) / step]
  range[0] = Math.max(range[0], Math.min(p, q))
  range[1] = Math.min(range[1], Math.max(p, q))
}

/** Where a function falls through zero between two places: by the secant, halving the value of an end that stays (Illinois). */
function rootOf(f: (t: number) => number, low: number, high: number): number | undefined {
  let [a, b] = [low, high]
  let [fa, fb] = [f(a), f(b)]
  if (!(fa > 0 && fb < 0)) return undefined
  let kept: 'a' | 'b' | undefined
  let t = a
  for (let round = 0; round < 40 && b - a > 1e-12; round++) {
    t = (a * fb - b * fa) / (fb - fa)
    const value = f(t)
    if (value === 0) break
    if (value > 0) {
      ;[a, fa] = [t, value]
      if (kept === 'b') fb /= 2
      kept = 'b'
    } else {
      ;[b, fb] = [t, value]
      if (kept === 'a') fa /= 2
      kept = 'a'
    }
  }
  return t
}
