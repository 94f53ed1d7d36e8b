import type { Position } from './types.ts'

/** Mean radius of the Earth (IUGG), kilometres: every distance of the catalogue is on this sphere. */
export const EARTH_RADIUS_KM = 6371.0088

export const KM_PER_DEGREE = (EARTH_RADIUS_KM * Math.PI) / 180

export const DEGREE = Math.PI / 180

/** A point of the unit sphere: x towards 0 E on the equator, z towards the north pole. */
export type Vector = [x: number, y: number, z: number]

export function toVector(lon: number, lat: number): Vector {
  const cosLat = Math.cos(lat * DEGREE)
  return [cosLat * Math.cos(lon * DEGREE), cosLat * Math.sin(lon * DEGREE), Math.sin(lat * DEGREE)]
}

/** Degrees, longitude within -180..180; 0 at a pole. The vector need not have unit length. */
export function toPosition([x, y, z]: Vector): Position {
  return [Math.atan2(y, x) / DEGREE, Math.atan2(z, Math.sqrt(x * x + y * y)) / DEGREE]
}

/** Great-circle distance of unit vectors in radians, exact for near and far points alike. */
export function angleBetween(a: Vector, b: Vector): number {
  return 2 * Math.asin(Math.min(1, Math.sqrt(squaredChord(a, b)) / 2))
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

export function norm([x, y, z]: Vector): number {
  return Math.sqrt(x * x + y * y + z * z)
}

export function squaredChord(a: Vector, b: Vector): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2
}

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const sinLat = Math.sin(((lat2 - lat1) * DEGREE) / 2)
  const sinLon = Math.sin(((lon2 - lon1) * DEGREE) / 2)
  const square = sinLat * sinLat + Math.cos(lat1 * DEGREE) * Math.cos(lat2 * DEGREE) * sinLon * sinLon
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)))
}

/**
 * The point a fraction of the way along the great circle from a to b (unit vectors, less than half a turn
 * apart).
 */
export function interpolate(a: Vector, b: Vector, fraction: number): Vector {
  const angle = angleBetween(a, b)
  const sine = Math.sin(angle)
  if (sine < 1e-12) return a
  const p = Math.sin((1 - fraction) * angle) / sine
  const q = Math.sin(fraction * angle) / sine
  return [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]]
}

/** The point halfway along the great circle between two unit vectors less than half a turn apart. */
export function midpoint(a: Vector, b: Vector): Vector {
  const x = a[0] + b[0]
  const y = a[1] + b[1]
  const z = a[2] + b[2]
  const length = Math.sqrt(x * x + y * y + z * z)
  return length > 0 ? [x / length, y / length, z / length] : a
}

/**
 * How many edges, straight in longitude and latitude and of equal length, draw the great circle between two
 * points so that none departs from it by more than `bendKm`; at most 64, which is enough but within metres of
 * a pole.
 *
 * Against a straight line in longitude and latitude the circle bends by tan(lat) sin(heading) (1 +
 * cos(heading)^2) (the second term is how the heading of that line itself turns), which is greatest where it
 * is highest. By Clairaut's relation sin(heading) cos(lat) is constant along it, and at most the turn times
 * cos(lowest lat)^2 over the length.
 * @param turn longitude from one to the other, degrees
 */
export function arcPieces(turn: number, lat1: number, lat2: number, bendKm: number): number {
  const east = Math.abs(turn - 360 * Math.round(turn / 360)) * DEGREE
  if (east < 3e-4) return 1
  const cosLow = Math.cos(Math.min(Math.abs(lat1), Math.abs(lat2)) * DEGREE)
  const north = (lat2 - lat1) * DEGREE
  const length = Math.sqrt(east * east * cosLow * cosLow + north * north)
  const high = Math.max(Math.abs(lat1), Math.abs(lat2))
  const cosHigh = Math.cos(high * DEGREE)
  const steepness = 1 + (north * north) / (east * east * cosHigh * cosHigh + north * north)
  const bendAt = (lat: number) => {
    const highest = Math.min(lat, 89.999) * DEGREE
    const across = Math.min(length, (east * cosLow * cosLow) / Math.cos(highest))
    return (steepness * Math.tan(highest) * length * across) / 8
  }
  const bend = bendAt(high)
  if (bend * EARTH_RADIUS_KM <= bendKm) return 1
  // The arc itself reaches higher than both points.
  const highest = high + bend / DEGREE
  return Math.min(64, Math.ceil(Math.sqrt((bendAt(highest) * EARTH_RADIUS_KM) / bendKm)))
}
