import { parseWhere } from '../catalog/cql2/where.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import { findSea } from '../catalog/gazetteer/gazetteer.ts'
import type { Box, Geometry, Position } from '../catalog/geometry/types.ts'
import { circleArea, parseWkt, readGeoJson } from '../catalog/parse/area.ts'
import { boxArea, checkBox, parseBox } from '../catalog/parse/box.ts'
import { parsePeriod } from '../catalog/parse/instant.ts'
import type { Filter, GranuleQuery, SortKey } from '../catalog/query.ts'

/** Where granules are asked for; one of the four. */
export interface AreaSearch {
  /** West, south, east, north in degrees; west > east crosses the antimeridian. As text: `170,-20,-170,20`. */
  bbox?: Box | string | undefined
  /** GeoJSON, as an object or text, or WKT. */
  intersects?: Geometry | string | undefined
  /** Longitude and latitude in degrees. As text: `18,-35`. */
  point?: Position | string | undefined
  /** Kilometres around the point. */
  radius?: number | undefined
  /** A sea, ocean, gulf, strait or current. */
  name?: string | undefined
}

/** Which granules, as people write it; what is absent is not asked. */
export interface GranuleSearch extends AreaSearch {
  /** Any of these; all when absent. */
  collections?: readonly string[] | undefined
  ids?: readonly string[] | undefined
  /** From this date or date-time on, in UTC without a zone. */
  start?: string | Date | undefined
  /** To the end of this date, hour or second. */
  end?: string | Date | undefined
  /** Conditions in CQL2 text; all must hold. */
  where?: string | readonly string[] | undefined
  /** Only what saw the area within the period, by segments along the track. */
  alongTrack?: boolean | undefined
}

/** What a parameter is called where it was written: `bbox`, or `--bbox` on the command line. */
export type Naming = (parameter: string) => string
const asWritten: Naming = (parameter) => parameter

/** @throws InvalidQueryError naming the parameter */
export function readGranuleSearch(search: GranuleSearch, nameOf: Naming = asWritten): GranuleQuery {
  const { collections, ids, alongTrack } = search
  const area = readArea(search, nameOf)
  const [start, end] = [textOf(search.start, nameOf('start')), textOf(search.end, nameOf('end'))]
  const period = parsePeriod(start, end, { start: nameOf('start'), end: nameOf('end') })
  const where = readWhere(search.where, nameOf('where'))
  return {
    ...(collections?.length && { collections: [...collections] }),
    ...(ids && { ids: [...ids] }),
    ...(area && { area }),
    ...(period && { period }),
    ...(where && { where }),
    ...(alongTrack && { alongTrack: true }),
  }
}

/** `-start`, `start desc`, `start`, several joined by commas. */
export function readSort(sort: string | readonly string[], parameter = 'sort'): SortKey[] {
  return [sort]
    .flat()
    .flatMap((text) => text.split(','))
    .map((text) => {
      const match = /^\s*([-+]?)([\p{L}_]\S*?)(?:(?:\s+|:)(asc|desc)(?:ending)?)?\s*$/iu.exec(text)
      if (!match || (match[1] && match[3])) {
        throw new InvalidQueryError(parameter, `"${text}" is no key: write start, -start or "start desc"`)
      }
      return { property: match[2]!, descending: match[1] === '-' || match[3]?.toLowerCase() === 'desc' }
    })
}

/** Conditions that all must hold. */
export function readWhere(
  where: string | readonly string[] | undefined,
  parameter: string,
): Filter | undefined {
  const filters = [where ?? []].flat().map((text) => parseWhere(text, parameter))
  return filters.length > 1 ? { op: 'and', args: filters } : filters[0]
}

function readArea(search: AreaSearch, nameOf: Naming): Geometry | undefined {
  const { bbox, intersects, point, radius, name } = search
  const given = Object.entries({ bbox, intersects, point, name }).filter(([, value]) => value !== undefined)
  if (given.length > 1) {
    const names = given.map(([name]) => nameOf(name)).join(' and ')
    throw new InvalidQueryError(names, 'say the area twice: give one of them')
  }
  if (radius !== undefined && point === undefined) {
    throw new InvalidQueryError(nameOf('radius'), `goes with ${nameOf('point')} lon,lat`)
  }
  if (bbox !== undefined) {
    const box = typeof bbox === 'string' ? parseBox(bbox, nameOf('bbox')) : checkBox(bbox, nameOf('bbox'))
    return boxArea(box)
  }
  if (intersects !== undefined) return readShape(intersects, nameOf('intersects'))
  if (name !== undefined) return findSea(name, nameOf('name')).area
  if (point === undefined) return undefined
  const center = readPoint(point, nameOf('point'))
  return radius === undefined
    ? { type: 'Point', coordinates: center }
    : circleArea(center, radius * 1000, nameOf('radius'))
}

function readShape(shape: Geometry | string, parameter: string): Geometry {
  if (typeof shape !== 'string') return readGeoJson(shape, parameter)
  if (!shape.trimStart().startsWith('{')) return parseWkt(shape, parameter)
  let value: unknown
  try {
    value = JSON.parse(shape)
  } catch (error) {
    throw new InvalidQueryError(parameter, `is not JSON (${(error as Error).message})`, { cause: error })
  }
  return readGeoJson(value, parameter)
}

function readPoint(point: Position | string, parameter: string): Position {
  const parts = typeof point === 'string' ? point.split(',') : point
  const [lon, lat, ...rest] = parts.map((part) => (String(part).trim() === '' ? Number.NaN : Number(part)))
  if (rest.length > 0 || lon === undefined || lat === undefined || !(Math.abs(lat) <= 90)) {
    throw new InvalidQueryError(parameter, `"${point}" is no place: write lon,lat in degrees`)
  }
  if (!(lon >= -180 && lon <= 360)) {
    throw new InvalidQueryError(parameter, 'longitudes lie between -180 and 180 degrees (or 0 and 360)')
  }
  return [lon > 180 ? lon - 360 : lon, lat]
}

function textOf(date: string | Date | undefined, parameter: string): string | undefined {
  if (!(date instanceof Date)) return date
  if (Number.isNaN(date.valueOf())) throw new InvalidQueryError(parameter, 'is no date')
  return date.toISOString()
}
