import type { BasicType } from 'hyparquet-writer'
import type { StacItem } from 'stac-ts'
import type { PropertySummary } from '../aggregation.ts'
import type { SimpleGeometry } from '../geometry/types.ts'
import { toField, valueIn } from '../stac/names.ts'
import { toWkb } from './wkb.ts'

/** A column of a table of items. */
export interface Column {
  name: string
  type: BasicType | 'BOX' | 'TEXTS'
  nullable: boolean
  of: (item: StacItem) => unknown
}

const required = (name: string, type: Column['type'], of: Column['of']): Column => ({
  name,
  type,
  nullable: false,
  of,
})

const instant = (name: string): Column =>
  required(name, 'TIMESTAMP', ({ properties }) => new Date(String(properties[name])))

const common: Column[] = [
  required('type', 'STRING', () => 'Feature'),
  required('stac_version', 'STRING', (item) => item.stac_version),
  required('stac_extensions', 'TEXTS', (item) => item.stac_extensions ?? []),
  required('id', 'STRING', (item) => item.id),
  required('collection', 'STRING', (item) => item.collection),
  required('geometry', 'BYTE_ARRAY', (item) => toWkb(item.geometry as SimpleGeometry)),
  required('bbox', 'BOX', ({ bbox }) => {
    const [xmin, ymin, xmax, ymax] = bbox as number[]
    return { xmin, ymin, xmax, ymax }
  }),
  instant('datetime'),
  instant('start_datetime'),
  instant('end_datetime'),
  instant('updated'),
  required('oceanid:kind', 'STRING', ({ properties }) => properties['oceanid:kind']),
  required('assets', 'JSON', ({ assets }) => assets),
  required('links', 'JSON', ({ links }) => links),
]

/**
 * The columns of items with these properties (stac-geoparquet 1.1): properties beside the members of the item, as text
 * where granules do not agree on the type.
 */
export function columnsOf(properties: PropertySummary[]): Column[] {
  const taken = new Set(common.map(({ name }) => name))
  const types = new Map<string, Set<PropertySummary['type']>>()
  for (const { name, type } of properties) {
    if (!taken.has(toField(name))) types.set(name, (types.get(name) ?? new Set()).add(type))
  }
  return [...common, ...[...types].map(([name, found]) => propertyColumn(name, found))]
}

function propertyColumn(property: string, types: Set<PropertySummary['type']>): Column {
  const field = toField(property)
  const [type] = types.size === 1 ? types : []
  const column = (to: Column['type'], convert: (value: unknown) => unknown): Column => ({
    name: field,
    type: to,
    nullable: true,
    of: ({ properties }) => {
      const value = valueIn(properties, property)
      return value === undefined || value === null ? undefined : convert(value)
    },
  })
  if (field === 'created') return column('TIMESTAMP', (value) => new Date(String(value)))
  if (field === 'instruments' || type === 'string[]')
    return column('TEXTS', (value) => [value].flat().map(String))
  if (type === 'number') return column('DOUBLE', Number)
  if (type === 'boolean') return column('BOOLEAN', Boolean)
  return column('STRING', (value) => (typeof value === 'string' ? value : JSON.stringify(value)))
}
