import type { estypes } from '@elastic/elasticsearch'
import type { Place } from '../order.ts'
import type { PropertyScalar, SortKey } from '../query.ts'
import { fieldName } from './filter.ts'

const plainFields: ReadonlySet<string> = new Set(['start', 'end', 'updated', 'id', 'collection', 'kind'])
const types = ['numbers', 'strings', 'booleans'] as const
const typeNames = { numbers: 'number', strings: 'string', booleans: 'boolean' } as const

/** The order of `catalog/order.ts` in the engine's words: a property takes a field for each type that it may have. */
export function sortFields(sort: SortKey[]): estypes.SortCombinations[] {
  return [
    ...sort.flatMap(({ property, descending }) => {
      const order = descending ? 'desc' : 'asc'
      if (plainFields.has(property)) return [{ [property]: { order } } as estypes.SortOptions]
      return inOrder(descending).map(
        (type): estypes.SortOptions => ({
          [fieldName(type, property)]: {
            order,
            missing: '_last',
            mode: descending ? 'max' : 'min',
            unmapped_type: type === 'numbers' ? 'double' : 'keyword',
          },
        }),
      )
    }),
    { collection: 'asc' },
    { id: 'asc' },
  ]
}

/** Where to go on after a place: a value for each of those fields. */
export function searchAfter(place: Place, sort: SortKey[]): estypes.SortResults {
  return [
    ...sort.flatMap(({ property, descending }, i): estypes.FieldValue[] => {
      const value = place.values[i]
      if (plainFields.has(property)) return [value ?? null]
      return inOrder(descending).map((type) => fieldValue(type, value, descending))
    }),
    place.collection,
    place.id,
  ]
}

/** Numbers before strings before booleans; the other way round descending. */
function inOrder(descending: boolean): readonly (typeof types)[number][] {
  return descending ? types.toReversed() : types
}

/** What the engine sorts a document by that has no such value: the last number there is, or null. */
function fieldValue(
  type: (typeof types)[number],
  value: PropertyScalar | undefined,
  descending: boolean,
): estypes.FieldValue {
  if (typeof value === typeNames[type]) return typeof value === 'boolean' ? String(value) : value!
  if (type === 'numbers') return descending ? '-Infinity' : 'Infinity'
  return null
}
