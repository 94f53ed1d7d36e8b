import { wktToGeoJSON } from 'betterknown'
import { InvalidQueryError } from '../errors.ts'
import { ringAroundCircle } from '../geometry/circle.ts'
import { closeOverPole, cutLine, cutPolygon, signedArea, unwrap, wrapLongitude } from '../geometry/cut.ts'
import type { Geometry, Position, Ring } from '../geometry/types.ts'
import { isPlacedLine, isPlacedPolygon } from './placed.ts'

/** Metres; a circle may reach a quarter of the way around the Earth at most. */
const widestRadius = 9_000_000
const mostPositions = 20_000
const deepestCollection = 8

/**
 * The area that a WKT text draws (OGC 06-103r4), `SRID=4326;` allowed before it.
 *
 * @throws InvalidQueryError naming the parameter
 */
export function parseWkt(text: string, parameter: string): Geometry {
  const body = text.trim().replace(/^SRID=4326;/i, '')
  let drawn: unknown
  try {
    drawn = wktToGeoJSON(body)
  } catch (cause) {
    throw new InvalidQueryError(parameter, `not a WKT geometry (${messageOf(cause)})`, { cause })
  }
  if (drawn === null) throw new InvalidQueryError(parameter, 'an empty geometry covers nothing')
  return readGeoJson(drawn, parameter)
}

/**
 * The area that a GeoJSON geometry, feature or feature collection draws, cut at the antimeridian.
 *
 * What is drawn is read as written, but for these. Longitudes beyond +-180 are wrapped. A line whose step is longer
 * than half a turn goes the short way. A ring with such a step goes the short way if it then winds
 * around a pole (and holds that pole), or if, as written, it is clockwise (RFC 7946 section 3.1.6 has exteriors
 * counter-clockwise, so it must be one that crosses the antimeridian).
 *
 * @throws InvalidQueryError naming the parameter
 */
export function readGeoJson(value: unknown, parameter: string): Geometry {
  const reader = { parameter, positions: 0 }
  return readNode(value, reader, 0)
}

/**
 * The area around the circle of `radius` metres about a position.
 *
 * @throws InvalidQueryError naming the parameter
 */
export function circleArea(center: Position, radius: number, parameter: string): Geometry {
  const [lon, lat] = center
  if (!Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lat) > 90 || lon < -180 || lon > 360) {
    throw new InvalidQueryError(parameter, 'a position is longitude and latitude in degrees')
  }
  if (!(radius >= 0 && radius <= widestRadius)) {
    throw new InvalidQueryError(parameter, `a radius lies between 0 and ${widestRadius / 1000} km`)
  }
  const wrapped: Position = [wrapLongitude(lon), lat]
  if (radius === 0) return { type: 'Point', coordinates: wrapped }
  const ring = ringAroundCircle(wrapped, radius)
  return polygons(cutPolygon([windsAroundPole(ring) ? closeOverPole(ring) : closed(ring)]), parameter)
}

interface Reader {
  parameter: string
  positions: number
}

function readNode(value: unknown, reader: Reader, depth: number): Geometry {
  const fail = (reason: string): never => {
    throw new InvalidQueryError(reader.parameter, reason)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('a GeoJSON geometry is an object with a type')
  }
  if (depth > deepestCollection) return fail(`collections nest deeper than ${deepestCollection}`)
  const node = value as Record<string, unknown>
  const placed = readPlaced(node, reader)
  if (placed) return placed
  switch (node.type) {
    case 'Feature':
      return readNode(node.geometry, reader, depth + 1)
    case 'FeatureCollection':
    case 'GeometryCollection': {
      const members = node.type === 'FeatureCollection' ? node.features : node.geometries
      if (!Array.isArray(members) || members.length === 0) return fail(`a ${node.type} with nothing in it`)
      const geometries = members.map((member) => readNode(member, reader, depth + 1))
      return geometries.length === 1 ? geometries[0]! : { type: 'GeometryCollection', geometries }
    }
    case 'Point':
      return { type: 'Point', coordinates: wrapped(readPosition(node.coordinates, reader)) }
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: readLine(node.coordinates, reader, 1).map(wrapped) }
    case 'LineString':
      return collectLines([readLine(node.coordinates, reader, 2)])
    case 'MultiLineString':
      return collectLines(readList(node.coordinates, reader).map((line) => readLine(line, reader, 2)))
    case 'Polygon':
      return polygons(placePolygon(readRings(node.coordinates, reader)), reader.parameter)
    case 'MultiPolygon':
      return polygons(
        readList(node.coordinates, reader).flatMap((rings) => placePolygon(readRings(rings, reader))),
        reader.parameter,
      )
    default:
      return fail(
        'the type is one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon, GeometryCollection',
      )
  }
}

