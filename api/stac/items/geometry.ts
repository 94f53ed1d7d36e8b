import { byDimension } from '../../../catalog/geometry/dimensions.ts'
import type { Geometry, Position, Ring, SimpleGeometry } from '../../../catalog/geometry/types.ts'

/** Half the width in degrees that a point or a line gets where only polygons will do: about half a metre. */
const halfWidth = 5e-6

/**
 * The footprint as STAC takes it: its schema (item.json 1.1.0, by geojson.org's Geometry.json) has no
 * GeometryCollection. Parts of one dimension become one geometry; of several, all become polygons, and those of
 * points and lines are as narrow as makes no difference.
 */
export function toStacGeometry(geometry: Geometry): SimpleGeometry {
  if (geometry.type !== 'GeometryCollection') return geometry
  const { points, lines, polygons } = byDimension(geometry)
  if (lines.length === 0 && polygons.length === 0) return { type: 'MultiPoint', coordinates: points }
  if (points.length === 0 && polygons.length === 0) return { type: 'MultiLineString', coordinates: lines }
  for (const point of points) polygons.push([ribbon(point, point)])
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i++) polygons.push([ribbon(line[i]!, line[i + 1]!)])
  }
  return { type: 'MultiPolygon', coordinates: polygons }
}

/** A rectangle around an edge, counter-clockwise: along its right side and back along its left. */
function ribbon(a: Position, b: Position): Ring {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = Math.hypot(dx, dy)
  const [ux, uy] = length > 0 ? [(halfWidth * dx) / length, (halfWidth * dy) / length] : [halfWidth, 0]
  const first = onEarth(a[0] - ux + uy, a[1] - uy - ux)
  return [
    first,
    onEarth(b[0] + ux + uy, b[1] + uy - ux),
    onEarth(b[0] + ux - uy, b[1] + uy + ux),
    onEarth(a[0] - ux - uy, a[1] - uy + ux),
    first,
  ]
}

function onEarth(lon: number, lat: number): Position {
  return [Math.max(-180, Math.min(180, lon)), Math.max(-90, Math.min(90, lat))]
}
