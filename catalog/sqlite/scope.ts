import type { GranuleQuery, Period } from '../query.ts'
import type { Database } from './database.ts'
import type { Stratum } from './strata.ts'

/** A query with its names looked up, and the strata that can hold a match. */
export interface Scope {
  strata: Stratum[]
  /** Numbers of the collections that have such strata. */
  collections: number[]
  /** Whether the query names collections. */
  named: boolean
  start: number
  end: number
}

export function scopeOf(database: Database, query: GranuleQuery, all: Stratum[]): Scope {
  const { start = -Infinity, end = Infinity }: Period = query.period ?? {}
  const named = query.collections?.length ? numbersOf(database, query.collections) : undefined
  const strata = all.filter(
    (stratum) =>
      (!named || named.has(stratum.collection)) &&
      stratum.firstStart <= end &&
      stratum.lastStart + stratum.longest >= start,
  )
  const collections = [...new Set(strata.map(({ collection }) => collection))]
  return { strata, collections, named: named !== undefined, start, end }
}

export function numbersOf(database: Database, ids: string[]): Set<number> {
  const numbers = new Set<number>()
  for (const id of ids) {
    const found = database.row<[number]>('SELECT number FROM collection WHERE id = ?', id)
    if (found) numbers.add(found[0])
  }
  return numbers
}
