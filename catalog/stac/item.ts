import { InvalidQueryError } from '../errors.ts'
import { boundingBox } from '../geometry/bounds.ts'
import type { Box, Geometry } from '../geometry/types.ts'
import type { Asset, Granule, GranuleKind, Instant, Properties, PropertyValue, Segment } from '../granule.ts'
import { readGeoJson } from '../parse/area.ts'
import { checkBox } from '../parse/box.ts'
import { parseDatetime } from '../parse/instant.ts'
import { decodeTracks } from '../track/decode.ts'
import { isAsWritten } from './as-written.ts'
import { toCatalogName } from './names.ts'

const kinds: ReadonlySet<string> = new Set<GranuleKind>([
  'swath',
  'track',
  'grid',
  'profile',
  'trajectory',
  'points',
])

/** What the item says of itself beside its properties. */
const ownFields = new Set([
  'datetime',
  'start_datetime',
  'end_datetime',
  'updated',
  'oceanid:kind',
  'oceanid:track',
])

/** The same in what `oceanid search` writes, which has no STAC times. */
const plainFields = new Set([...ownFields, 'collection', 'kind', 'start', 'end'])

/**
 * A STAC item (1.0 and 1.1) as a granule: the inverse of what the STAC API and `oceanid search` write, as far as an item goes;
 * a STAC item has no segments. What `oceanid search` and `oceanid index --output` write comes back as it was. Fields that are neither
 * text, number, boolean nor a list of text are left out.
 *
 * @param collection instead of the one that the item names
 * @throws InvalidQueryError naming the member that is wrong
 */
export function readItem(value: unknown, collection?: string): Granule {
  if (!isRecord(value) || value.type !== 'Feature') {
    throw new InvalidQueryError('type', 'is no STAC item (a GeoJSON Feature)')
  }
  const properties = isRecord(value.properties) ? value.properties : {}
  const isPlain =
    typeof properties.start === 'string' && !('datetime' in properties || 'start_datetime' in properties)
  const times = isPlain ? { start_datetime: properties.start, end_datetime: properties.end } : properties
  const { start, end, written } = readSpan(times)
  const track = readTrack(properties['oceanid:track'])
  const geometry = isPlain
    ? readPlainGeometry(value.geometry, 'geometry')
    : readGeoJson(value.geometry, 'geometry')
  return {
    collection: collection ?? readText(value.collection, 'collection'),
    id: readText(value.id, 'id'),
    kind: readKind(properties[isPlain ? 'kind' : 'oceanid:kind'], geometry),
    start,
    end,
    ...(written && { written }),
    geometry,
    bbox: readBox(value.bbox, geometry),
    segments: isPlain ? readSegments(value.segments) : [],
    ...(track && { track }),
    properties: isPlain ? readPlainProperties(properties) : readProperties(properties),
    assets: readAssets(value.assets),
    updated:
      isPlain && properties.updated !== undefined ? readInstant(properties.updated, 'updated') : Date.now(),
  }
}

function readText(value: unknown, member: string): string {
  if (!isText(value)) throw new InvalidQueryError(member, 'is missing')
  return value
}

function readSpan(properties: Record<string, unknown>): Pick<Granule, 'start' | 'end' | 'written'> {
  const { datetime, start_datetime = datetime, end_datetime = datetime } = properties
  const start = readInstant(start_datetime, 'start_datetime')
  const end = end_datetime === start_datetime ? start : readInstant(end_datetime, 'end_datetime')
  if (start > end) throw new InvalidQueryError('end_datetime', 'the item ends before it starts')
  const written = {
    ...(isFine(start_datetime) && { start: start_datetime }),
    ...(isFine(end_datetime) && { end: end_datetime }),
  }
  return { start, end, ...('start' in written || 'end' in written ? { written } : {}) }
}

/** A time of more than three decimals of a second, as answers may give it back. */
function isFine(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{4,9}Z$/.test(text)
}

