import { UnreadableFileError } from '../../catalog/errors.ts'
import { boundingBox } from '../../catalog/geometry/bounds.ts'
import type { Box, Geometry } from '../../catalog/geometry/types.ts'
import type {
  Asset,
  Granule,
  GranuleKind,
  Instant,
  Properties,
  PropertyValue,
} from '../../catalog/granule.ts'
import { readGeoJson } from '../../catalog/parse/area.ts'
import { checkBox } from '../../catalog/parse/box.ts'
import { parseDatetime } from '../../catalog/parse/instant.ts'
import { knownProperties } from '../../catalog/properties.ts'

const kinds: ReadonlySet<string> = new Set<GranuleKind>([
  'swath',
  'track',
  'grid',
  'profile',
  'trajectory',
  'points',
])

/** Names of properties by their STAC field. */
const names = new Map<string, string>(Object.entries(knownProperties).map(([name, { stac }]) => [stac, name]))

/** What the item says of itself beside its properties. */
const ownFields: ReadonlySet<string> = new Set([
  'datetime',
  'start_datetime',
  'end_datetime',
  'updated',
  'oceanid:kind',
])

/**
 * A STAC item (1.0 and 1.1) as a granule: the inverse of what the STAC API writes, as far as an item goes; it has no
 * segments. Fields that are neither text, number, boolean nor a list of text are left out.
 *
 * @param source names the item in errors
 * @throws UnreadableFileError with the reason
 */
export function readItem(value: unknown, source: string, collection?: string): Granule {
  const refuse = (reason: string): never => {
    throw new UnreadableFileError(source, reason)
  }
  if (!isRecord(value) || value.type !== 'Feature') return refuse('is no STAC item (a GeoJSON Feature)')
  const properties = isRecord(value.properties) ? value.properties : {}
  const id = isText(value.id) ? value.id : refuse('has no id')
  const home = collection ?? (isText(value.collection) ? value.collection : refuse('names no collection'))
  const { start, end } = said(source, () => readSpan(properties))
  const geometry = said(source, () => readGeoJson(value.geometry, 'geometry'))
  return {
    collection: home,
    id,
    kind: readKind(properties['oceanid:kind'], geometry),
    start,
    end,
    geometry,
    bbox: said(source, () => readBox(value.bbox, geometry)),
    segments: [],
    properties: readProperties(properties),
    assets: readAssets(value.assets),
    updated: Date.now(),
  }
}

/** The reason of whatever is wrong, about the item. */
function said<T>(source: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new UnreadableFileError(source, cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function readSpan(properties: Record<string, unknown>): { start: Instant; end: Instant } {
  const { datetime, start_datetime = datetime, end_datetime = datetime } = properties
  const start = readInstant(start_datetime, 'start_datetime')
  const end = readInstant(end_datetime, 'end_datetime')
  if (start > end) throw new Error('ends before it starts')
  return { start, end }
}

function readInstant(value: unknown, name: string): Instant {
  if (typeof value !== 'string') throw new Error(`has neither datetime nor ${name}`)
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

function readProperties(fields: Record<string, unknown>): Properties {
  const properties: Properties = {}
  for (const [field, value] of Object.entries(fields)) {
    if (ownFields.has(field)) continue
    const kept = readValue(value)
    if (kept === undefined) continue
    const name = names.get(field) ?? (field.startsWith('oceanid:') ? field.slice('oceanid:'.length) : field)
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
  for (const [key, asset] of Object.entries(isRecord(value) ? value : {})) {
    if (!isRecord(asset) || !isText(asset.href)) continue
    const { 'file:size': size, 'file:checksum': checksum, title, roles, type } = asset
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
