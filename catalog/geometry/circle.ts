import { EARTH_RADIUS_KM } from './sphere.ts'
import type { Position, Ring } from './types.ts'

const sides = 96
const radians = Math.PI / 180
/** Degrees of longitude that one edge may span. */
const widestStep = 3

/**
 * A ring around the circle of `radius` metres (at most a quarter turn of the Earth) about `center`: no point of the
 * circle lies outside it, and it lies within 0.3 % of the radius. Longitudes are unwrapped (they may pass +-180);
 * where the circle holds a pole the ring closes 360 degrees away from where it began.
 *
 * Why nothing is lost: a chord of a 96-gon comes within cos(pi / 96) of the radius, which the ring is widened by. Edges
 * are straight in longitude and latitude; over 3 degrees of longitude such an edge departs from the arc
 * by at most 3.5e-4 of its distance to the pole, and where that distance exceeds the circle's own size the arc is
 * nearly straight there too: the further 0.1 % covers it.
 */
export function ringAroundCircle(center: Position, radius: number): Ring {
  const angle = Math.min(
    (radius / (1000 * EARTH_RADIUS_KM)) * (1.001 / Math.cos(Math.PI / sides)),
    Math.PI / 2,
  )
  const ring: Ring = [pointAt(center, angle, 0)]
  for (let i = 0; i < sides; i++) {
    extendTo(ring, center, angle, (2 * Math.PI * i) / sides, (2 * Math.PI * (i + 1)) / sides, 0)
  }
  return ring
}

/** Appends the arc between two bearings, halving it while an edge would span too many degrees of longitude. */
function extendTo(
  ring: Ring,
  center: Position,
  angle: number,
  from: number,
  to: number,
  depth: number,
): void {
  const last = ring.at(-1)!
  const [lon, lat] = pointAt(center, angle, to)
  const unwrapped = lon - 360 * Math.round((lon - last[0]) / 360)
  if (depth < 12 && Math.abs(unwrapped - last[0]) > widestStep) {
    const middle = (from + to) / 2
    extendTo(ring, center, angle, from, middle, depth + 1)
    extendTo(ring, center, angle, middle, to, depth + 1)
    return
  }
  ring.push([unwrapped, lat])
}

/** The point an `angle` away (radians, on the sphere); `turn` counts counter-clockwise from north. */
function pointAt([lon, lat]: Position, angle: number, turn: number): Position {
  const [sin, cos] = [Math.sin(lat * radians), Math.cos(lat * radians)]
  const sinLat = sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(turn)
  const clamped = Math.max(-1, Math.min(1, sinLat))
  const west = Math.atan2(Math.sin(turn) * Math.sin(angle) * cos, Math.cos(angle) - sin * clamped)
  return [lon - west / radians, Math.asin(clamped) / radians]
}
