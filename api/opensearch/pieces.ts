import { setImmediate } from 'node:timers/promises'
import type { Granule } from '../../catalog/granule.ts'
import type { GranuleQuery, SortKey } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import type { Answer } from './service.ts'
import type { Window } from './window.ts'

/** Granules read from the store at a time. */
export const pieceLength = 250

/** The first piece is read before anything is answered: it has the total, and what is wrong comes out in time. */
export async function readPieces(
  store: Store,
  query: GranuleQuery,
  sort: SortKey[] | undefined,
  { offset, count }: Window,
): Promise<Pick<Answer<Granule>, 'total' | 'updated' | 'entries'>> {
  if (count === 0) return { total: await store.count(query), entries: once([]) }
  const order = sort && { sort }
  const first = await store.search(query, { ...order, offset, limit: Math.min(count, pieceLength) })
  async function* pieces() {
    let piece = first
    let left = count
    while (true) {
      yield piece.granules
      left -= piece.granules.length
      if (left <= 0 || piece.next === undefined) return
      const limit = Math.min(left, pieceLength)
      // Where neither the store nor the socket makes it wait, a long page would hold up every other request.
      await setImmediate()
      piece = await store.search(query, { ...order, after: piece.next, limit, uncounted: true })
    }
  }
  const updated = first.granules.reduce((newest, granule) => Math.max(newest, granule.updated), -Infinity)
  return { total: first.matched!, entries: pieces(), ...(first.granules.length > 0 && { updated }) }
}

export async function* once<Entry>(entries: Entry[]): AsyncIterable<Entry[]> {
  yield entries
}