/** A geometry that stays as it is; undefined for one that has to be laid out. */
function readPlaced({ type, coordinates }: Record<string, unknown>, reader: Reader): Geometry | undefined {
  switch (type) {
    case 'LineString':
      if (!isPlacedLine(coordinates)) return undefined
      countPositions(coordinates.length, reader)
      return { type, coordinates }
    case 'Polygon':
      if (!isPlacedPolygon(coordinates)) return undefined
      for (const ring of coordinates) countPositions(ring.length, reader)
      return { type, coordinates }
    case 'MultiPolygon': {
      const parts: unknown[] = Array.isArray(coordinates) ? coordinates : []
      if (parts.length < 2 || !parts.every(isPlacedPolygon)) return undefined
      for (const ring of parts.flat()) countPositions(ring.length, reader)
      return { type, coordinates: parts }
    }
    default:
      return undefined
  }
}

function placePolygon(rings: Ring[]): Ring[][] {
  const exterior = rings[0]!
  const short = unwrap(exterior)
  const jumps = exterior.some(([lon], i) => i > 0 && Math.abs(lon - exterior[i - 1]![0]) > 180)
  const fullTurn = exterior.some(([lon], i) => i > 0 && Math.abs(lon - exterior[i - 1]![0]) >= 360)
  if (!jumps || fullTurn) return cutPolygon(rings)
  const overPole = windsAroundPole(short)
  if (!overPole && signedArea(exterior) > 0) return cutPolygon(rings)
  const placed = overPole ? closeOverPole(short) : short
  const [west, east] = [Math.min(...placed.map(([lon]) => lon)), Math.max(...placed.map(([lon]) => lon))]
  const holes = rings.slice(1).map((hole) => {
    const line = unwrap(hole)
    const by = 360 * Math.ceil((west - Math.min(...line.map(([lon]) => lon))) / 360)
    const moved = line.map(([lon, lat]): Position => [lon + by, lat])
    return Math.max(...moved.map(([lon]) => lon)) <= east ? moved : line
  })
  return cutPolygon([placed, ...holes])
}

/** True for an unwrapped ring that comes back a full turn away from where it began. */
function windsAroundPole(ring: Ring): boolean {
  return Math.abs(ring.at(-1)![0] - ring[0]![0]) > 180
}

/** Ends exactly where it began, which trigonometry leaves off by a rounding. */
function closed(ring: Ring): Ring {
  return [...ring.slice(0, -1), ring[0]!]
}

function polygons(parts: Ring[][], parameter: string): Geometry {
  if (parts.length === 0) throw new InvalidQueryError(parameter, 'the polygon encloses nothing')
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts }
}

function collectLines(lines: Position[][]): Geometry {
  const parts = lines.flatMap((line) => cutLine(unwrap(line)))
  if (parts.length === 0) return { type: 'Point', coordinates: wrapped(lines[0]![0]!) }
  return parts.length === 1
    ? { type: 'LineString', coordinates: parts[0]! }
    : { type: 'MultiLineString', coordinates: parts }
}

function wrapped([lon, lat]: Position): Position {
  return [wrapLongitude(lon), lat]
}

function readRings(value: unknown, reader: Reader): Ring[] {
  return readList(value, reader).map((item) => {
    const ring = readLine(item, reader, 3)
    const [first, last] = [ring[0]!, ring.at(-1)!]
    const open = first[0] !== last[0] || first[1] !== last[1]
    if (ring.length < (open ? 3 : 4)) {
      throw new InvalidQueryError(reader.parameter, 'a ring has at least three corners')
    }
    return open ? [...ring, first] : ring
  })
}

function readLine(value: unknown, reader: Reader, least: number): Position[] {
  const list = readList(value, reader)
  if (list.length < least) {
    throw new InvalidQueryError(reader.parameter, `a line has at least ${least} positions here`)
  }
  return list.map((item) => readPosition(item, reader))
}

function readList(value: unknown, reader: Reader): unknown[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new InvalidQueryError(reader.parameter, 'coordinates are missing or not nested as the type demands')
  }
  return value
}

function readPosition(value: unknown, reader: Reader): Position {
  const [lon, lat] = Array.isArray(value) ? value : []
  if (typeof lon !== 'number' || typeof lat !== 'number' || !Number.isFinite(lon) || !Number.isFinite(lat)) {
    throw new InvalidQueryError(reader.parameter, 'a position is longitude and latitude, two numbers')
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 540) {
    throw new InvalidQueryError(reader.parameter, `[${lon}, ${lat}] is not longitude and latitude in degrees`)
  }
  countPositions(1, reader)
  return [lon, lat]
}

function countPositions(more: number, reader: Reader): void {
  reader.positions += more
  if (reader.positions > mostPositions) {
    throw new InvalidQueryError(reader.parameter, `more than ${mostPositions} positions; simplify the area`)
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
