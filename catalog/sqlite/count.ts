import type { Database } from './database.ts'
import type { Scope } from './scope.ts'

/** How many granules overlap the period: from the counters where all of a stratum do, else from the index. */
export function countByIndex(database: Database, scope: Scope): number {
  let count = 0
  for (const { collection, class: index, granules, firstStart, lastStart, longest } of scope.strata) {
    // All start within the period: they overlap it, however short they are.
    if (firstStart >= scope.start && lastStart <= scope.end) count += granules
    else {
      count += database.row<[number]>(
        `SELECT count(*) FROM granule INDEXED BY granule_by_time
         WHERE collection = ? AND class = ? AND "start" >= ? AND "start" <= ? AND "end" >= ?`,
        ...[collection, index, scope.start - longest, scope.end, scope.start],
      )![0]
    }
  }
  return count
}
