import type { Degrees } from '../coordinates.ts'

/** Mean radius of the Earth (IUGG), kilometres. */
export const earthRadiusKm = 6371.0088

const radians = Math.PI / 180

/** Great-circle distance in kilometres; NaN where a position is missing. */
export function distanceKm(lon: Degrees, lat: Degrees, i: number, j: number): number {
  const dLat = (lat[j]! - lat[i]!) * radians
  const dLon = (lon[j]! - lon[i]!) * radians
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(lat[i]! * radians) * Math.cos(lat[j]! * radians) * Math.sin(dLon / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The middle of the finite values; NaN when there are none. */
export function medianOf(values: number[]): number {
  return quantileOf(values, 0.5)
}

export function quantileOf(values: number[], share: number): number {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b)
  return finite.length === 0 ? Number.NaN : finite[Math.floor((finite.length - 1) * share)]!
}

/** About `wanted` indexes spread evenly over 0..length-1, the first and the last among them. */
export function spread(length: number, wanted: number): number[] {
  if (length <= wanted) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: wanted }, (_, i) => Math.round((i * (length - 1)) / (wanted - 1)))
}

/** A direction from the middle of the Earth, of length one. */
export type UnitVector = [x: number, y: number, z: number]

export function toUnit(lon: number, lat: number): UnitVector {
  const [x, y] = [lon * radians, lat * radians]
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)]
}

/** Longitude and latitude of a direction of whatever length. */
export function fromUnit([x, y, z]: UnitVector): [lon: number, lat: number] {
  return [Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians]
}
