import { compareText, type Described, fieldOf } from './fields.ts'
import type { PropertyScalar, SortKey } from './query.ts'

/** Where a granule stands in an order: what it has for each sort key, then its own key. */
export interface Place {
  values: (PropertyScalar | undefined)[]
  collection: string
  id: string
}

const byStart: SortKey[] = [{ property: 'start', descending: false }]

/** The keys in effect: without any, by start. */
export function sortKeys(sort: SortKey[] | undefined): SortKey[] {
  return sort && sort.length > 0 ? sort : byStart
}

/** A list counts with its least element, or descending with its greatest. */
export function placeOf(granule: Described, sort: SortKey[]): Place {
  const values = sort.map(({ property, descending }) => {
    const value = fieldOf(granule, property)
    if (!Array.isArray(value)) return value
    return value.reduce((best, one) => (compareText(one, best) > 0 === descending ? one : best))
  })
  return { values, collection: granule.collection, id: granule.id }
}

/**
 * The order of a search: by the sort keys, then by collection and id, both ascending. Numbers come before strings
 * and strings before booleans (descending the other way round); what is missing comes last in both directions.
 */
export function comparePlaces(sort: SortKey[]): (a: Place, b: Place) => number {
  return (a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = compareValues(a.values[i], b.values[i], sort[i]!.descending)
      if (order !== 0) return order
    }
    return compareText(a.collection, b.collection) || compareText(a.id, b.id)
  }
}

function compareValues(
  a: PropertyScalar | undefined,
  b: PropertyScalar | undefined,
  descending: boolean,
): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  const order = ascending(a, b)
  return descending ? -order : order
}

const types = ['number', 'string', 'boolean']

function ascending(a: PropertyScalar, b: PropertyScalar): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === typeof b) return Number(a) - Number(b)
  return types.indexOf(typeof a) - types.indexOf(typeof b)
}
