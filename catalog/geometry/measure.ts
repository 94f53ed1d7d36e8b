import { byDimension } from './dimensions.ts'
import { DEGREE, distanceKm, EARTH_RADIUS_KM } from './sphere.ts'
import type { Geometry, Position, Ring } from './types.ts'

/**
 * Area of the polygons of a geometry on the sphere, edges being straight in longitude and latitude; exact but for rounding.
 *
 * By Green's theorem it is R^2 times the integral of -sin(lat) over longitude along the boundary. Along an edge latitude is
 * linear in longitude, so that the mean of sin(lat) is that of the two ends' middle times sin(h) / h, h being half the step of
 * latitude.
 */
export function areaKm2(geometry: Geometry): number {
  let sum = 0
  for (const rings of byDimension(geometry).polygons) {
    rings.forEach((ring, i) => {
      sum += (i === 0 ? 1 : -1) * Math.abs(ringArea(ring))
    })
  }
  return sum * EARTH_RADIUS_KM ** 2
}

/** Steradians; positive when counter-clockwise. */
function ringArea(ring: Ring): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [lon1, lat1] = ring[i]!
    const [lon2, lat2] = ring[i + 1]!
    if (lon1 === lon2) continue
    const half = ((lat2 - lat1) * DEGREE) / 2
    const mean = Math.sin(((lat1 + lat2) * DEGREE) / 2) * (half === 0 ? 1 : Math.sin(half) / half)
    sum -= mean * (lon2 - lon1) * DEGREE
  }
  return sum
}

/** Length of the lines of a geometry, from position to position on great circles. */
export function lengthKm(geometry: Geometry): number {
  return byDimension(geometry).lines.reduce((sum, line) => sum + lineLength(line), 0)
}

function lineLength(line: Position[]): number {
  let sum = 0
  for (let i = 0; i + 1 < line.length; i++) sum += distanceKm(...line[i]!, ...line[i + 1]!)
  return sum
}
