import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Box, Geometry } from '../../../catalog/geometry/types.ts'
import type { PageRequest } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { boxes, randomGranules } from '../../random-granules.ts'
import { randomQuery, randomSort } from '../../random-queries.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { expectSameCollections, idsOf, walk } from './compare.ts'

/** Random questions to a catalogue of random granules, each compared with the linear scan. */
export function describeFinding(name: string, open: () => Promise<Store>, searches: number) {
  describe(name, () => {
    const scan = openScanStore()
    let store: Store
    beforeAll(async () => {
      store = await open()
      const granules = randomGranules(seeded(20), 700)
      for (let i = 0; i < granules.length; i += 100) {
        const batch = granules.slice(i, i + 100)
        expect(await store.put(batch)).toEqual(await scan.put(batch))
      }
    })
    afterAll(() => store.close())

    test('by any query, in the same order, with the same count', async () => {
      const random = seeded(21)
      let found = 0
      for (let i = 0; i < searches; i++) {
        const query = randomQuery(random)
        const page = { limit: 1000, ...(random() < 0.3 && { sort: randomSort(random) }) }
        const expected = await scan.search(query, page)
        const message = JSON.stringify({ query, page })
        const answer = await store.search(query, page)
        expect(idsOf(answer), message).toEqual(idsOf(expected))
        expect(answer.matched, message).toBe(expected.matched)
        expect(answer.next, message).toBeUndefined()
        found += expected.matched!
      }
      expect(found).toBeGreaterThan(20 * searches)
      expect(found).toBeLessThan(400 * searches)
    })

    test('page by page, with any page size, in any order', async () => {
      const random = seeded(22)
      for (let i = 0; i < searches / 6; i++) {
        const query = random() < 0.3 ? {} : randomQuery(random)
        const page: PageRequest = {
          limit: 5 + Math.floor(150 * random() ** 2),
          sort:
            random() < 0.6
              ? [{ property: i % 2 ? 'start' : 'end', descending: random() < 0.5 }]
              : randomSort(random),
          uncounted: random() < 0.5,
        }
        const expected = await scan.search(query, { ...page, limit: 1000 })
        const walked = await walk(store, query, page)
        expect(walked, JSON.stringify({ query, page })).toEqual(idsOf(expected))
      }
    })

    test('from an offset, which counts from the cursor', async () => {
      const random = seeded(23)
      for (let i = 0; i < searches / 6; i++) {
        const query = random() < 0.5 ? {} : randomQuery(random)
        const sort = random() < 0.5 ? {} : { sort: randomSort(random) }
        const first = await scan.search(query, { limit: 7, ...sort })
        const page: PageRequest = {
          limit: Math.floor(12 * random()),
          offset: Math.floor(60 * random()),
          uncounted: random() < 0.5,
          ...sort,
          ...(first.next && random() < 0.5 && { after: first.next }),
        }
        const expected = await scan.search(query, page)
        const answer = await store.search(query, page)
        expect(idsOf(answer), JSON.stringify({ query, page })).toEqual(idsOf(expected))
        expect(answer.matched).toBe(expected.matched)
        expect(answer.next === undefined).toBe(expected.next === undefined)
      }
    })

    test('when it only counts', async () => {
      const random = seeded(24)
      for (let i = 0; i < searches; i++) {
        const query = randomQuery(random)
        expect(await store.count(query), JSON.stringify(query)).toBe(await scan.count(query))
      }
    })

    test('in areas of very many parts, and of none', async () => {
      const cells = Array.from({ length: 1500 }, (_, i): Box => {
        const [west, south] = [-150 + 0.2 * (i % 50), -60 + 4 * Math.floor(i / 50)]
        return [west, south, west + 0.1, south + 1]
      })
      const nothing: Geometry = { type: 'GeometryCollection', geometries: [] }
      for (const area of [boxes(...cells), nothing]) {
        for (const relation of ['intersects', 'within', 'disjoint'] as const) {
          const expected = await scan.search({ area, relation }, { limit: 1000 })
          expect(idsOf(await store.search({ area, relation }, { limit: 1000 }))).toEqual(idsOf(expected))
        }
      }
    })

    test('one by one, whole', async () => {
      const { granules } = await scan.search({}, { limit: 1000, segments: true, tracks: true })
      for (const granule of granules) {
        expect(await store.get(granule.collection, granule.id)).toEqual(granule)
      }
      expect(await store.get('alpha', 'no such granule')).toBeUndefined()
      expect(await store.get('no such collection', granules[0]!.id)).toBeUndefined()
    })

    test('with the extents of the collections', async () => {
      await expectSameCollections(store, scan)
    })
  })
}
