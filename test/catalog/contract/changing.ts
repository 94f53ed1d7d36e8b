import { describe, expect, test } from 'vitest'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { box, randomGranules } from '../../random-granules.ts'
import { randomQuery, randomSort } from '../../random-queries.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { expectSameCollections, idsOf, keyOf } from './compare.ts'
import { freshStores } from './fresh.ts'

/** Adding, replacing and deleting, one by one and among readers. */
export function describeChanging(name: string, open: () => Promise<Store>) {
  describe(name, () => {
    const granules = randomGranules(seeded(30), 120)
    const fresh = freshStores(open, granules)

    test('neither repeats nor skips while granules come in between pages', async () => {
      for (const sort of [
        [],
        [{ property: 'end', descending: true }],
        [{ property: 'cycle', descending: false }],
      ]) {
        const store = await fresh(granules.slice(0, 80))
        const before = idsOf(await store.search({}, { limit: 500, sort }))
        const newcomers = granules.slice(80).filter((granule) => !before.includes(keyOf(granule)))
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await store.search({}, { limit: 9, sort, ...(after && { after }) })
          seen.push(...idsOf(page))
          after = page.next
          await store.put(newcomers.splice(0, 5))
        } while (after)
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.filter((key) => before.includes(key))).toEqual(before)
        expect(seen.length).toBeGreaterThan(before.length)
      }
    })

    test('tells private collections from those that everyone may see, as they are described now', async () => {
      const store = await fresh([])
      const described = (id: string, hidden?: boolean) =>
        store.putCollection({ ...bareCollection(id), ...(hidden !== undefined && { private: hidden }) })
      expect(await store.access()).toEqual({ open: [], private: [] })
      for (const [id, hidden] of [['d', true], ['a'], ['c', false], ['b', true]] as const)
        await described(id, hidden)
      await store.put([{ ...granules[0]!, collection: 'e' }])
      expect(await store.access()).toEqual({ open: ['a', 'c', 'e'], private: ['b', 'd'] })
      await described('b', false)
      await store.deleteCollection('d')
      await store.put([{ ...granules[0]!, collection: 'a' }])
      expect(await store.access()).toEqual({ open: ['a', 'b', 'c', 'e'], private: [] })
    })

    test('replaces by collection and id, also within one batch', async () => {
      const [first, second] = granules as [Granule, Granule]
      const moved: Granule = {
        ...first,
        start: second.start,
        end: second.end,
        geometry: box([1, 1, 2, 2]),
        bbox: [1, 1, 2, 2],
        segments: [],
      }
      const store = await fresh([])
      const tracked: Granule = { ...first, track: Uint8Array.of(1, 0, 255) }
      expect(await store.put([tracked])).toEqual(['added'])
      expect(await store.get(first.collection, first.id)).toEqual(tracked)
      expect(await store.delete(first.collection, first.id)).toBe(true)
      expect(await store.put([first, second, moved])).toEqual(['added', 'added', 'replaced'])
      expect(await store.get(first.collection, first.id)).toEqual(moved)
      expect(await store.count({ ids: [first.id], collections: [first.collection] })).toBe(1)
      expect(await store.put([first])).toEqual(['replaced'])
      expect(await store.get(first.collection, first.id)).toEqual(first)
      const here = await store.search({ area: box([1.2, 1.2, 1.3, 1.3]), ids: [first.id] }, { limit: 9 })
      const scan = openScanStore()
      await scan.put([second, first])
      expect(idsOf(here)).toEqual(
        idsOf(await scan.search({ area: box([1.2, 1.2, 1.3, 1.3]), ids: [first.id] }, { limit: 9 })),
      )
    })

    test('keeps what is newer, whichever comes last', async () => {
      const [granule] = granules as [Granule]
      const older = { ...granule, updated: granule.updated - 1, start: granule.start - 1000 }
      const store = await fresh([granule])
      expect(await store.put([older])).toEqual(['replaced'])
      expect(await store.get(granule.collection, granule.id)).toEqual(granule)
      expect((await store.collection(granule.collection))?.extent?.start).toBe(granule.start)
    })

    test('is the same catalogue after much replacing and deleting', async () => {
      const store = await fresh([])
      const scan = openScanStore()
      const random = seeded(31)
      for (let round = 0; round < 30; round++) {
        const batch = randomGranules(random, 12)
        expect(await store.put(batch)).toEqual(await scan.put(batch))
        for (const { collection, id } of randomGranules(random, 12)) {
          expect(await store.delete(collection, id)).toBe(await scan.delete(collection, id))
        }
        if (round % 10 === 9) {
          const gone = batch[0]!.collection
          expect(await store.deleteCollection(gone)).toBe(await scan.deleteCollection(gone))
          expect(await store.deleteCollection(gone)).toBe(false)
        }
        await expectSameCollections(store, scan)
        for (let i = 0; i < 10; i++) {
          const query = randomQuery(random)
          const page = { limit: 500, sort: randomSort(random) }
          const answer = await store.search(query, page)
          expect(idsOf(answer), JSON.stringify({ query, page })).toEqual(
            idsOf(await scan.search(query, page)),
          )
        }
      }
    })

    test('keeps descriptions of collections, with and without granules', async () => {
      const store = await fresh([])
      const described = {
        id: 'alpha',
        title: 'Alpha',
        description: 'The first.',
        license: 'CC-BY-4.0',
        keywords: ['sst'],
        providers: [{ name: 'Somebody', roles: ['producer' as const], url: 'https://example.org' }],
        doi: '10.5067/ABC',
        platform: ['One', 'Two'],
        files: { pattern: ['{start:%Y%m%d}_*.nc', '*/'], longitude: 'lon', latitude: 'lat' },
        root: '/data',
        href: [{ href: 'https://example.org/{path}', roles: ['data'] }],
        properties: { cloudCover: { type: 'number' as const, value: 3.5 } },
        variables: { sst: { units: 'kelvin', dimensions: ['nj', 'ni'] } },
        footprint: { tolerance: 2.5 },
      }
      await store.putCollection(described)
      expect(await store.collection('alpha')).toEqual({ ...described, granules: 0 })
      expect(await store.collection('beta')).toBeUndefined()
      const own = granules.filter(({ collection }) => collection === 'alpha')
      await store.put(own)
      const keys = new Set(own.map(keyOf))
      expect(await store.collection('alpha')).toMatchObject({ ...described, granules: keys.size })
      await store.putCollection({ ...described, title: 'Alpha again' })
      expect(await store.collection('alpha')).toMatchObject({ title: 'Alpha again', granules: keys.size })
      await store.put(granules.filter(({ collection }) => collection === 'beta').slice(0, 1))
      expect(await store.collection('beta')).toMatchObject({ title: 'beta', license: 'other', granules: 1 })
      expect((await store.collections()).map(({ id }) => id)).toEqual(['alpha', 'beta'])
    })
  })
}
