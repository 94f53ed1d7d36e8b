import type { Box, Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'
import { degrees } from './degrees.ts'
import { type Several, writeGeometry } from './write-geometry.ts'

/** The box of GeoRSS Simple: south, west, north, east. */
export function georssBox([west, south, east, north]: Box): string {
  return `<georss:box>${[south, west, north, east].map(degrees).join(' ')}</georss:box>`
}

/**
 * A shape as GeoRSS writes it, latitude before longitude: the Simple form where there is one, else GML (OGC 17-002r1).
 * The namespaces `georss` and `gml` must be declared around it.
 */
export function georssShape(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `<georss:point>${list([geometry.coordinates])}</georss:point>`
    case 'LineString':
      return `<georss:line>${list(geometry.coordinates)}</georss:line>`
    case 'Polygon':
      if (geometry.coordinates.length === 1) {
        return `<georss:polygon>${list(geometry.coordinates[0]!)}</georss:polygon>`
      }
  }
  return `<georss:where>${writeGeometry(geometry, { point: gmlPoint, line: gmlLine, polygon: gmlPolygon, several })}</georss:where>`
}

/** The elements of what holds several, and of each in it. */
const holders: Record<Several, [name: string, member: string]> = {
  MultiPoint: ['MultiPoint', 'pointMember'],
  MultiLineString: ['MultiCurve', 'curveMember'],
  MultiPolygon: ['MultiSurface', 'surfaceMember'],
  GeometryCollection: ['MultiGeometry', 'geometryMember'],
}

function several(type: Several, members: string[]): string {
  const [name, member] = holders[type]
  const inner = members.map((one) => `<gml:${member}>${one}</gml:${member}>`).join('')
  return `<gml:${name}>${inner}</gml:${name}>`
}

function gmlPoint(position: Position): string {
  return `<gml:Point><gml:pos>${list([position])}</gml:pos></gml:Point>`
}

function gmlLine(positions: Position[]): string {
  return `<gml:LineString><gml:posList>${list(positions)}</gml:posList></gml:LineString>`
}

function gmlPolygon([exterior, ...interiors]: Ring[]): string {
  const ring = (positions: Ring) =>
    `<gml:LinearRing><gml:posList>${list(positions)}</gml:posList></gml:LinearRing>`
  const holes = interiors.map((hole) => `<gml:interior>${ring(hole)}</gml:interior>`).join('')
  return `<gml:Polygon><gml:exterior>${ring(exterior ?? [])}</gml:exterior>${holes}</gml:Polygon>`
}

function list(positions: Position[]): string {
  let text = ''
  for (const [lon, lat] of positions) text += `${text === '' ? '' : ' '}${degrees(lat)} ${degrees(lon)}`
  return text
}
