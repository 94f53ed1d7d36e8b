import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'

/** How a form of XML writes each part of a geometry. */
export interface GeometryWriter {
  point(position: Position): string
  line(positions: Position[]): string
  polygon(rings: Ring[]): string
  several(type: Several, members: string[]): string
}

export type Several = Exclude<Geometry['type'], 'Point' | 'LineString' | 'Polygon'>

export function writeGeometry(geometry: Geometry, writer: GeometryWriter): string {
  const { point, line, polygon, several } = writer
  switch (geometry.type) {
    case 'Point':
      return point(geometry.coordinates)
    case 'LineString':
      return line(geometry.coordinates)
    case 'Polygon':
      return polygon(geometry.coordinates)
    case 'MultiPoint':
      return several(geometry.type, geometry.coordinates.map(point))
    case 'MultiLineString':
      return several(geometry.type, geometry.coordinates.map(line))
    case 'MultiPolygon':
      return several(geometry.type, geometry.coordinates.map(polygon))
    case 'GeometryCollection':
      return several(
        geometry.type,
        geometry.geometries.map((one) => writeGeometry(one, writer)),
      )
  }
}
