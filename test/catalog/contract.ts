import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Box, Geometry } from '../../catalog/geometry/types.ts'
import type { Granule } from '../../catalog/granule.ts'
import type { GranuleQuery, PageRequest, SortKey } from '../../catalog/query.ts'
import type { GranulePage, Store } from '../../catalog/store.ts'
import { box, boxes, epoch, randomGranules } from '../random-granules.ts'
import { randomQuery, randomSort } from '../random-queries.ts'
import { openScanStore } from '../scan-store.ts'
import { seeded } from '../seeded.ts'

export interface ContractOptions {
  /** Random searches to compare with the linear scan. */
  searches?: number
}

/**
 * What every engine has to do, held against the linear scan on seeded random granules. `open` gives an empty
 * catalogue of its own each time; the suite closes it.
 */
export function describeStore(
  name: string,
  open: () => Promise<Store>,
  { searches = 600 }: ContractOptions = {},
) {
  describe(`${name}: finds what a linear scan finds`, () => {
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
      const { granules } = await scan.search({}, { limit: 1000, segments: true })
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

  describe(name, () => {
    let store: Store
    const granules = randomGranules(seeded(30), 120)
    const fresh = async (batch: Granule[] = granules) => {
      store = await open()
      await store.put(batch)
      return store
    }
    const using = (run: () => Promise<void>) => async () => {
      try {
        await run()
      } finally {
        await store.close()
      }
    }

    test(
      'gives segments when asked, and none when not',
      using(async () => {
        await fresh()
        const withSegments = await store.search({}, { limit: 500, segments: true })
        const without = await store.search({}, { limit: 500 })
        expect(withSegments.granules.filter(({ segments }) => segments.length > 0).length).toBeGreaterThan(30)
        expect(without.granules).toEqual(
          withSegments.granules.map((granule) => ({ ...granule, segments: [] })),
        )
      }),
    )

    test(
      'neither repeats nor skips while granules come in between pages',
      using(async () => {
        for (const sort of [
          [],
          [{ property: 'end', descending: true }],
          [{ property: 'cycle', descending: false }],
        ]) {
          await fresh(granules.slice(0, 80))
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
          if (sort.length < 2) await store.close()
        }
        await fresh([])
      }),
    )

    test(
      'replaces by collection and id, also within one batch',
      using(async () => {
        const [first, second] = granules as [Granule, Granule]
        const moved: Granule = {
          ...first,
          start: second.start,
          end: second.end,
          geometry: box([1, 1, 2, 2]),
          bbox: [1, 1, 2, 2],
          segments: [],
        }
        await fresh([])
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
      }),
    )

    test(
      'is the same catalogue after much replacing and deleting',
      using(async () => {
        await fresh([])
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
      }),
    )

    test(
      'keeps descriptions of collections, with and without granules',
      using(async () => {
        await fresh([])
        const described = {
          id: 'alpha',
          title: 'Alpha',
          description: 'The first.',
          license: 'CC-BY-4.0',
          keywords: ['sst'],
          providers: [{ name: 'Somebody', roles: ['producer' as const], url: 'https://example.org' }],
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
      }),
    )

    test(
      'reads a condition on time from dates, without a zone as UTC',
      using(async () => {
        await fresh(
          [0, 1, 2].map(
            (hours): Granule => ({
              ...granules[0]!,
              id: `h${hours}`,
              start: epoch + hours * 3600_000,
              end: epoch + 3 * 3600_000,
            }),
          ),
        )
        const from = (value: string | number) =>
          store.count({ where: { op: '>=', property: 'start', value } })
        expect(await from('2015-01-01')).toBe(3)
        expect(await from('2015-01-01T01:00:00Z')).toBe(2)
        expect(await from('2015-01-01T01:00')).toBe(2)
        expect(await from('2015-01-01T03:00:00+01:00')).toBe(1)
        expect(await from(epoch + 1)).toBe(2)
        await expect(from('yesterday')).rejects.toThrow(InvalidQueryError)
      }),
    )

    test(
      'refuses what cannot be answered, and says which parameter',
      using(async () => {
        await fresh()
        const { next } = await store.search({}, { limit: 3 })
        const descending: SortKey[] = [{ property: 'start', descending: true }]
        const refused: [string, GranuleQuery, PageRequest][] = [
          ['limit', {}, { limit: -1 }],
          ['limit', {}, { limit: 1.5 }],
          ['limit', {}, { limit: Number.NaN }],
          ['offset', {}, { limit: 1, offset: -1 }],
          ['token', {}, { limit: 1, after: 'nonsense' }],
          ['token', {}, { limit: 1, after: '' }],
          ['token', {}, { limit: 1, after: Buffer.from('["+start"]').toString('base64url') }],
          ['token', {}, { limit: 1, after: Buffer.from('["+start",["x"],"a","b"]').toString('base64url') }],
          ['token', {}, { limit: 1, after: next!, sort: descending }],
          ['relation', { area: box([0, 0, 1, 1]), alongTrack: true, relation: 'within' }, { limit: 1 }],
          ['period', { period: { start: Number.NaN } }, { limit: 1 }],
        ]
        for (const [parameter, query, page] of refused) {
          const answer = store.search(query, page)
          await expect(answer, JSON.stringify([query, page])).rejects.toThrow(InvalidQueryError)
          await expect(answer).rejects.toMatchObject({ parameter })
        }
      }),
    )

    test(
      'refuses a whole batch for one impossible granule, and takes nothing of it',
      using(async () => {
        await fresh([])
        const [good, other] = granules as [Granule, Granule]
        const impossible: Partial<Granule>[] = [
          { id: '' },
          { collection: '' },
          { start: Number.NaN },
          { end: other.start - 1 },
          { bbox: [0, 0, Number.NaN, 1] },
          { geometry: { type: 'GeometryCollection', geometries: [] } },
          { geometry: { type: 'Point', coordinates: [Number.NaN, 0] } },
        ]
        for (const part of impossible) {
          await expect(store.put([good, { ...other, ...part }]), JSON.stringify(part)).rejects.toThrow(
            InvalidQueryError,
          )
        }
        expect(await store.count({})).toBe(0)
        expect(await store.collections()).toEqual([])
      }),
    )

    test(
      'finds on both sides of the antimeridian and around the poles',
      using(async () => {
        const at = (id: string, geometry: Granule['geometry'], bbox: Granule['bbox']): Granule => ({
          ...granules[0]!,
          id,
          geometry,
          bbox,
          segments: [],
        })
        await fresh([
          at('east', box([170, 0, 180, 10]), [170, 0, 180, 10]),
          at('west', box([-180, 0, -170, 10]), [-180, 0, -170, 10]),
          at('across', boxes([175, 20, 180, 30], [-180, 20, -175, 30]), [175, 20, -175, 30]),
          at('north', box([-180, 80, 180, 90]), [-180, 80, 180, 90]),
          at('south', box([-180, -90, 180, -80]), [-180, -90, 180, -80]),
        ])
        const find = async (area: Granule['geometry']) =>
          (await store.search({ area }, { limit: 9 })).granules.map(({ id }) => id).sort()
        expect(await find(boxes([179, -1, 180, 40], [-180, -1, -179, 40]))).toEqual([
          'across',
          'east',
          'west',
        ])
        expect(await find(box([178, 24, 179, 25]))).toEqual(['across'])
        expect(await find(box([-179, 24, -178, 25]))).toEqual(['across'])
        expect(await find(box([-170, 24, 170, 25]))).toEqual([])
        expect(await find({ type: 'Point', coordinates: [33, 89.99] })).toEqual(['north'])
        expect(await find({ type: 'Point', coordinates: [33, 90] })).toEqual(['north'])
        expect(
          await find({
            type: 'LineString',
            coordinates: [
              [0, -89],
              [90, -85],
            ],
          }),
        ).toEqual(['south'])
        expect(await find(box([-180, -90, 180, 90]))).toHaveLength(5)
        expect((await store.collection(granules[0]!.collection))?.extent?.bbox).toEqual([-180, -90, 180, 90])
      }),
    )
  })
}

const keyOf = ({ collection, id }: { collection: string; id: string }) => `${collection}/${id}`
const idsOf = (page: GranulePage) => page.granules.map(keyOf)

async function walk(store: Store, query: GranuleQuery, page: PageRequest): Promise<string[]> {
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
async function expectSameCollections(store: Store, scan: Store): Promise<void> {
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
