import { ofScope, reaching, type Window } from './candidates.ts'
import type { Database } from './database.ts'
import type { InstantOrder } from './instant-order.ts'
import type { Scope } from './scope.ts'

/**
 * Cuts all time into windows in an order, so that the first granules of a large match are found without the rest.
 * Each window holds at least some `batch / strata` granules and at most about `batch` (more only where many start at
 * once), and the batches double.
 */
export function* windowsOf(
  database: Database,
  scope: Scope,
  order: InstantOrder,
  batch: number,
): Iterable<Window> {
  const { key, descending, after } = order
  let low = after && !descending ? after.instant : -Infinity
  // A little too far: the order itself leaves out what does not come after the cursor.
  let high = after && descending ? after.instant + 1 : Infinity
  for (let size = batch; low < high; size *= 2) {
    const each = Math.ceil(size / Math.max(1, scope.strata.length))
    if (descending) {
      const from = boundary(database, scope, { key, low: -Infinity, high }, each, true)
      yield { key, low: from, high }
      high = from
    } else {
      const to = boundary(database, scope, { key, low, high: Infinity }, each, false)
      yield { key, low, high: to }
      low = to
    }
  }
}

/** The start by which one of the strata has had its `each` granules of the window, from its beginning or its end. */
function boundary(
  database: Database,
  scope: Scope,
  window: Window,
  each: number,
  descending: boolean,
): number {
  const strata = ofScope(scope)
  const starts = reaching(scope, { ...window, key: 'start' })
  const start = database.row<[number | null]>(
    `SELECT ${descending ? 'max' : 'min'}(nth) FROM (
       SELECT (SELECT g."start" FROM granule g INDEXED BY granule_by_time WHERE ${starts.sql}
               ORDER BY g."start" ${descending ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ?) AS nth
       FROM stratum s WHERE ${strata.sql})`,
    ...[...starts.values, each, ...strata.values],
  )![0]
  if (start === null) return descending ? -Infinity : Infinity
  return descending ? start : start + 1
}
