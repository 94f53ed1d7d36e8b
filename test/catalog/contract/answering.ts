import { describe, expect, test } from 'vitest'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Box } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Expression, Filter, GranuleQuery, PageRequest, SortKey } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { box, boxes, epoch, randomGranules } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { freshStores } from './fresh.ts'

/** What an answer brings, what is refused, and the places that indexes get wrong. */
export function describeAnswering(name: string, open: () => Promise<Store>) {
  describe(name, () => {
    const granules = randomGranules(seeded(30), 120)
    const fresh = freshStores(open, granules)

    test('gives segments when asked, and none when not', async () => {
      const store = await fresh()
      const withSegments = await store.search({}, { limit: 500, segments: true })
      const without = await store.search({}, { limit: 500 })
      expect(withSegments.granules.filter(({ segments }) => segments.length > 0).length).toBeGreaterThan(30)
      expect(without.granules).toEqual(withSegments.granules.map((granule) => ({ ...granule, segments: [] })))
    })

    test('gives back times that are finer than it keeps them', async () => {
      const store = await fresh([])
      const written = { start: new Date(granules[0]!.start).toISOString().replace('Z', '4567Z') }
      await store.put([{ ...granules[0]!, written }, granules[1]!])
      const { granules: found } = await store.search({}, { limit: 2 })
      const key = ({ id, written }: Granule) => [id, written]
      expect(found.map(key).sort()).toEqual([key({ ...granules[0]!, written }), key(granules[1]!)].sort())
    })

    test('counts what an area holds beside what misses it by a hair, whatever the page and whatever was asked before', async () => {
      const random = seeded(31)
      const hair = 3e-7
      const near = Array.from({ length: 120 }, (_, i): Granule => {
        const west = [5, 10 - hair, 10, 10 + hair, 12][i % 5]!
        const bbox: Box = [west, 0.05 * i, west + 1, 0.05 * i + 1]
        return { ...granules[0]!, id: `e${i}`, geometry: box(bbox), bbox, segments: [] }
      })
      const store = await fresh(near)
      const scan = openScanStore()
      await scan.put(near)
      let found = 0
      for (let i = 0; i < 60; i++) {
        const query = { area: box([0, -5, 10, [0.4, 2, 5, 9][Math.floor(4 * random())]!]) }
        const page = { limit: [0, 1, 10, 50, 150][Math.floor(5 * random())]!, shared: random() < 0.5 }
        const expected = await scan.search(query, page)
        const answer = await store.search(query, page)
        expect([answer.matched, answer.granules.map(({ id }) => id), answer.next !== undefined]).toEqual([
          expected.matched,
          expected.granules.map(({ id }) => id),
          expected.next !== undefined,
        ])
        found += expected.matched!
      }
      expect(found).toBeGreaterThan(1000)
    })

    test('gives ground tracks when asked, and none when not', async () => {
      const store = await fresh()
      const { granules: whole } = await store.search({}, { limit: 500, tracks: true })
      const { granules: without } = await store.search({}, { limit: 500 })
      const tracks = new Map(granules.map(({ collection, id, track }) => [`${collection}/${id}`, track]))
      expect(whole.filter(({ track }) => track).length).toBeGreaterThan(5)
      for (const { collection, id, track } of whole) expect(track).toEqual(tracks.get(`${collection}/${id}`))
      expect(without.filter((granule) => 'track' in granule)).toEqual([])
      expect(without).toEqual(whole.map(({ track, ...granule }) => granule))
    })

    test('reads a condition on time from dates, without a zone as UTC', async () => {
      const store = await fresh(
        [0, 1, 2].map(
          (hours): Granule => ({
            ...granules[0]!,
            id: `h${hours}`,
            start: epoch + hours * 3600_000,
            end: epoch + 3 * 3600_000,
          }),
        ),
      )
      const from = (value: string | number) => store.count({ where: { op: '>=', property: 'start', value } })
      expect(await from('2015-01-01')).toBe(3)
      expect(await from('2015-01-01T01:00:00Z')).toBe(2)
      expect(await from('2015-01-01T01:00')).toBe(2)
      expect(await from('2015-01-01T03:00:00+01:00')).toBe(1)
      expect(await from(epoch + 1)).toBe(2)
      await expect(from('yesterday')).rejects.toThrow(InvalidQueryError)
    })

    test('finds text whatever its case and its accents', async () => {
      const texts = [
        'Straße',
        'STRASSE',
        'Éa',
        'e\u0301A',
        'ᾳ',
        'ΑΙ',
        'α',
        'İ',
        'i*',
        'ガ',
        'カ',
        'ﬃ'.repeat(4000),
      ]
      const named = texts.map(
        (title, i): Granule => ({
          ...granules[0]!,
          id: `Número ${i}`,
          properties: { title, names: [title, 'q'] },
        }),
      )
      const [store, scan] = [await fresh(named), openScanStore()]
      await scan.put(named)
      const ways: Expression[] = ['title', 'names', 'id'].flatMap((property) => {
        const [bare, folded] = [
          { without: 'accents', of: { property } },
          { without: 'case', of: { property } },
        ] as const
        return [bare, folded, { without: 'case', of: bare }, { without: 'accents', of: folded }]
      })
      for (const left of ways) {
        const wheres = ['strasse', 'ea', 'éa', 'α', 'αι', 'i*', 'i', 'カ', 'numero 3', 'FF'].flatMap(
          (value): Filter[] => [
            { op: 'compare', by: '=', left, right: { value } },
            { op: 'like', text: left, pattern: `${value}%` },
            { op: 'not', arg: { op: 'compare', by: '=', left, right: { value } } },
          ],
        )
        for (const where of [...wheres, { op: 'like', text: left, pattern: '%ff_' } as const]) {
          expect(await store.search({ where }, { limit: 20 }), JSON.stringify(where)).toEqual(
            await scan.search({ where }, { limit: 20 }),
          )
        }
      }
    })

    test('refuses what cannot be answered, and says which parameter', async () => {
      const store = await fresh()
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
    })

    test('refuses a whole batch for one impossible granule, and takes nothing of it', async () => {
      const store = await fresh([])
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
    })

    test('finds on both sides of the antimeridian and around the poles', async () => {
      const at = (id: string, geometry: Granule['geometry'], bbox: Granule['bbox']): Granule => ({
        ...granules[0]!,
        id,
        geometry,
        bbox,
        segments: [],
      })
      const store = await fresh([
        at('east', box([170, 0, 180, 10]), [170, 0, 180, 10]),
        at('west', box([-180, 0, -170, 10]), [-180, 0, -170, 10]),
        at('across', boxes([175, 20, 180, 30], [-180, 20, -175, 30]), [175, 20, -175, 30]),
        at('north', box([-180, 80, 180, 90]), [-180, 80, 180, 90]),
        at('south', box([-180, -90, 180, -80]), [-180, -90, 180, -80]),
      ])
      const find = async (area: Granule['geometry']) =>
        (await store.search({ area }, { limit: 9 })).granules.map(({ id }) => id).sort()
      expect(await find(boxes([179, -1, 180, 40], [-180, -1, -179, 40]))).toEqual(['across', 'east', 'west'])
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
    })
  })
}