/** In base64. One that cannot be decoded would fail whoever looks for crossings later. */
function readTrack(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined
  const track = new Uint8Array(Buffer.from(value, 'base64'))
  try {
    decodeTracks(track)
  } catch (cause) {
    throw new InvalidQueryError('oceanid:track', `cannot be read (${(cause as Error).message})`, { cause })
  }
  return track
}

function readInstant(value: unknown, name: string): Instant {
  if (typeof value !== 'string') throw new InvalidQueryError(name, 'the item has neither datetime nor this')
  return parseDatetime(value, name)!.start!
}

function readBox(value: unknown, geometry: Geometry): Box {
  return Array.isArray(value) ? checkBox(value as number[], 'bbox') : boundingBox(geometry)!
}

function readKind(value: unknown, geometry: Geometry): GranuleKind {
  if (typeof value === 'string' && kinds.has(value)) return value as GranuleKind
  if (geometry.type.endsWith('LineString')) return 'track'
  return geometry.type.endsWith('Point') ? 'points' : 'swath'
}

/** The names are the catalogue's own. */
function readPlainProperties(fields: Record<string, unknown>): Properties {
  const properties: Properties = {}
  for (const name of Object.keys(fields)) {
    const kept = plainFields.has(name) ? undefined : readValue(fields[name])
    if (kept !== undefined) properties[name] = kept
  }
  return properties
}

function readSegments(value: unknown): Segment[] {
  if (!Array.isArray(value)) return []
  return value.map((segment: unknown, i) => {
    const member = `segments/${i}`
    if (!isRecord(segment)) throw new InvalidQueryError(member, 'is no segment')
    const { start, end, rows, columns, pixels, geometry } = segment
    return {
      start: readInstant(start, `${member}/start`),
      end: readInstant(end, `${member}/end`),
      rows: readRange(rows, `${member}/rows`),
      ...(columns !== undefined && { columns: readRange(columns, `${member}/columns`) }),
      ...(pixels !== undefined && { pixels: readText(pixels, `${member}/pixels`) }),
      geometry: readPlainGeometry(geometry, `${member}/geometry`),
    }
  })
}

function readPlainGeometry(value: unknown, member: string): Geometry {
  const geometry = readGeoJson(value, member)
  return isKept(value, geometry) || isAsWritten(value) ? value : geometry
}

/** What was read are the very coordinates. */
function isKept(value: unknown, geometry: Geometry): value is Geometry {
  return isRecord(value) && 'coordinates' in geometry && value.coordinates === geometry.coordinates
}

function readRange(value: unknown, member: string): [number, number] {
  const [first, last, ...rest] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof first === 'number' && typeof last === 'number' && rest.length === 0) return [first, last]
  throw new InvalidQueryError(member, 'is the first and the last, [0, 99]')
}

function readProperties(fields: Record<string, unknown>): Properties {
  const properties: Properties = {}
  for (const field of Object.keys(fields)) {
    if (ownFields.has(field)) continue
    const kept = readValue(fields[field])
    if (kept === undefined) continue
    const name = toCatalogName(field)
    // STAC has instruments as a list also where there is one.
    properties[name] = name === 'instrument' && Array.isArray(kept) && kept.length === 1 ? kept[0]! : kept
  }
  return properties
}

function readValue(value: unknown): PropertyValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    default:
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
  }
}

function readAssets(value: unknown): Record<string, Asset> {
  const assets: Record<string, Asset> = {}
  const members = isRecord(value) ? value : {}
  for (const key of Object.keys(members)) {
    const asset = members[key]
    if (!isRecord(asset) || !isText(asset.href)) continue
    const {
      title,
      roles,
      type,
      'file:size': size = asset.size,
      'file:checksum': checksum = asset.checksum,
    } = asset
    assets[key] = {
      href: asset.href,
      type: isText(type) ? type : 'application/octet-stream',
      roles: Array.isArray(roles) ? roles.map(String) : ['data'],
      ...(isText(title) && { title }),
      ...(typeof size === 'number' && { size }),
      ...(isText(checksum) && { checksum }),
    }
  }
  return assets
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
