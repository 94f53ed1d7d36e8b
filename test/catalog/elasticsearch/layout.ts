import { describe, expect, test } from 'vitest'
import { openElasticsearchStore } from '../../../catalog/elasticsearch/store.ts'
import { CatalogUnavailableError, InvalidQueryError, NotSupportedError } from '../../../catalog/errors.ts'
import type { Collection, Partition } from '../../../catalog/granule.ts'
import type { TestCluster } from '../../elasticsearch/cluster.ts'
import { granuleOf, ids, instant } from './granules.ts'

const collectionOf = (id: string, partition?: Partition): Collection => ({
  id,
  title: id,
  description: id,
  license: 'other',
  keywords: [],
  providers: [],
  ...(partition && { partition }),
})

export function describeLayout(cluster: TestCluster): void {
  describe('layout', () => {
    const prefixOf = (url: string) => new URL(url).pathname.slice(1)
    const indicesOf = async (url: string) =>
      Object.keys(await cluster.client().indices.getAlias({ index: `${prefixOf(url)}-*` })).sort()

    test('keeps each collection in an index of its own, also where an id cannot name one', async () => {
      const url = cluster.newCatalog()
      const store = await openElasticsearchStore(url)
      const collections = ['SLSTR-A', 'slstr-a', 'a/b:c', 'a b c', 'é', '..', `x${'y'.repeat(300)}`]
      await store.put(collections.map((collection) => granuleOf('one', { collection })))
      expect((await indicesOf(url)).length).toBe(collections.length + 1)
      for (const collection of collections) {
        const { granules, matched } = await store.search({ collections: [collection] }, { limit: 10 })
        expect(granules.map((granule) => granule.collection)).toEqual([collection])
        expect(matched).toBe(1)
      }
      expect(await store.deleteCollection('slstr-a')).toBe(true)
      expect(await store.count({})).toBe(collections.length - 1)
      await store.close()
    })

    test.each([
      'year',
      'month',
    ] as const)('keeps the granules of a %s apart and finds them by time', async (partition) => {
      const url = cluster.newCatalog()
      const store = await openElasticsearchStore(url)
      await store.putCollection(collectionOf('sst', partition))
      const spans: [string, string, string][] = [
        ['2018', '2018-06-15T00:00:00Z', '2018-06-15T01:00:00Z'],
        ['over-new-year', '2018-12-31T23:59:00Z', '2019-01-01T00:01:00Z'],
        ['2019', '2019-03-01T00:00:00Z', '2019-03-01T01:00:00Z'],
        ['decade', '2010-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
        ['early', '0099-03-01T00:00:00Z', '0099-03-01T00:00:00Z'],
      ]
      await store.put(
        spans.map(([id, start, end]) => granuleOf(id, { start: instant(start), end: instant(end) })),
      )
      const find = async (start: string, end?: string) =>
        ids(
          (
            await store.search(
              { period: { start: instant(start), ...(end && { end: instant(end) }) } },
              { limit: 10 },
            )
          ).granules,
        )
      expect(await find('2018-06-01T00:00:00Z', '2018-06-30T00:00:00Z')).toEqual(['decade', '2018'])
      expect(await find('2019-01-01T00:00:00Z', '2019-01-02T00:00:00Z')).toEqual(['decade', 'over-new-year'])
      expect(await find('2019-03-01T00:30:00Z', '2019-03-01T00:31:00Z')).toEqual(['decade', '2019'])
      expect(await find('2018-12-31T00:00:00Z')).toEqual(['decade', 'over-new-year', '2019'])
      expect(await find('0001-01-01T00:00:00Z', '1000-01-01T00:00:00Z')).toEqual(['early'])

      const asked = async () => {
        const { indices = {} } = await cluster
          .client()
          .indices.stats({ index: `${prefixOf(url)}-granules.sst`, metric: 'search' })
        return Object.entries(indices).map(([index, stats]) => [index, stats.total?.search?.query_total ?? 0])
      }
      const before = new Map((await asked()) as [string, number][])
      await find('2018-06-01T00:00:00Z', '2018-06-30T00:00:00Z')
      const now = (await asked()) as [string, number][]
      const slices = now
        .filter(([index, total]) => total > before.get(index)!)
        .map(([index]) => index.split('@')[1])
      expect(slices.sort()).toEqual([partition === 'year' ? '2018-000001' : '2018-06-000001', 'long-000001'])
      await store.close()
    })

    test('moves a granule whose time is corrected into another year', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      await store.putCollection(collectionOf('sst', 'year'))
      const wrong = granuleOf('one', { start: instant('1999-01-01T00:00:00Z') })
      const right = granuleOf('one', { start: instant('2021-01-01T00:00:00Z') })
      expect(await store.put([wrong])).toEqual(['added'])
      expect(await store.put([right])).toEqual(['replaced'])
      expect((await store.search({}, { limit: 10 })).granules.map(({ start }) => start)).toEqual([
        right.start,
      ])
      expect(await store.get('sst', 'one')).toEqual(right)
      expect(await store.delete('sst', 'one')).toBe(true)
      expect(await store.count({})).toBe(0)
      await store.close()
    })

    test('refuses to divide otherwise a collection that has granules', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      await store.putCollection(collectionOf('sst', 'year'))
      await store.put([granuleOf('one')])
      await expect(store.putCollection(collectionOf('sst', 'month'))).rejects.toThrow(NotSupportedError)
      await store.putCollection({ ...collectionOf('sst'), title: 'Sea surface temperature' })
      expect(await store.collection('sst')).toMatchObject({ title: 'Sea surface temperature', granules: 1 })
      await store.put([granuleOf('two')])
      expect(await store.count({ collections: ['sst'] })).toBe(2)
      await store.close()
    })

    test('asks for hundreds of collections at once', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      await store.put([granuleOf('one', { collection: 'c7' }), granuleOf('two', { collection: 'other' })])
      for (const many of [60, 1_500]) {
        const collections = Array.from({ length: many }, (_, i) =>
          i === 7 ? 'c7' : `${'long-name-'.repeat(8)}${i}`,
        )
        const { granules } = await store.search({ collections }, { limit: 10 })
        expect(ids(granules)).toEqual(['one'])
        const period = { start: instant('2019-12-01T00:00:00Z'), end: instant('2020-02-01T00:00:00Z') }
        expect(await store.count({ collections, period })).toBe(1)
      }
      await store.close()
    })

    test("neither reads nor touches another application's indices", async () => {
      const url = cluster.newCatalog()
      const prefix = prefixOf(url)
      const foreign = [
        `${prefix}-granules-of-others`,
        `${prefix}-granules2`,
        `${prefix}x-granules.sst@all-000001`,
      ]
      for (const index of foreign) {
        await cluster.client().index({ index, id: '1', refresh: true, document: granuleOf('foreign') })
      }
      const neighbour = await openElasticsearchStore(`${url}-granules`)
      await neighbour.put([granuleOf('neighbour')])
      const store = await openElasticsearchStore(url)
      expect(await store.collections()).toEqual([])
      await store.put([granuleOf('own')])
      expect(ids((await store.search({}, { limit: 10 })).granules)).toEqual(['own'])
      expect(ids((await store.search({ collections: ['sst'] }, { limit: 10 })).granules)).toEqual(['own'])
      await store.deleteCollection('sst')
      expect(await neighbour.count({})).toBe(1)
      for (const index of foreign) {
        expect((await cluster.client().count({ index })).count).toBe(1)
        await cluster.client().indices.delete({ index })
      }
      await store.close()
      await neighbour.close()
    })

    test('refuses a URL without a prefix, and a catalogue of a later version', async () => {
      await expect(openElasticsearchStore(cluster.url())).rejects.toThrow(InvalidQueryError)
      await expect(openElasticsearchStore(`${cluster.url()}/Prefix`)).rejects.toThrow(/lowercase/)
      const url = cluster.newCatalog()
      const store = await openElasticsearchStore(url)
      await store.put([granuleOf('one')])
      await store.close()
      await cluster
        .client()
        .indices.putMapping({ index: `${prefixOf(url)}-collections`, _meta: { oceanid: 99 } })
      await expect(openElasticsearchStore(url)).rejects.toThrow(CatalogUnavailableError)
    })
  })
}
