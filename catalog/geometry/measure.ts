import { byDimension } from './dimensions.ts'
import { DEGREE, EARTH_RADIUS_KM } from './sphere.ts'
import type { Geometry, Position, Ring } from './types.ts'

/** Degrees of latitude that two steps of the integration span at most. */
const STEP = 1

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

/** Length of the lines of a geometry as drawn, straight in longitude and latitude; so its parts have that of the whole. */
export function lengthKm(geometry: Geometry): number {
  return byDimension(geometry).lines.reduce((sum, line) => sum + lineLength(line), 0)
}

function lineLength(line: Position[]): number {
  let sum = 0
  for (let i = 0; i + 1 < line.length; i++) sum += edgeLength(line[i]!, line[i + 1]!)
  return sum * EARTH_RADIUS_KM
}

/** Radians: the integral of the root of dlat^2 + cos(lat)^2 dlon^2, by Simpson's rule. */
function edgeLength([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const [east, north] = [(lon2 - lon1) * DEGREE, (lat2 - lat1) * DEGREE]
  const steps = 2 * Math.max(1, Math.ceil(Math.abs(lat2 - lat1) / STEP))
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const across = Math.cos(lat1 * DEGREE + (north * i) / steps) * east
    sum += Math.sqrt(north * north + across * across) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2)
  }
  return sum / (3 * steps)
}
