import type { Described } from '../fields.ts'
import type { PropertyValue } from '../granule.ts'

/** Granules of a block. It divides the stretch of numbers of a collection, so that a block has granules of one. */
export const BLOCK = 256

/** Characters that a column may take. */
const LONGEST = 64 * BLOCK

/** What the granules of a block have under one name, by where they stand in it; undefined where one has nothing, or is not there. */
export type Column = (PropertyValue | undefined)[]

/** As stored: the values one by one, null for those that are missing; or the different ones, and which of them each is. */
type Stored = (PropertyValue | null)[] | { of: PropertyValue[]; is: (number | null)[] }

/** The names of a granule's own fields that stand in columns. A property of such a name cannot be asked for: fields.ts. */
const ownColumns = ['start', 'end', 'updated', 'kind'] as const

/** What a granule has in columns. Its collection is told by its number, and its id has an index. */
export function* entriesOf(granule: Omit<Described, 'collection' | 'id'>): Iterable<[string, PropertyValue]> {
  for (const name of ownColumns) yield [name, granule[name]]
  for (const [name, value] of Object.entries(granule.properties)) {
    if (!ownNames.has(name)) yield [name, value]
  }
}

const ownNames: ReadonlySet<string> = new Set([...ownColumns, 'id', 'collection'])

/** Null for a column that is too long. */
export function encodeColumn(column: Column): string | null {
  const places = new Map<string, number>()
  const of: PropertyValue[] = []
  let isNumeric = true
  const is = Array.from(column, (value) => {
    if (value === undefined) return null
    if (typeof value !== 'number') isNumeric = false
    const key = JSON.stringify(value)
    const place = places.get(key) ?? of.push(value) - 1
    places.set(key, place)
    return place
  })
  const isVaried = isNumeric || 2 * of.length > column.length
  const stored: Stored = isVaried ? Array.from(column, (value) => value ?? null) : { of, is }
  const text = JSON.stringify(stored)
  return text.length > LONGEST ? null : text
}

export function decodeColumn(text: string): Column {
  const stored = JSON.parse(text) as Stored
  if (Array.isArray(stored)) return stored.map((value) => value ?? undefined)
  return stored.is.map((place) => (place === null ? undefined : stored.of[place]))
}
