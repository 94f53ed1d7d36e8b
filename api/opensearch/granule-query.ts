import { InvalidQueryError } from '../../catalog/errors.ts'
import { findSea } from '../../catalog/gazetteer/gazetteer.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import { circleArea, parseWkt } from '../../catalog/parse/area.ts'
import { boxArea, parseBox } from '../../catalog/parse/box.ts'
import type { Filter, GranuleQuery, Relation, SortKey } from '../../catalog/query.ts'
import { eoParameters } from './eo-parameters.ts'
import { readCondition, readNumber } from './expressions.ts'
import { findSent as find, type SentParameters } from './parameters.ts'
import { readPeriod } from './period.ts'
import { readRelation } from './relations.ts'

/** Sort keys by their name in `sru:sortKeys`. */
const sortable = new Map<string, string>([
  ['start', 'start'],
  ['end', 'end'],
  ['updated', 'updated'],
  ['identifier', 'id'],
  ['parentIdentifier', 'collection'],
  ...eoParameters.map(({ name, property }): [string, string] => [name, property]),
])

/**
 * What the parameters ask of granules, but for the collection and the identifier.
 *
 * @throws InvalidQueryError naming the parameter, as it was sent
 * @param supported spatial relations that are answered
 * @throws NotSupportedError for another relation of the standard
 */
export function readGranuleQuery(sent: SentParameters, supported: readonly Relation[]): GranuleQuery {
  const area = readArea(sent)
  const relation = readRelation(find(sent, 'relation'), supported)
  const { period, where: onTime } = readPeriod(sent)
  const where = joinFilters([...(onTime ? [onTime] : []), ...readConditions(sent)])
  const alongTrack = readAlongTrack(sent)
  return {
    ...(area && { area, relation }),
    ...(period && { period }),
    ...(where && { where }),
    ...(alongTrack && { alongTrack }),
  }
}

/** @throws InvalidQueryError where it is none of the sortable */
export function readSortKeys(sent: SentParameters): SortKey[] | undefined {
  const given = find(sent, 'sortKeys')
  return given?.value.split(/\s+/).map((key) => {
    const [path = '', , ascending = '1', ...rest] = key.split(',')
    const property = sortable.get(path)
    if (property === undefined) {
      throw new InvalidQueryError(given.as, `"${path}" is none of ${[...sortable.keys()].join(', ')}`)
    }
    if (rest.length > 0 || !['0', '1', ''].includes(ascending)) {
      throw new InvalidQueryError(given.as, `"${key}" is not name,time,0 (descending) or name,time,1`)
    }
    return { property, descending: ascending === '0' }
  })
}

/**
 * The area that the parameters give, in whichever of the ways.
 *
 * @throws InvalidQueryError naming the parameter, as it was sent
 */
export function readArea(sent: SentParameters): Geometry | undefined {
  const box = find(sent, 'box')
  const geometry = find(sent, 'geometry')
  const name = find(sent, 'name')
  const [lat, lon, radius] = [find(sent, 'lat'), find(sent, 'lon'), find(sent, 'radius')]
  const given = [box, geometry, name, lat ?? lon ?? radius].filter((one) => one !== undefined)
  if (given.length > 1) {
    const names = given.map(({ as }) => as).join(' and ')
    throw new InvalidQueryError(given[1]!.as, `${names} both give an area; send one of them`)
  }
  if (box) return boxArea(parseBox(box.value, box.as))
  if (geometry) return parseWkt(geometry.value, geometry.as)
  if (name) return findSea(name.value, name.as).area
  if (!lat && !lon && !radius) return undefined
  if (!lat || !lon) throw new InvalidQueryError(lat ? 'lon' : 'lat', 'a point has both lat and lon')
  const center: [number, number] = [readNumber(lon.value, 'lon'), readNumber(lat.value, 'lat')]
  const point = circleArea(center, 0, lat.as)
  return radius ? circleArea(center, readNumber(radius.value, radius.as), radius.as) : point
}

function readAlongTrack(sent: SentParameters): boolean {
  const given = find(sent, 'along-track')
  if (given && !['true', 'false'].includes(given.value)) {
    throw new InvalidQueryError(given.as, `"${given.value}" is neither true nor false`)
  }
  return given?.value === 'true'
}

function readConditions(sent: SentParameters): Filter[] {
  return eoParameters.flatMap((parameter) => {
    const given = sent.get(parameter.name)
    return given ? [readCondition(parameter, given.value.trim())] : []
  })
}

/** One that asks for all of them; undefined where there is none. */
export function joinFilters(args: Filter[]): Filter | undefined {
  return args.length > 1 ? { op: 'and', args } : args[0]
}
