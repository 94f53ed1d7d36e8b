import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { coversPoint } from './judge.ts'

const DEGREE = Math.PI / 180

/**
 * How far a point is from a geometry in degrees of a great circle, 0 inside of polygons. Edges are
 * straight in longitude and latitude; near the point the Earth is taken as flat.
 */
export function distanceTo(geometry: Geometry, lon: number, lat: number): number {
  if (coversPoint(geometry, lon, lat)) return 0
  let least = Infinity
  for (const path of pathsOf(geometry)) {
    for (let i = 0; i < path.length; i++) {
      const next = path[i + 1] ?? path[i]!
      if (
        Math.min(Math.abs(path[i]![1] - lat), Math.abs(next[1] - lat)) - Math.abs(next[1] - path[i]![1]) >
        least
      ) {
        continue
      }
      least = Math.min(least, distanceToEdge(path[i]!, next, lon, lat))
    }
  }
  return least
}

function distanceToEdge([x0, y0]: Position, [x1, y1]: Position, lon: number, lat: number): number {
  const scale = Math.cos(lat * DEGREE)
  let least = Infinity
  for (const turn of [-360, 0, 360]) {
    const [px, py] = [(lon + turn - x0) * scale, lat - y0]
    const [dx, dy] = [(x1 - x0) * scale, y1 - y0]
    const square = dx * dx + dy * dy
    const share = square > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / square)) : 0
    const [nearLon, nearLat] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)]
    least = Math.min(least, greatCircle(nearLon, nearLat, lon, lat))
  }
  return least
}

/** Degrees. */
export function greatCircle(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const square =
    Math.sin(((lat2 - lat1) * DEGREE) / 2) ** 2 +
    Math.cos(lat1 * DEGREE) * Math.cos(lat2 * DEGREE) * Math.sin(((lon2 - lon1) * DEGREE) / 2) ** 2
  return (2 * Math.asin(Math.min(1, Math.sqrt(square)))) / DEGREE
}

function pathsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]]
    case 'MultiPoint':
      return geometry.coordinates.map((position) => [position])
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'GeometryCollection':
      return geometry.geometries.flatMap(pathsOf)
  }
}
