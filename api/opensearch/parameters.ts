import { InvalidQueryError } from '../../catalog/errors.ts'
import { type Relation, relations } from '../../catalog/query.ts'
import { eoParameters } from './eo-parameters.ts'
import type { Level, Parameter } from './parameter.ts'
import { relationNames } from './relations.ts'
import type { RawParameters } from './request.ts'

export const largestCount = 10_000
export const defaultCount = 20

const decimal = String.raw`[-+]?\d+(\.\d+)?`
const dateTime = String.raw`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$`

const coreParameters = [
  {
    name: 'searchTerms',
    token: 'searchTerms',
    title:
      'Words of the description of the collection, of values (platform, level...), or the beginning of the name of the file; all must occur, quotes make a phrase',
  },
  {
    name: 'parentIdentifier',
    alias: 'datasetId',
    token: 'eo:parentIdentifier',
    title: 'Identifier of the collection that the granules belong to',
    only: 'granules',
  },
  { name: 'uid', token: 'geo:uid', title: 'Identifier of one entry, as its dc:identifier has it' },
  {
    name: 'box',
    alias: 'geoBox',
    token: 'geo:box',
    title: 'west,south,east,north in degrees; west > east crosses the antimeridian',
    pattern: `^${decimal}(,${decimal}){3}$`,
  },
  {
    name: 'geometry',
    token: 'geo:geometry',
    title: 'WKT geometry, longitude before latitude, in degrees',
    geometries: [
      'POINT',
      'LINESTRING',
      'POLYGON',
      'MULTIPOINT',
      'MULTILINESTRING',
      'MULTIPOLYGON',
      'GEOMETRYCOLLECTION',
    ],
  },
  { name: 'lat', token: 'geo:lat', title: 'Latitude in degrees', minInclusive: -90, maxInclusive: 90 },
  { name: 'lon', token: 'geo:lon', title: 'Longitude in degrees', minInclusive: -180, maxInclusive: 360 },
  {
    name: 'radius',
    token: 'geo:radius',
    title: 'Metres around lat and lon (default 0: the point itself)',
    minInclusive: 0,
  },
  {
    name: 'name',
    token: 'geo:name',
    title: 'Name of a sea, ocean, gulf, strait or current, as /gazetteer lists them',
  },
  {
    name: 'relation',
    token: 'geo:relation',
    title:
      'How the footprint stands to the area (default intersects); contains: it lies inside the area; within: it holds the area',
    only: 'granules',
  },
  {
    name: 'start',
    alias: 'timeStart',
    token: 'time:start',
    title: 'Start of the period, RFC 3339 date or date-time; UTC when no zone is given',
    pattern: dateTime,
  },
  {
    name: 'end',
    alias: 'timeEnd',
    token: 'time:end',
    title: 'End of the period (a date: to the end of that day), as start',
    pattern: dateTime,
  },
  {
    name: 'timeRelation',
    token: 'time:relation',
    title:
      'How the time span stands to the period (default intersects); contains: it holds the period; during: it lies inside the period',
    options: ['intersects', 'contains', 'during', 'disjoint', 'equals'],
  },
  {
    name: 'along-track',
    token: 'oceanid:alongTrack',
    title: 'true: one stretch of the granule must meet both the area and the period',
    options: ['true', 'false'],
  },
  {
    name: 'count',
    token: 'count',
    title: `Entries a page (default ${defaultCount}; 0 gives the total alone)`,
    minInclusive: 0,
    maxInclusive: largestCount,
  },
  {
    name: 'startIndex',
    token: 'startIndex',
    title: 'First entry of the page; goes before startPage',
    minInclusive: 1,
  },
  { name: 'startPage', token: 'startPage', title: 'Page of count entries', minInclusive: 1 },
  {
    name: 'sortKeys',
    token: 'sru:sortKeys',
    title:
      'name,time,0 descending or name,time,1 ascending; several parted by a space (default start,time,1)',
    only: 'granules',
  },
] as const satisfies readonly Parameter[]

export type CoreName = (typeof coreParameters)[number]['name']

/** What a search answers: all that is known, where nothing is said. */
export interface Offer {
  /** Of the Earth observation extension. */
  eo?: readonly Parameter[]
  relations?: readonly Relation[]
}

/** What a level takes, in the order of its templates. */
export function parametersOf(
  level: Level,
  { eo = eoParameters, relations: answered = relations }: Offer = {},
): Parameter[] {
  const core: readonly Parameter[] = coreParameters
  const taken = core.filter(({ only }) => only === undefined || only === level)
  return [
    ...taken.map((one) => (one.name === 'relation' ? { ...one, options: relationNames(answered) } : one)),
    ...eo,
  ]
}

/** A parameter of a request, under the name by which it was sent. */
export interface Sent {
  parameter: Parameter
  as: string
  /** With the white space around it, which an identifier may have. */
  value: string
}

/** By the name of the parameter. */
export type SentParameters = ReadonlyMap<string, Sent>

/**
 * The parameters of a request that the level knows. One that is empty is absent, one that is unknown is left aside
 * (CEOS-BP-005F and 009B).
 *
 * @throws InvalidQueryError where one is given twice
 */
export function readParameters(level: Level, raw: RawParameters): SentParameters {
  const sent = new Map<string, Sent>()
  for (const parameter of parametersOf(level)) {
    for (const as of parameter.alias ? [parameter.name, parameter.alias] : [parameter.name]) {
      const values = [raw[as]].flat().filter(isText)
      const [value] = values
      if (value === undefined) continue
      const earlier = sent.get(parameter.name)
      if (earlier) throw new InvalidQueryError(as, `says the same as ${earlier.as}; send one of them`)
      if (values.length > 1) throw new InvalidQueryError(as, `given ${values.length} times; send it once`)
      sent.set(parameter.name, { parameter, as, value })
    }
  }
  return sent
}

/** One of them without the white space around it. */
export function findSent(sent: SentParameters, name: CoreName): { as: string; value: string } | undefined {
  const given = sent.get(name)
  return given && { as: given.as, value: given.value.trim() }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
