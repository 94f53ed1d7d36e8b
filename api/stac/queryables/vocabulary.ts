import type { PropertySummary } from '../../../catalog/aggregation.ts'
import { type KnownProperty, knownProperties } from '../../../catalog/properties.ts'
import { toField } from '../../../catalog/stac/names.ts'
import type { Store } from '../../../catalog/store.ts'
import { filterFields } from '../collections/filter.ts'
import { summaryOf } from '../collections/service.ts'

export interface JsonSchema {
  $ref?: string
  title?: string
  description?: string
  type?: string | string[]
  format?: string
  enum?: string[]
  items?: JsonSchema
  minimum?: number
  maximum?: number
  /** The catalogue's own name for it, as the command line takes it. */
  'oceanid:property'?: string
}

const instant = (title: string): JsonSchema => ({ title, type: 'string', format: 'date-time' })

/** What every item has. */
const common: Record<string, JsonSchema> = {
  id: { title: 'Id of the item', type: 'string' },
  collection: { title: 'Id of the collection', type: 'string' },
  datetime: instant('Start of the measurements'),
  start_datetime: instant('Start of the measurements'),
  end_datetime: instant('End of the measurements'),
  updated: instant('When the catalogue took the item'),
  'oceanid:kind': {
    title: 'What the measurements look like in space',
    type: 'string',
    enum: ['swath', 'track', 'grid', 'profile', 'trajectory', 'points'],
  },
}

const footprint: JsonSchema = { title: 'Footprint', $ref: 'https://geojson.org/schema/Geometry.json' }

/** What collections can be filtered by. */
export const collectionQueryables: Record<string, JsonSchema> = {
  ...Object.fromEntries(Object.entries(filterFields).map(([name, type]) => [name, { title: name, type }])),
  datetime: instant('Time that its items cover'),
  start_datetime: instant('Start of its first item'),
  end_datetime: instant('End of its last item'),
  geometry: { title: 'Bounding box of its items', $ref: 'https://geojson.org/schema/Geometry.json' },
}

const known: Record<string, KnownProperty> = knownProperties

/**
 * By field, what items of a collection (of all, without one) have and can be filtered by.
 *
 * @throws NotFoundError
 */
export async function queryablesOf(
  store: Store,
  collection: string | undefined,
): Promise<Record<string, JsonSchema>> {
  const properties = await propertiesOf(store, collection)
  return store.capabilities.conditions ? { ...common, geometry: footprint, ...properties } : {}
}

/** What can be sorted by: the same without the footprint. */
export async function sortablesOf(
  store: Store,
  collection: string | undefined,
): Promise<Record<string, JsonSchema>> {
  return { ...common, ...(await propertiesOf(store, collection)) }
}

async function propertiesOf(store: Store, collection: string | undefined) {
  if (collection !== undefined) await summaryOf(store, collection)
  const schemas: Record<string, JsonSchema> = {}
  for (const summary of await store.properties(collection === undefined ? undefined : [collection])) {
    const field = toField(summary.name)
    const before = schemas[field]
    schemas[field] = before ? either(before, schemaOf(summary)) : schemaOf(summary)
  }
  return schemas
}

function schemaOf({ name, type, least, greatest, values }: PropertySummary): JsonSchema {
  const title = known[name]?.title ?? name
  const text: JsonSchema = { type: 'string', ...(values && { enum: values }) }
  const named = { title, 'oceanid:property': name }
  if (type === 'string') return { ...named, ...text }
  if (type === 'string[]') return { ...named, type: 'array', items: text }
  return {
    ...named,
    type,
    ...(least !== undefined && { minimum: least }),
    ...(greatest !== undefined && { maximum: greatest }),
  }
}

/** Granules that do not agree on the type of a property leave nothing but the types to be said. */
function either(a: JsonSchema, b: JsonSchema): JsonSchema {
  const types = [a.type, b.type].flat().filter((type) => type !== undefined)
  return { ...(a.title !== undefined && { title: a.title }), type: [...new Set(types)] }
}
