import { describe, expect, test } from 'vitest'
import { catalogStatus, initCatalog } from '../../../catalog/elasticsearch/admin.ts'
import { migrateCatalog } from '../../../catalog/elasticsearch/migrate.ts'
import { documentId } from '../../../catalog/elasticsearch/names.ts'
import { connectCatalog, openElasticsearchStore } from '../../../catalog/elasticsearch/store.ts'
import type { TestCluster } from '../../elasticsearch/cluster.ts'
import { granuleOf, ids } from './granules.ts'

export function describeMigrating(cluster: TestCluster): void {
  describe('migrating', () => {
    test('copies an index of an older version while it is searched and written', async () => {
      const url = cluster.newCatalog()
      const prefix = new URL(url).pathname.slice(1)
      const store = await openElasticsearchStore(url)
      const expected = new Set<string>()
      const put = async (from: number, to: number) => {
        const some = Array.from({ length: to - from }, (_, i) => granuleOf(`g${from + i}`))
        await store.put(some)
        for (const { id } of some) expected.add(id)
      }
      await put(0, 3_000)
      const track = Uint8Array.of(1, 2, 0, 255)
      await store.put([granuleOf('tracked', { kind: 'track', track })])
      expected.add('tracked')
      for (const index of [`${prefix}-granules.sst`, `${prefix}-collections`]) {
        await cluster.client().indices.putMapping({ index, _meta: { oceanid: 0 } })
      }
      await expect(openElasticsearchStore(url)).rejects.toThrow(/oceanid catalog migrate/)

      const { connection, names } = connectCatalog(url, {})
      let migrating = true
      const searches = (async () => {
        let least = Infinity
        while (migrating) least = Math.min(least, await store.count({ ids: ['g0', 'g1', 'g2'] }))
        return least
      })()
      const writes = (async () => {
        for (let i = 3_000; migrating || i === 3_000; i += 10) {
          await put(i, i + 10)
          await store.delete('sst', `g${i - 2_990}`)
          expected.delete(`g${i - 2_990}`)
        }
      })()
      const migrations = await migrateCatalog(connection, names)
      migrating = false
      expect(await searches).toBe(3)
      await writes

      const alias = `${prefix}-granules.sst@all`
      expect(migrations).toMatchObject([{ alias, from: `${alias}-000001`, to: `${alias}-000002` }])
      expect((await catalogStatus(connection, names)).indices).toMatchObject([
        { alias, index: `${alias}-000002`, version: 3, granules: expected.size },
      ])
      expect(await migrateCatalog(connection, names)).toEqual([])
      const after = await openElasticsearchStore(url)
      const { granules } = await after.search({}, { limit: 5_000 })
      expect(ids(granules).sort()).toEqual([...expected].sort())
      expect((await after.get('sst', 'tracked'))?.track).toEqual(track)
      await Promise.all([after.close(), store.close(), connection.client.close()])
    })

    test('tells of an index whose mapping lacks a field, and mends it', async () => {
      const url = cluster.newCatalog()
      const { connection, names } = connectCatalog(url, {})
      const store = await openElasticsearchStore(url)
      const accented = granuleOf('g', { properties: { area: 'Océan Indien' } })
      await store.put([accented])
      const asked = () =>
        store.count({
          where: {
            op: 'compare',
            by: '=',
            left: { without: 'accents', of: { without: 'case', of: { property: 'area' } } },
            right: { value: 'ocean indien' },
          },
        })
      expect(await asked()).toBe(1)
      const differing = async () =>
        (await catalogStatus(connection, names)).indices.map(({ differs }) => differs === true)
      expect(await differing()).toEqual([false])

      const alias = names.slice('sst', 'all')
      const { indices } = cluster.client()
      const { [`${alias}-000001`]: made } = await indices.getMapping({ index: `${alias}-000001` })
      const { folded: _, ...properties } = made!.mappings.properties!
      const aliases = { [alias]: {}, [names.collection('sst')]: {}, [names.granules]: {} }
      await indices.delete({ index: `${alias}-000001` })
      await cluster.client().cluster.putComponentTemplate({
        name: `${names.prefix}-granules-mappings`,
        template: { mappings: { ...made!.mappings, properties } },
      })
      await indices.create({ index: `${alias}-000002`, aliases })
      await store.put([accented])
      expect(await asked()).toBe(0)
      expect(await differing()).toEqual([true])
      expect(await migrateCatalog(connection, names)).toMatchObject([{ to: `${alias}-000003`, granules: 1 }])
      expect(await asked()).toBe(1)
      expect(await differing()).toEqual([false])
      await Promise.all([store.close(), connection.client.close()])
    })

    test('reads granules as they were stored up to version 2', async () => {
      const url = cluster.newCatalog()
      const { connection, names } = connectCatalog(url, {})
      const store = await openElasticsearchStore(url)
      const granule = granuleOf('g', { properties: { pass: 7, flags: ['a', 'b'] } })
      await store.put([granule])
      const { geometry: footprint, bbox, properties, assets, ...own } = granule
      await cluster.client().index({
        index: names.slice('sst', 'all'),
        id: documentId('g'),
        refresh: true,
        document: { ...own, footprint, granule: { bbox, properties, assets } },
      })
      await migrateCatalog(connection, names, { all: true })
      expect(await store.get('sst', 'g')).toEqual(granule)
      expect((await store.search({}, { limit: 1 })).granules[0]).toEqual({ ...granule, segments: [] })
      await Promise.all([store.close(), connection.client.close()])
    })

    test('takes over settings that were changed for the catalogue, such as the number of shards', async () => {
      const url = cluster.newCatalog()
      const { connection, names } = connectCatalog(url, {})
      const store = await openElasticsearchStore(url)
      await store.put(Array.from({ length: 50 }, (_, i) => granuleOf(`g${i}`)))
      const settings = { number_of_shards: 3, number_of_replicas: 0 }
      await cluster
        .client()
        .cluster.putComponentTemplate({ name: `${names.prefix}-granules-settings`, template: { settings } })
      const [migration] = await migrateCatalog(connection, names, { all: true })
      const to = migration!.to
      const answer = await cluster.client().indices.getSettings({ index: to, flat_settings: true })
      expect(answer[to]?.settings).toMatchObject({ 'index.number_of_shards': '3' })
      expect((await store.search({}, { limit: 100 })).granules).toHaveLength(50)
      await store.put([granuleOf('g50')])
      await migrateCatalog(connection, names, { all: true })
      expect(await store.count({})).toBe(51)
      await Promise.all([store.close(), connection.client.close()])
    })

    test('init makes what is missing and says so; status tells what is lost', async () => {
      const url = cluster.newCatalog()
      const { connection, names } = connectCatalog(url, {})
      expect(await catalogStatus(connection, names)).toEqual({ current: 3, indices: [], loads: [] })
      expect(await initCatalog(connection, names)).toEqual({ made: true, remade: [], restored: [] })
      const store = await openElasticsearchStore(url)
      await store.put([granuleOf('one')])
      await store.close()
      const alias = names.slice('sst', 'all')
      await cluster.client().indices.delete({ index: `${alias}-000001` })
      expect((await catalogStatus(connection, names)).indices).toEqual([{ alias, collection: 'sst' }])
      expect(await initCatalog(connection, names)).toEqual({ made: false, remade: [alias], restored: [] })
      expect((await catalogStatus(connection, names)).indices).toMatchObject([{ alias, granules: 0 }])
      await connection.client.close()
    })
  })
}
