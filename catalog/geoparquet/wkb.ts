import type { Position, SimpleGeometry } from '../geometry/types.ts'

/** Codes of OGC 06-103r4, table 3. */
const codes = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
} as const

/** Well-known binary, little-endian. */
export function toWkb(geometry: SimpleGeometry): Uint8Array {
  const bytes = Buffer.alloc(sizeOf(geometry))
  let at = 0
  const integer = (value: number) => {
    at = bytes.writeUInt32LE(value, at)
  }
  const header = (type: keyof typeof codes) => {
    at = bytes.writeUInt8(1, at)
    integer(codes[type])
  }
  const position = ([x, y]: Position) => {
    at = bytes.writeDoubleLE(x, at)
    at = bytes.writeDoubleLE(y, at)
  }
  const path = (positions: Position[]) => {
    integer(positions.length)
    positions.forEach(position)
  }
  const paths = (many: Position[][]) => {
    integer(many.length)
    many.forEach(path)
  }
  const members = <Member>(type: keyof typeof codes, many: Member[], write: (one: Member) => void) => {
    integer(many.length)
    for (const one of many) {
      header(type)
      write(one)
    }
  }
  header(geometry.type)
  switch (geometry.type) {
    case 'Point':
      position(geometry.coordinates)
      break
    case 'LineString':
      path(geometry.coordinates)
      break
    case 'Polygon':
      paths(geometry.coordinates)
      break
    case 'MultiPoint':
      members('Point', geometry.coordinates, position)
      break
    case 'MultiLineString':
      members('LineString', geometry.coordinates, path)
      break
    case 'MultiPolygon':
      members('Polygon', geometry.coordinates, paths)
  }
  return bytes
}

function sizeOf(geometry: SimpleGeometry): number {
  const path = (positions: Position[]) => 4 + 16 * positions.length
  const paths = (many: Position[][]) => many.reduce((size, one) => size + path(one), 4)
  switch (geometry.type) {
    case 'Point':
      return 5 + 16
    case 'LineString':
      return 5 + path(geometry.coordinates)
    case 'Polygon':
      return 5 + paths(geometry.coordinates)
    case 'MultiPoint':
      return 9 + 21 * geometry.coordinates.length
    case 'MultiLineString':
      return geometry.coordinates.reduce((size, one) => size + 5 + path(one), 9)
    case 'MultiPolygon':
      return geometry.coordinates.reduce((size, one) => size + 5 + paths(one), 9)
  }
}
