import { readFileSync } from 'node:fs'
import { parseWhere } from '../catalog/cql2/where.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import { findSea } from '../catalog/gazetteer/gazetteer.ts'
import type { Geometry, Position } from '../catalog/geometry/types.ts'
import { circleArea, parseWkt, readGeoJson } from '../catalog/parse/area.ts'
import { boxArea, parseBox } from '../catalog/parse/box.ts'
import { parsePeriod } from '../catalog/parse/instant.ts'
import type { Filter, GranuleQuery, SortKey } from '../catalog/query.ts'
import { positiveNumber } from './arguments.ts'

/** What `oceanid search` is given, as text. */
export interface SearchArguments {
  collection?: string[] | undefined
  bbox?: string | undefined
  intersects?: string | undefined
  point?: string | undefined
  radius?: string | undefined
  name?: string | undefined
  start?: string | undefined
  end?: string | undefined
  where?: string[] | undefined
  alongTrack?: boolean | undefined
}

/** @throws {InvalidQueryError} naming the option */
export function readGranuleQuery(given: SearchArguments): GranuleQuery {
  const area = readArea(given)
  const period = parsePeriod(given.start, given.end, { start: '--start', end: '--end' })
  const where = readWhere(given.where ?? [])
  return {
    ...(given.collection?.length && { collections: given.collection }),
    ...(area && { area }),
    ...(period && { period }),
    ...(where && { where }),
    ...(given.alongTrack && { alongTrack: true }),
  }
}

/** `-start`, `start desc`, `start`, several joined by commas. */
export function readSort(texts: string[]): SortKey[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => {
      const match = /^\s*([-+]?)([\p{L}_]\S*?)(?:(?:\s+|:)(asc|desc)(?:ending)?)?\s*$/iu.exec(text)
      if (!match || (match[1] && match[3])) {
        throw new InvalidQueryError('--sort', `"${text}" is no key: write start, -start or "start desc"`)
      }
      return { property: match[2]!, descending: match[1] === '-' || match[3]?.toLowerCase() === 'desc' }
    })
}

/** Conditions that all must hold. */
export function readWhere(texts: string[], option = '--where'): Filter | undefined {
  const filters = texts.map((text) => parseWhere(text, option))
  return filters.length > 1 ? { op: 'and', args: filters } : filters[0]
}

function readArea({ bbox, intersects, point, radius, name }: SearchArguments): Geometry | undefined {
  const given = Object.entries({ bbox, intersects, point, name }).filter(([, value]) => value !== undefined)
  if (given.length > 1) {
    const names = given.map(([name]) => `--${name}`).join(' and ')
    throw new InvalidQueryError(names, 'say the area twice: give one of them')
  }
  if (radius !== undefined && point === undefined) {
    throw new InvalidQueryError('--radius', 'goes with --point lon,lat')
  }
  if (bbox !== undefined) return boxArea(parseBox(bbox, '--bbox'))
  if (intersects !== undefined) return readShape(intersects)
  if (name !== undefined) return findSea(name, '--name').area
  if (point === undefined) return undefined
  const center = readPoint(point)
  return radius === undefined
    ? { type: 'Point', coordinates: center }
    : circleArea(center, positiveNumber('radius', radius) * 1000, '--radius')
}

/** Well-known text, GeoJSON, or either in a file after an @. */
function readShape(given: string): Geometry {
  const text = given.startsWith('@') ? readShapeFile(given.slice(1)) : given
  if (!text.trimStart().startsWith('{')) return parseWkt(text, '--intersects')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InvalidQueryError('--intersects', `is not JSON (${(error as Error).message})`, { cause: error })
  }
  return readGeoJson(value, '--intersects')
}

function readShapeFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new InvalidQueryError('--intersects', `cannot read ${path} (${(error as Error).message})`, {
      cause: error,
    })
  }
}

function readPoint(text: string): Position {
  const [lon, lat, ...rest] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (rest.length > 0 || lon === undefined || lat === undefined || !(Math.abs(lat) <= 90)) {
    throw new InvalidQueryError('--point', `"${text}" is no place: write lon,lat in degrees`)
  }
  if (!(lon >= -180 && lon <= 360)) {
    throw new InvalidQueryError('--point', 'longitudes lie between -180 and 180 degrees (or 0 and 360)')
  }
  return [lon > 180 ? lon - 360 : lon, lat]
}
