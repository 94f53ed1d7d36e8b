import {
  assembleShape,
  closeChain,
  type FlatPolygon,
  type Path,
  pathOf,
  type Shape,
} from '../geometry/shape.ts'
import type { Geometry, Position } from '../geometry/types.ts'

/**
 * A geometry as bytes, without loss: little-endian 32-bit words that say what there is, then the coordinates.
 *
 * | words | |
 * |---|---|
 * | 1 | how coordinates are written: `FIXED` or `FLOAT` |
 * | 1 | number n of the words that follow and say what there is; even |
 * | n | the type, then how many parts, and of each how many (GeoJSON's nesting, outermost first) |
 * | | longitude, latitude, longitude, latitude... |
 *
 * A file that rounds its coordinates to 7 decimals or fewer, as footprints are, has them as whole 10^-7 degrees in
 * 32 bits. Dividing such a whole number by 10^7 gives the double nearest to the decimal: the one there was.
 */
const FIXED = 1
const FLOAT = 2
const SCALE = 1e7
const MOST_FIXED = 2 ** 31 / SCALE - 1

const types = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
] as const

export function encodeGeometry(geometry: Geometry): Uint8Array {
  const layout: number[] = []
  const xy: number[] = []
  write(geometry, layout, xy)
  if (layout.length % 2 === 1) layout.push(0)
  const fixed = xy.every((degrees) => {
    return Math.abs(degrees) < MOST_FIXED && Math.round(degrees * SCALE) / SCALE === degrees
  })
  const head = 4 * (2 + layout.length)
  const bytes = new Uint8Array(head + xy.length * (fixed ? 4 : 8))
  new Int32Array(bytes.buffer, 0, 2 + layout.length).set([fixed ? FIXED : FLOAT, layout.length, ...layout])
  if (fixed) new Int32Array(bytes.buffer, head).set(xy.map((degrees) => Math.round(degrees * SCALE)))
  else new Float64Array(bytes.buffer, head).set(xy)
  return bytes
}

export function decodeGeometry(bytes: Uint8Array): Geometry {
  return readGeometry(readerOf(bytes))
}

/** Straight to what the exact decisions take. */
export function decodeShape(bytes: Uint8Array): Shape {
  return readShape(readerOf(bytes))
}

/** The members of a geometry collection, one by one. */
export function decodeMembers(bytes: Uint8Array): Shape[] {
  const reader = readerOf(bytes)
  reader.next() // the type
  return Array.from({ length: reader.next() }, () => readShape(reader))
}

function write(geometry: Geometry, layout: number[], xy: number[]): void {
  layout.push(types.indexOf(geometry.type))
  const writeLine = (line: Position[]) => {
    layout.push(line.length)
    for (const [lon, lat] of line) xy.push(lon, lat)
  }
  const writeLines = (lines: Position[][]) => {
    layout.push(lines.length)
    lines.forEach(writeLine)
  }
  switch (geometry.type) {
    case 'Point':
      xy.push(geometry.coordinates[0], geometry.coordinates[1])
      break
    case 'MultiPoint':
    case 'LineString':
      writeLine(geometry.coordinates)
      break
    case 'MultiLineString':
    case 'Polygon':
      writeLines(geometry.coordinates)
      break
    case 'MultiPolygon':
      layout.push(geometry.coordinates.length)
      geometry.coordinates.forEach(writeLines)
      break
    case 'GeometryCollection':
      layout.push(geometry.geometries.length)
      for (const member of geometry.geometries) write(member, layout, xy)
  }
}

interface Reader {
  /** The next word of the layout. */
  next(): number
  /** The coordinates of the next `count` positions. */
  take(count: number): number[]
}

function readerOf(bytes: Uint8Array): Reader {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const words = new Int32Array(buffer, byteOffset, byteLength >> 2)
  const head = 2 + words[1]!
  let word = 2
  let at = 0
  const next = () => words[word++]!
  if (words[0] === FLOAT) {
    const numbers = new Float64Array(buffer, byteOffset + 4 * head)
    return {
      next,
      take(count) {
        at += 2 * count
        return Array.from(numbers.subarray(at - 2 * count, at))
      },
    }
  }
  return {
    next,
    take(count) {
      const xy = new Array<number>(2 * count)
      for (let i = 0; i < xy.length; i++) xy[i] = words[head + at++]! / SCALE
      return xy
    },
  }
}

function readGeometry(reader: Reader): Geometry {
  const type = types[reader.next()]!
  const readLine = (count: number): Position[] => {
    const xy = reader.take(count)
    const line: Position[] = []
    for (let i = 0; i < xy.length; i += 2) line.push([xy[i]!, xy[i + 1]!])
    return line
  }
  const readLines = () => {
    const lines: Position[][] = []
    for (let count = reader.next(); count > 0; count--) lines.push(readLine(reader.next()))
    return lines
  }
  switch (type) {
    case 'Point':
      return { type, coordinates: readLine(1)[0]! }
    case 'MultiPoint':
    case 'LineString':
      return { type, coordinates: readLine(reader.next()) }
    case 'MultiLineString':
    case 'Polygon':
      return { type, coordinates: readLines() }
    case 'MultiPolygon':
      return { type, coordinates: Array.from({ length: reader.next() }, readLines) }
    case 'GeometryCollection':
      return { type, geometries: Array.from({ length: reader.next() }, () => readGeometry(reader)) }
  }
}

function readShape(reader: Reader): Shape {
  const points: number[] = []
  const lines: Path[] = []
  const polygons: FlatPolygon[] = []
  readParts(reader, points, lines, polygons)
  return assembleShape(points, lines, polygons)
}

function readParts(reader: Reader, points: number[], lines: Path[], polygons: FlatPolygon[]): void {
  const readLine = () => {
    const xy = reader.take(reader.next())
    if (xy.length === 2) points.push(xy[0]!, xy[1]!)
    else if (xy.length > 2) lines.push(pathOf(xy))
  }
  const readPolygon = () => {
    const rings: Path[] = []
    for (let count = reader.next(); count > 0; count--) {
      const xy = reader.take(reader.next())
      if (xy.length > 2) rings.push(pathOf(closeChain(xy)))
    }
    if (rings.length > 0) polygons.push(rings)
  }
  switch (types[reader.next()]!) {
    case 'Point':
      points.push(...reader.take(1))
      break
    case 'MultiPoint':
      points.push(...reader.take(reader.next()))
      break
    case 'LineString':
      readLine()
      break
    case 'MultiLineString':
      for (let count = reader.next(); count > 0; count--) readLine()
      break
    case 'Polygon':
      readPolygon()
      break
    case 'MultiPolygon':
      for (let count = reader.next(); count > 0; count--) readPolygon()
      break
    case 'GeometryCollection':
      for (let count = reader.next(); count > 0; count--) readParts(reader, points, lines, polygons)
  }
}
