import { byDimension } from './dimensions.ts'
import { angleBetween, DEGREE, interpolate, toPosition, toVector, type Vector } from './sphere.ts'
import type { Geometry, Position, Ring } from './types.ts'

/** Degrees of longitude that one step of the integration spans at most. */
const STEP = 3

/**
 * The centre of mass of a geometry on the sphere: of its areas, else of its lines, else of its points. It may lie outside, as
 * that of a ring does. Undefined where there is none: for the whole Earth, and for a geometry without positions.
 */
export function centroid(geometry: Geometry): Position | undefined {
  const { polygons, lines, points } = byDimension(geometry)
  const sums = [
    polygons.map(momentOfPolygon),
    lines.map(momentOfLine),
    points.map((point) => toVector(...point)),
  ]
  for (const moments of sums) {
    if (moments.length === 0) continue
    const sum = moments.reduce(add, [0, 0, 0])
    return Math.hypot(...sum) > 1e-9 ? toPosition(sum) : undefined
  }
  return undefined
}

/**
 * The integral of the unit vector over an area. By Green's theorem each component is one along the boundary: of cos^2(lat) over
 * latitude, lat / 2 + sin(2 lat) / 4; of sin(lat) cos(lat), sin^2(lat) / 2. Each step is taken by Simpson's rule.
 */
function momentOfPolygon(rings: Ring[]): Vector {
  return rings
    .flatMap((ring) => ring.slice(1).map((to, i): Vector => momentOfEdge(ring[i]!, to)))
    .reduce(add, [0, 0, 0])
}

function momentOfEdge([lon1, lat1]: Position, [lon2, lat2]: Position): Vector {
  const steps = Math.ceil(Math.abs(lon2 - lon1) / STEP)
  const sum: Vector = [0, 0, 0]
  for (let i = 0; i <= 2 * steps && steps > 0; i++) {
    const share = i / (2 * steps)
    const lon = (lon1 + share * (lon2 - lon1)) * DEGREE
    const lat = (lat1 + share * (lat2 - lat1)) * DEGREE
    const weight = i === 0 || i === 2 * steps ? 1 : i % 2 === 1 ? 4 : 2
    const across = -weight * (lat / 2 + Math.sin(2 * lat) / 4)
    sum[0] += across * Math.cos(lon)
    sum[1] += across * Math.sin(lon)
    sum[2] -= (weight * Math.sin(lat) ** 2) / 2
  }
  const width = steps > 0 ? ((lon2 - lon1) * DEGREE) / (6 * steps) : 0
  return [sum[0] * width, sum[1] * width, sum[2] * width]
}

/** Along great circles: an arc pulls towards its middle by the length of its chord. */
function momentOfLine(line: Position[]): Vector {
  return line
    .slice(1)
    .map((to, i): Vector => {
      const [a, b] = [toVector(...line[i]!), toVector(...to)]
      const [x, y, z] = interpolate(a, b, 0.5)
      const pull = 2 * Math.sin(angleBetween(a, b) / 2)
      return [x * pull, y * pull, z * pull]
    })
    .reduce(add, [0, 0, 0])
}

function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}
