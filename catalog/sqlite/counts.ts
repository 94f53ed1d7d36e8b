import type { GranuleQuery } from '../query.ts'
import type { Database } from './database.ts'
import { versionOf } from './strata.ts'

const MOST = 64
const LONGEST = 20_000

/** Counts of the last questions, for as long as the catalogue stays as it is: later pages need not count again. */
export interface Counts {
  get(query: GranuleQuery): number | undefined
  set(query: GranuleQuery, count: number): void
}

export function rememberCounts(database: Database): Counts {
  const counts = new Map<string, number>()
  let version: string | undefined
  const keyOf = (query: GranuleQuery) => {
    const current = versionOf(database)
    if (current !== version) counts.clear()
    version = current
    return JSON.stringify(query)
  }
  return {
    get: (query) => counts.get(keyOf(query)),
    set(query, count) {
      const key = keyOf(query)
      if (key.length > LONGEST) return
      counts.delete(key)
      counts.set(key, count)
      if (counts.size > MOST) counts.delete(counts.keys().next().value!)
    },
  }
}
