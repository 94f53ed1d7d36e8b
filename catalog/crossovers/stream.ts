import { compareText } from '../fields.ts'
import type { Granule } from '../granule.ts'
import type { GranuleQuery, PageRequest } from '../query.ts'
import type { GranulePage, Store } from '../store.ts'

/** Granules in memory at once of each stream: two pages, as the next is asked for while one is worked on. */
const pageSize = 200

/** What is read of a granule beside its footprint. */
export type Parts = Pick<PageRequest, 'segments' | 'tracks'>

/** The matches by start, then key; page after page, so that any number of them takes the same memory. */
export async function* pagesByStart(
  store: Pick<Store, 'search'>,
  query: GranuleQuery,
  parts: Parts,
): AsyncGenerator<Granule[]> {
  const ask = (after?: string) =>
    store.search(query, { limit: pageSize, uncounted: true, ...parts, ...(after !== undefined && { after }) })
  let coming: Promise<GranulePage> | undefined = ask()
  while (coming) {
    const { granules, next }: GranulePage = await coming
    coming = next === undefined ? undefined : ask(next)
    // Nobody waits for it when the caller goes away.
    coming?.catch(() => {})
    yield granules
  }
}

export async function* granulesByStart(
  store: Pick<Store, 'search'>,
  query: GranuleQuery,
  parts: Parts,
): AsyncGenerator<Granule> {
  for await (const granules of pagesByStart(store, query, parts)) yield* granules
}

/** A granule and the streams that it stands in. */
export interface Arrival {
  granule: Granule
  streams: number[]
}

/** All streams as one, in their common order; what stands in several arrives once. */
export async function* mergeByStart(streams: AsyncGenerator<Granule>[]): AsyncGenerator<Arrival> {
  try {
    const heads = await Promise.all(streams.map(async (stream) => (await stream.next()).value))
    for (;;) {
      let first: Granule | undefined
      for (const head of heads) if (head && (!first || compareByStart(head, first) < 0)) first = head
      if (!first) return
      const arrival: Arrival = { granule: first, streams: [] }
      for (let i = 0; i < heads.length; i++) {
        if (!heads[i] || compareByStart(heads[i]!, first) !== 0) continue
        arrival.streams.push(i)
        heads[i] = (await streams[i]!.next()).value
      }
      yield arrival
    }
  } finally {
    for (const stream of streams) void stream.return(undefined)
  }
}

function compareByStart(a: Granule, b: Granule): number {
  return a.start - b.start || compareText(a.collection, b.collection) || compareText(a.id, b.id)
}
