import { type Arcs, joinArcs, spanOf } from './box.ts'
import type { Box, Geometry, Position } from './types.ts'

/**
 * The smallest box around a geometry (RFC 7946 section 5): west > east where it crosses the antimeridian, and
 * all longitudes where it holds a pole, as RFC 7946 draws it. Undefined for a geometry without positions.
 */
export function boundingBox(geometry: Geometry): Box | undefined {
  const arcs: Arcs = []
  let south = Infinity
  let north = -Infinity
  for (const part of connectedParts(geometry)) {
    let west = Infinity
    let east = -Infinity
    for (const [lon, lat] of part) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
    if (west <= east) arcs.push([west, east])
  }
  const span = spanOf(joinArcs(arcs))
  return span && [span[0], south, span[1], north]
}

/** The positions of each part that covers all longitudes between its westernmost and its easternmost. */
function connectedParts(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]]
    case 'MultiPoint':
      return geometry.coordinates.map((position) => [position])
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
      return geometry.coordinates
    case 'Polygon':
      return geometry.coordinates.slice(0, 1)
    case 'MultiPolygon':
      return geometry.coordinates.map(([exterior]) => exterior ?? [])
    case 'GeometryCollection':
      return geometry.geometries.flatMap(connectedParts)
  }
}
