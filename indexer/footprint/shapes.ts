import type { Geometry, Position, Ring } from '../../catalog/geometry/types.ts'

/** What has been drawn, by dimension. */
export interface Shapes {
  points: Position[]
  lines: Position[][]
  polygons: Ring[][]
}

export function noShapes(): Shapes {
  return { points: [], lines: [], polygons: [] }
}

export function joinShapes(all: Shapes[]): Shapes {
  return {
    points: all.flatMap(({ points }) => points),
    lines: all.flatMap(({ lines }) => lines),
    polygons: all.flatMap(({ polygons }) => polygons),
  }
}

/**
 * The plainest geometry that holds all of them; undefined for none at all. Polygons of different drawings may
 * overlap, so that they are not made one MultiPolygon.
 */
export function joinGeometries(all: Shapes[]): Geometry | undefined {
  const areas = all.filter(({ polygons }) => polygons.length > 0)
  if (areas.length < 2) return geometryOf(joinShapes(all))
  const rest = geometryOf(joinShapes(all.map((shapes) => ({ ...shapes, polygons: [] }))))
  const geometries = areas.map(({ polygons }) => geometryOf({ ...noShapes(), polygons })!)
  return { type: 'GeometryCollection', geometries: rest ? [...geometries, rest] : geometries }
}

/** The plainest geometry that holds them; undefined for none at all. */
export function geometryOf({ points, lines, polygons }: Shapes): Geometry | undefined {
  const geometries: Geometry[] = []
  if (polygons.length === 1) geometries.push({ type: 'Polygon', coordinates: polygons[0]! })
  if (polygons.length > 1) geometries.push({ type: 'MultiPolygon', coordinates: polygons })
  if (lines.length === 1) geometries.push({ type: 'LineString', coordinates: lines[0]! })
  if (lines.length > 1) geometries.push({ type: 'MultiLineString', coordinates: lines })
  if (points.length === 1) geometries.push({ type: 'Point', coordinates: points[0]! })
  if (points.length > 1) geometries.push({ type: 'MultiPoint', coordinates: points })
  return geometries.length > 1 ? { type: 'GeometryCollection', geometries } : geometries[0]
}

/** To 1e-5 degrees, about a metre. */
export function roundedPosition(lon: number, lat: number): Position {
  // The sum turns -0 into 0.
  return [Math.round(lon * 1e5) / 1e5 + 0, Math.round(lat * 1e5) / 1e5 + 0]
}
