import { knownProperties } from '../properties.ts'

/** Common metadata of STAC 1.1.0, and what the item says itself: a file's own property of that name means something else. */
const taken = new Set(
  `datetime start_datetime end_datetime created updated title description keywords roles platform instruments
  constellation mission gsd license providers bands data_type nodata statistics unit version deprecated
  experimental`.split(/\s+/),
)

/** Fields of an item that are no property in the catalogue, but what it says of every granule. */
const ownFields: Readonly<Record<string, string>> = {
  datetime: 'start',
  start_datetime: 'start',
  end_datetime: 'end',
  updated: 'updated',
  id: 'id',
  collection: 'collection',
  'oceanid:kind': 'kind',
}

const knownByField = new Map<string, string>(
  Object.entries(knownProperties).map(([name, { stac }]) => [stac, name]),
)

/** Before a field of STAC's common metadata where a file's own property would have its name. */
const prefix = 'oceanid:'
/** Before the catalogue's name of such a field that came with an item and means what STAC says. */
const common = 'stac:'

/** The catalogue's name for a field of an item, which may be written with `properties.` before it. */
export function toCatalogName(field: string): string {
  return remembered(names, field, nameOf)
}

/** Items of a collection have the same fields. */
const [names, fields] = [new Map<string, string>(), new Map<string, string>()]
const mostNames = 10_000

function remembered(known: Map<string, string>, name: string, find: (name: string) => string): string {
  const before = known.get(name)
  if (before !== undefined) return before
  const found = find(name)
  if (known.size < mostNames) known.set(name, found)
  return found
}

function nameOf(field: string): string {
  const bare = field.replace(/^properties\./, '')
  const known = Object.hasOwn(ownFields, bare) ? ownFields[bare] : knownByField.get(bare)
  if (known !== undefined) return known
  if (taken.has(bare)) return common + bare
  const own = bare.startsWith(prefix) ? bare.slice(prefix.length) : undefined
  return own !== undefined && (Object.hasOwn(knownProperties, own) || taken.has(own)) ? own : bare
}

/** The field of an item under which a property of the catalogue goes out. */
export function toField(name: string): string {
  return remembered(fields, name, fieldOfName)
}

function fieldOfName(name: string): string {
  if (Object.hasOwn(knownProperties, name)) return knownProperties[name as keyof typeof knownProperties].stac
  if (taken.has(name)) return prefix + name
  const field = name.startsWith(common) ? name.slice(common.length) : undefined
  return field !== undefined && taken.has(field) ? field : name
}

/** What an item has of a property of the catalogue, under whichever of the two names. */
export function valueIn(properties: Record<string, unknown>, name: string): unknown {
  return properties[toField(name)] ?? properties[`oceanid:${name}`]
}
