import type { Geometry, Position, Ring } from './types.ts'

/** The members of a geometry by dimension, however deep in collections they stand. */
export interface ByDimension {
  points: Position[]
  lines: Position[][]
  polygons: Ring[][]
}

export function byDimension(geometry: Geometry): ByDimension {
  const found: ByDimension = { points: [], lines: [], polygons: [] }
  collect(geometry, found)
  return found
}

function collect(geometry: Geometry, found: ByDimension): void {
  switch (geometry.type) {
    case 'Point':
      found.points.push(geometry.coordinates)
      break
    case 'MultiPoint':
      found.points.push(...geometry.coordinates)
      break
    case 'LineString':
      found.lines.push(geometry.coordinates)
      break
    case 'MultiLineString':
      found.lines.push(...geometry.coordinates)
      break
    case 'Polygon':
      found.polygons.push(geometry.coordinates)
      break
    case 'MultiPolygon':
      found.polygons.push(...geometry.coordinates)
      break
    case 'GeometryCollection':
      for (const member of geometry.geometries) collect(member, found)
  }
}
