import { expect } from 'vitest'
import type { GranuleQuery, PageRequest } from '../../../catalog/query.ts'
import type { GranulePage, Store } from '../../../catalog/store.ts'

export const keyOf = ({ collection, id }: { collection: string; id: string }) => `${collection}/${id}`
export const idsOf = (page: GranulePage) => page.granules.map(keyOf)

export async function walk(store: Store, query: GranuleQuery, page: PageRequest): Promise<string[]> {
  const seen: string[] = []
  let after: string | undefined
  do {
    const answer = await store.search(query, { ...page, ...(after && { after }) })
    seen.push(...idsOf(answer))
    after = answer.next
    if (after) expect(answer.granules).toHaveLength(page.limit)
  } while (after && seen.length < 2000)
  return seen
}

/** The same counts, spans of time, and boxes to a ten-thousandth of a degree. */
export async function expectSameCollections(store: Store, scan: Store): Promise<void> {
  const [given, expected] = [await store.collections(), await scan.collections()]
  expect(given.map((collection) => ({ ...collection, extent: undefined }))).toEqual(
    expected.map((collection) => ({ ...collection, extent: undefined })),
  )
  for (const [i, { extent, id }] of expected.entries()) {
    const own = given[i]!.extent
    expect([own?.start, own?.end]).toEqual([extent?.start, extent?.end])
    extent?.bbox.forEach((degrees, k) => {
      expect(Math.abs(own!.bbox[k]! - degrees), `${id}: ${own!.bbox} for ${extent.bbox}`).toBeLessThan(1e-4)
    })
    expect(await store.collection(id)).toEqual(given[i])
  }
}
