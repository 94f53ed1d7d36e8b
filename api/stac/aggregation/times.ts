import type { TimeUnit } from '../../../catalog/aggregation.ts'
import type { Instant } from '../../../catalog/granule.ts'
import type { GranuleQuery } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'

const day = 86_400_000

/** Start of the match that starts first; undefined where nothing matches. */
export function earliest(store: Store, query: GranuleQuery): Promise<Instant | undefined> {
  return startOfFirst(store, query, false)
}

/** Start of the match that starts last. */
export function latest(store: Store, query: GranuleQuery): Promise<Instant | undefined> {
  return startOfFirst(store, query, true)
}

async function startOfFirst(store: Store, query: GranuleQuery, descending: boolean) {
  const sort = [{ property: 'start', descending }]
  const { granules } = await store.search(query, { limit: 1, sort, uncounted: true })
  return granules[0]?.start
}

/** The unit by which the matches fall into a number of buckets that can be drawn. */
export async function unitFor(store: Store, query: GranuleQuery): Promise<TimeUnit> {
  const first = await earliest(store, query)
  const last = await latest(store, query)
  return first === undefined || last === undefined ? 'hour' : unitOver(first, last)
}

/** The same for what starts between two instants. */
export function unitOver(first: Instant, last: Instant): TimeUnit {
  const days = (last - first) / day
  if (days <= 3) return 'hour'
  if (days <= 100) return 'day'
  return days <= 3660 ? 'month' : 'year'
}
