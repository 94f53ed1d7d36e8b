import { InvalidQueryError } from '../../../catalog/errors.ts'
import { preferredType } from '../../accept.ts'
import { geoJson, json } from '../links.ts'

/** Forms in which all matches go out, one after another, rather than in pages. */
export const streamedTypes = {
  'geojson-all': geoJson,
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
  urls: 'text/plain',
} as const

export type Streamed = keyof typeof streamedTypes

const names = ['geojson', 'json', ...Object.keys(streamedTypes)]

/** By the beginning of each media type, what is answered: a page is the first, for whoever takes that, or anything. */
const offered = [
  geoJson,
  json,
  'application/x-ndjson',
  'application/ndjson',
  'text/csv',
  streamedTypes.parquet,
]

/**
 * The form that was asked for, by `f` or else by the header Accept; undefined for a page of GeoJSON.
 *
 * @throws InvalidQueryError
 */
export function formatOf(f: string | undefined, accept: string | undefined): Streamed | undefined {
  if (f !== undefined) {
    if (!names.includes(f)) throw new InvalidQueryError('f', `is one of ${names.join(', ')}, not ${f}`)
    return f === 'geojson' || f === 'json' ? undefined : (f as Streamed)
  }
  const type = preferredType(accept, offered)
  if (type === undefined || type === geoJson || type === json) return undefined
  if (type === 'application/ndjson') return 'ndjson'
  return (Object.keys(streamedTypes) as Streamed[]).find((name) => streamedTypes[name] === type)
}
