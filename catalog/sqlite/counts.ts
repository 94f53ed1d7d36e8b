import type { GranuleQuery } from '../query.ts'
import type { Database } from './database.ts'
import { recentOnes } from './recent.ts'

/** Characters that the questions remembered may take together, and what is counted for one beside its own. */
const MOST = 4_000_000
const EACH = 100

/** Counts of the last questions, for as long as the catalogue stays as it is: later pages need not count again. */
export interface Counts {
  get(query: GranuleQuery): number | undefined
  set(query: GranuleQuery, count: number): void
}

export function rememberCounts(database: Database): Counts {
  const counts = recentOnes<string, number>(database, MOST)
  return {
    get: (query) => counts.get(JSON.stringify(query)),
    set(query, count) {
      const key = JSON.stringify(query)
      counts.set(key, count, key.length + EACH)
    },
  }
}
