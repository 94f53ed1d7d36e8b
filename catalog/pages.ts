import type { GranuleQuery, PageRequest } from './query.ts'
import type { GranulePage, Store } from './store.ts'

const pageSize = 500

/** Pages until the limit is reached or no match is left; the first says how many match. */
export async function* pages(
  store: Pick<Store, 'search'>,
  query: GranuleQuery,
  what: Pick<PageRequest, 'sort' | 'segments' | 'tracks'>,
  limit: number,
): AsyncGenerator<GranulePage, void, void> {
  let page = await store.search(query, { ...what, limit: Math.min(limit, pageSize) })
  let left = limit - page.granules.length
  yield page
  while (page.next !== undefined && left > 0) {
    const after = page.next
    page = await store.search(query, { ...what, limit: Math.min(left, pageSize), after, uncounted: true })
    left -= page.granules.length
    yield page
  }
}
