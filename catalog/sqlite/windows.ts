import { always, earliestStart, type Window } from './candidates.ts'
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
  // Instants are whole: the one after it is left out by the order itself.
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
  const sql = `SELECT "start" FROM granule INDEXED BY granule_by_time
    WHERE collection = ? AND class = ? AND "start" >= ? AND "start" <= ? AND "start" < ?
    ORDER BY "start" ${descending ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ?`
  let nearest = descending ? -Infinity : Infinity
  for (const stratum of scope.strata) {
    const low = Math.max(earliestStart(stratum, scope, always), descending ? -Infinity : window.low)
    if (stratum.lastStart < low || stratum.firstStart >= window.high) continue
    const values = [stratum.collection, stratum.class, low, scope.end, window.high, each]
    const start = database.row<[number]>(sql, ...values)?.[0]
    if (start !== undefined) nearest = descending ? Math.max(nearest, start) : Math.min(nearest, start + 1)
  }
  return nearest
}
