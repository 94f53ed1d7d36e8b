import { describe, expect, test } from 'vitest'
import { catalogStatus, initCatalog } from '../../../catalog/elasticsearch/admin.ts'
import { migrateCatalog } from '../../../catalog/elasticsearch/migrate.ts'
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
        { alias, index: `${alias}-000002`, version: 2, granules: expected.size },
      ])
      expect(await migrateCatalog(connection, names)).toEqual([])
      const after = await openElasticsearchStore(url)
      const { granules } = await after.search({}, { limit: 5_000 })
      expect(ids(granules).sort()).toEqual([...expected].sort())
      expect((await after.get('sst', 'tracked'))?.track).toEqual(track)
      await Promise.all([after.close(), store.close(), connection.client.close()])
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
      expect(await catalogStatus(connection, names)).toEqual({ current: 2, indices: [], loads: [] })
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
