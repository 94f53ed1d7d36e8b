import { setImmediate } from 'node:timers/promises'
import type { Granule, Instant } from '../catalog/granule.ts'
import type { GranuleQuery, SortKey } from '../catalog/query.ts'
import type { Store } from '../catalog/store.ts'

/** Granules read from the store at a time. */
export const pieceLength = 250

/** A stretch of the results. */
export interface Window {
  /** Entries to pass over. */
  offset: number
  count: number
}

/** Matches that are read once, piece by piece, so that any number of them takes little memory. */
export interface Pieces {
  total: number
  /** When the first piece last changed; absent where it is empty. */
  updated?: Instant
  entries: AsyncIterable<Granule[]>
}

/** The first piece is read before anything is answered: it has the total, and what is wrong comes out in time. */
export async function readPieces(
  store: Store,
  query: GranuleQuery,
  sort: SortKey[] | undefined,
  { offset, count }: Window,
): Promise<Pieces> {
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

/**
 * A JSON object whose last long list is written piece by piece.
 *
 * @param head up to the list's bracket, with it
 * @param tail from the bracket that ends the list, without it, given how many there were
 */
export async function* writeList<Entry>(
  head: string,
  pieces: AsyncIterable<Entry[]>,
  write: (entry: Entry) => unknown,
  tail: (count: number) => string,
): AsyncGenerator<string> {
  let text = head
  let count = 0
  for await (const piece of pieces) {
    for (const entry of piece) text += `${count++ === 0 ? '' : ','}${JSON.stringify(write(entry))}`
    yield text
    text = ''
  }
  yield `${text}]${tail(count)}`
}
