import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Aggregation, PropertySummary } from '../../../catalog/aggregation.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Store } from '../../../catalog/store.ts'
import { randomGranules } from '../../random-granules.ts'
import { randomQuery } from '../../random-queries.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'

const aggregations: Aggregation[] = [
  ...['platform', 'cycle', 'night', 'variables', 'collection', 'kind', 'start', 'no such property'].map(
    (property): Aggregation => ({ by: 'value', property, most: 20 }),
  ),
  { by: 'value', property: 'id', most: 7 },
  ...(['year', 'month', 'day', 'hour'] as const).map((unit): Aggregation => ({ by: 'time', unit })),
  { by: 'range', property: 'quality', edges: [-1, 0, 0.2, 0.5, 0.999, 4] },
  { by: 'range', property: 'platform', edges: [0, 1] },
  { by: 'cell', grid: 'geotile', precision: 0 },
  { by: 'cell', grid: 'geotile', precision: 3 },
  { by: 'cell', grid: 'geohash', precision: 1 },
  { by: 'cell', grid: 'geohash', precision: 2 },
]

/** Buckets and summaries, each compared with the linear scan. */
export function describeAggregating(name: string, open: () => Promise<Store>, searches: number) {
  describe(name, () => {
    const scan = openScanStore()
    const granules = randomGranules(seeded(50), 300)
    let store: Store
    beforeAll(async () => {
      store = await open()
      for (const catalogue of [store, scan]) await catalogue.put(granules)
    })
    afterAll(() => store.close())

    test('counts all matches in buckets', async () => {
      const expected = await scan.aggregate({}, aggregations)
      expect(await store.aggregate({}, aggregations)).toEqual(expected)
      expect(expected.buckets.filter((buckets) => buckets.length > 0).length).toBe(aggregations.length - 1)
    })

    test('counts the matches of any query in buckets', async () => {
      const random = seeded(51)
      for (let i = 0; i < Math.ceil(searches / 20); i++) {
        const query = randomQuery(random)
        const asked = [0, 1].map(() => aggregations[Math.floor(random() * aggregations.length)]!)
        const message = JSON.stringify({ query, asked })
        expect(await store.aggregate(query, asked), message).toEqual(await scan.aggregate(query, asked))
      }
    })

    test('says what granules have, of each collection and of all', async () => {
      for (const collections of [[], ['alpha'], ['beta', 'delta é'], ['no such collection']]) {
        expect(await store.properties(collections)).toEqual(await scan.properties(collections))
      }
      const all = await store.properties()
      expect(all.map(({ name, type }) => [name, type])).toEqual([
        ['cycle', 'number'],
        ['night', 'boolean'],
        ['pass', 'number'],
        ['platform', 'string'],
        ['quality', 'number'],
        ['variables', 'string[]'],
      ])
    })

    test('keeps what it says true while granules are replaced and deleted', async () => {
      const [first, second, third] = granules as [
        (typeof granules)[0],
        (typeof granules)[0],
        (typeof granules)[0],
      ]
      const changed = { ...second, properties: { platform: 7, mood: 'calm', __proto__x: true } }
      for (const catalogue of [store, scan]) {
        await catalogue.delete(first.collection, first.id)
        await catalogue.put([{ ...changed, updated: changed.updated + 1e9 }])
        await catalogue.deleteCollection(third.collection)
      }
      // Bounds of numbers may stay wider than what is left.
      const known = ({ least: _, greatest: __, ...summary }: PropertySummary) => summary
      const expected = await scan.properties()
      const given = await store.properties()
      expect(given.map(known)).toEqual(expected.map(known))
      for (const [i, { least, greatest }] of expected.entries()) {
        if (least === undefined) continue
        expect(given[i]!.least).toBeLessThanOrEqual(least)
        expect(given[i]!.greatest).toBeGreaterThanOrEqual(greatest!)
      }
      expect(await store.aggregate({}, aggregations)).toEqual(await scan.aggregate({}, aggregations))
    })

    test('refuses buckets that cannot be', async () => {
      const impossible: Aggregation[] = [
        { by: 'value', property: 'cycle', most: 0 },
        { by: 'range', property: 'cycle', edges: [1] },
        { by: 'range', property: 'cycle', edges: [1, 1] },
        { by: 'cell', grid: 'geotile', precision: 9 },
        { by: 'cell', grid: 'geohash', precision: 0 },
      ]
      for (const one of impossible) {
        await expect(store.aggregate({}, [one]), JSON.stringify(one)).rejects.toThrow(InvalidQueryError)
      }
    })
  })
}
