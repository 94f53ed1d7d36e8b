import { InvalidQueryError } from '../../catalog/errors.ts'
import { type ColumnNames, findColumn } from './columns.ts'
import { featuresOf } from './json-features.ts'
import type { ObservationTable } from './observation-table.ts'
import { readTime } from './read-values.ts'

interface Node {
  type?: unknown
  geometry?: unknown
  coordinates?: unknown
  properties?: unknown
  id?: unknown
}

/** What lists of times along a line are called. */
const listNames = ['coordtimes', 'coordinatetimes', 'times', 'datetimes', 'timestamps']

/**
 * Reads the points of GeoJSON features, or of a feature a line; the time is one of their properties. A line is a way that was
 * gone: it has a list of times, one for each position. What cannot be read is refused and the others go on.
 * @throws InvalidQueryError for what is no GeoJSON
 */
export async function readGeoJsonObservations(
  text: AsyncIterable<string>,
  table: ObservationTable,
  named: ColumnNames,
): Promise<void> {
  let record = 0
  for await (const feature of featuresOf(text)) {
    try {
      addFeature(feature, record, table, named)
    } catch (error) {
      if (!(error instanceof InvalidQueryError)) throw error
      table.refuse(record, error.message)
    }
    record++
  }
}

function addFeature(feature: Node, record: number, table: ObservationTable, named: ColumnNames): void {
  const properties = objectOf(feature.properties)
  const geometry = objectOf(feature.geometry) as Node
  const positions = positionsOf(geometry)
  const times = timesOf(properties, positions.length, named)
  const known = Object.keys(properties)
  const column = findColumn(known, 'name', named.name)
  const name = feature.id ?? (column === undefined ? undefined : properties[known[column]!])
  positions.forEach(([lon, lat], i) => {
    const span = readTime(times[i]!)
    table.add({
      lon,
      lat,
      ...span,
      record,
      ...(name !== undefined && name !== null && { name: String(name) }),
    })
  })
}

function positionsOf({ type, coordinates }: Node): [number, number][] {
  const list =
    type === 'Point'
      ? [coordinates]
      : type === 'MultiPoint' || type === 'LineString'
        ? coordinates
        : undefined
  if (!Array.isArray(list)) {
    throw new InvalidQueryError('geometry', 'an observation is a Point, a MultiPoint or a LineString')
  }
  return list.map((position) => {
    const [lon, lat] = Array.isArray(position) ? position : []
    if (typeof lon === 'number' && typeof lat === 'number') return [lon, lat]
    throw new InvalidQueryError('geometry', 'a position is two numbers')
  })
}

/** One for each position. */
function timesOf(
  properties: Record<string, unknown>,
  count: number,
  named: ColumnNames,
): (string | number)[] {
  const names = Object.keys(properties)
  const list = names.find((name) => listNames.includes(name.toLowerCase().replace(/[^a-z]/g, '')))
  const column =
    named.time === undefined && list ? names.indexOf(list) : findColumn(names, 'time', named.time)
  const value = column === undefined ? undefined : properties[names[column]!]
  const times = Array.isArray(value) ? value : new Array<unknown>(count).fill(value)
  if (times.length !== count)
    throw new InvalidQueryError('time', `${times.length} times for ${count} positions`)
  return times.map((time) => {
    if (typeof time === 'string' || typeof time === 'number') return time
    throw new InvalidQueryError('time', 'none of its properties says when')
  })
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
