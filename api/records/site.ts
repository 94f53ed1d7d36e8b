import type { Store } from '../../catalog/store.ts'
import { collectionPageUrl, granulePageUrl, pageUrls } from '../pages/urls.ts'
import { readPieces, type Window } from '../pieces.ts'

/** Addresses of pages, in an order that stays while nothing is added. */
export interface Site {
  total: number
  /** A stretch of them. */
  read(window: Window): Promise<string[]>
}

const newestFirst = [{ property: 'start', descending: true }]

/**
 * The pages of the catalogue: those of all collections, and of the newest granules of each.
 *
 * @param most granules of a collection
 */
export async function siteOf(store: Store, base: string, most: number): Promise<Site> {
  const { home, collections: list, records } = pageUrls(base)
  const collections = await store.collections()
  const pages = [home, list, records, ...collections.map(({ id }) => collectionPageUrl(base, id))]
  const counted = collections.map(({ id, granules }) => ({ id, count: Math.min(most, granules) }))
  return {
    total: counted.reduce((sum, { count }) => sum + count, pages.length),
    async read({ offset, count }) {
      const end = offset + count
      const addresses = pages.slice(offset, end)
      let begin = pages.length
      for (const one of counted) {
        const [first, last] = [Math.max(offset, begin), Math.min(end, begin + one.count)]
        if (first < last) {
          const window = { offset: first - begin, count: last - first }
          const { entries } = await readPieces(store, { collections: [one.id] }, newestFirst, window)
          for await (const granules of entries) {
            addresses.push(...granules.map((granule) => granulePageUrl(base, granule)))
          }
        }
        begin += one.count
      }
      return addresses
    },
  }
}
