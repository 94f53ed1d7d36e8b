import { describe, expect, test } from 'vitest'
import { initCatalog } from '../../../catalog/elasticsearch/admin.ts'
import { connectCatalog, openElasticsearchStore } from '../../../catalog/elasticsearch/store.ts'
import { PartlyStoredError } from '../../../catalog/errors.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import type { TestCluster } from '../../elasticsearch/cluster.ts'
import { granuleOf, ids } from './granules.ts'

export function describeWriting(cluster: TestCluster): void {
  describe('writing', () => {
    const aliasOf = (url: string) => `${new URL(url).pathname.slice(1)}-granules.sst@all`
    const settingsOf = async (url: string) => {
      const answer = await cluster.client().indices.getSettings({ index: aliasOf(url), flat_settings: true })
      const settings = Object.values(answer)[0]?.settings as Record<string, string>
      return [
        settings['index.refresh_interval'],
        settings['index.number_of_replicas'],
        settings['index.auto_expand_replicas'],
      ]
    }

    test('a write that arrives late does not undo a newer one', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      const older = granuleOf('one', { updated: 1_000, properties: { cycle: 1 } })
      const newer = granuleOf('one', { updated: 2_000, properties: { cycle: 2 } })
      await store.put([newer])
      expect(await store.put([older])).toEqual(['replaced'])
      expect(await store.get('sst', 'one')).toEqual(newer)
      await store.close()
    })

    test('what was deleted can be put again at once, also as it was before', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      const [older, newer] = [granuleOf('one', { updated: 1_000 }), granuleOf('one', { updated: 2_000 })]
      for (const granule of [newer, newer, older]) {
        expect(await store.put([granule])).toEqual(['added'])
        expect(await store.get('sst', 'one')).toEqual(granule)
        expect(await store.delete('sst', 'one')).toBe(true)
        expect(await store.get('sst', 'one')).toBeUndefined()
      }
      await store.close()
    })

    test('two writers at once lose and double nothing, nor what they remember of files', async () => {
      const url = cluster.newCatalog()
      const stores = await Promise.all([openElasticsearchStore(url), openElasticsearchStore(url)])
      const batchOf = (batch: number) =>
        Array.from({ length: 50 }, (_, i) => granuleOf(`g${batch * 25 + i}`, { updated: 1_000 }))
      const outcomes = await Promise.all(
        stores.flatMap((store) =>
          [0, 1, 2, 3].map((batch) => {
            const granules = batchOf(batch)
            return store.put(
              granules,
              granules.map(({ collection, id }) => ({
                ...{ path: `/${id}.nc`, size: 1, modified: 1, reading: '', outcome: 'indexed' as const },
                ...{ collection, id, at: 1, attempts: 0 },
              })),
            )
          }),
        ),
      )
      expect(outcomes.flat().filter((outcome) => outcome === 'added')).toHaveLength(125)
      expect(await stores[0]!.count({})).toBe(125)
      expect(await stores[1]!.listFiles({ limit: 1_000 })).toHaveLength(125)
      for (const store of stores) await store.close()
    })

    test('the last of several under one id stays', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      const many = Array.from({ length: 1_200 }, (_, i) =>
        granuleOf(`g${i % 600}`, { properties: { turn: i } }),
      )
      const outcomes = await store.put(many)
      expect(outcomes.filter((outcome) => outcome === 'added').length).toBe(600)
      expect(await store.count({ where: { op: '>=', property: 'turn', value: 600 } })).toBe(600)
      await store.close()
    })

    test('names what the engine refuses, and stores the rest', async () => {
      const url = cluster.newCatalog()
      const store = await openElasticsearchStore(url)
      await store.put([granuleOf('first', { properties: { cycle: 1 } })])
      await cluster.client().indices.putSettings({
        index: aliasOf(url),
        settings: { 'index.mapping.total_fields.limit': 1 } as never,
      })
      const refused = store.put([
        granuleOf('good', { properties: { cycle: 2 } }),
        granuleOf('bad', { properties: { unheard: 1 } }),
        granuleOf('better', { properties: { cycle: 3 } }),
      ])
      await expect(refused).rejects.toThrow(PartlyStoredError)
      await expect(refused).rejects.toMatchObject({
        message: expect.stringContaining('sst/bad'),
        refused: [{ collection: 'sst', id: 'bad', reason: expect.stringContaining('Limit of total fields') }],
      })
      expect(ids((await store.search({}, { limit: 9 })).granules)).toEqual(['better', 'first', 'good'])
      await store.close()
    })

    test('files that disagree about the type of a property are all taken', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      const values = [12, '12', true, ['12', 'b'], 'x'.repeat(40_000)]
      await store.put(
        values.map((value, i) => granuleOf(`g${i}`, { properties: { 'a.b': value, a: 'c', '': 1 } })),
      )
      const find = async (value: string | number | boolean) =>
        ids((await store.search({ where: { op: '=', property: 'a.b', value } }, { limit: 9 })).granules)
      expect(await find(12)).toEqual(['g0'])
      expect(await find('12')).toEqual(['g1', 'g3'])
      expect(await find(true)).toEqual(['g2'])
      expect(await store.count({})).toBe(5)
      await store.close()
    })

    test('footprints that the engine refuses or reads otherwise are kept and decided on their own shape', async () => {
      const store = await openElasticsearchStore(cluster.newCatalog())
      const polygon = (...ring: [number, number][]): Geometry => ({ type: 'Polygon', coordinates: [ring] })
      const bowTie = polygon([0, 0], [10, 10], [10, 0], [0, 10], [0, 0])
      const clockwise = polygon([-170, 0], [-170, 10], [170, 10], [170, 0], [-170, 0])
      const flat = polygon([0, 0], [10, 0], [20, 0], [0, 0])
      const shapes = { bowTie, clockwise, flat }
      const granules = Object.entries(shapes).map(([id, geometry]) => granuleOf(id, { geometry }))
      await store.put(granules)
      for (const granule of granules) expect(await store.get('sst', granule.id)).toEqual(granule)
      const find = async (lon: number, lat: number) => {
        const area = polygon([lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat + 1], [lon, lat])
        return ids((await store.search({ area }, { limit: 9 })).granules)
      }
      expect(await find(1, 4.5)).toEqual(['bowTie', 'clockwise'])
      expect(await find(4.5, 1)).toEqual(['clockwise'])
      expect(await find(15, -0.5)).toEqual(['clockwise', 'flat'])
      expect(await find(175, 5)).toEqual([])
      await store.close()
    })

    test('a large load has neither replicas nor refresh, and gives both back', async () => {
      const url = cluster.newCatalog()
      const first = await openElasticsearchStore(url)
      await first.put([granuleOf('before')])
      const settings = await settingsOf(url)
      const load = await openElasticsearchStore(url, { bulkLoad: true })
      await load.put([granuleOf('loaded')])
      expect(await settingsOf(url)).toEqual(['-1', '0', 'false'])
      await load.close()
      expect(await settingsOf(url)).toEqual(settings)
      expect(await first.count({})).toBe(2)
      await first.close()
    })

    test('settings that a killed load left changed are given back by the next, or by init', async () => {
      const url = cluster.newCatalog()
      const first = await openElasticsearchStore(url)
      await first.put([granuleOf('before')])
      const settings = await settingsOf(url)
      for (const end of ['load', 'init']) {
        const killed = await openElasticsearchStore(url, { bulkLoad: true })
        await killed.put([granuleOf(`killed-${end}`)])
        expect(await settingsOf(url)).toEqual(['-1', '0', 'false'])
        if (end === 'load') {
          const next = await openElasticsearchStore(url, { bulkLoad: true })
          await next.put([granuleOf('next')])
          await next.close()
        } else {
          const { connection, names } = connectCatalog(url, {})
          expect((await initCatalog(connection, names)).restored).toEqual([aliasOf(url)])
          await connection.client.close()
        }
        expect(await settingsOf(url)).toEqual(settings)
      }
      expect(await first.count({})).toBe(4)
      await first.close()
    })

    test('pages far beyond ten thousand, by offset, by token and in one answer', async () => {
      const url = cluster.newCatalog()
      const load = await openElasticsearchStore(url, { bulkLoad: true })
      const name = (i: number) => `g${String(i).padStart(5, '0')}`
      const many = Array.from({ length: 12_345 }, (_, i) =>
        granuleOf(name(i), { start: 60_000 * i, segments: [] }),
      )
      await load.put(many)
      await load.close()

      const store = await openElasticsearchStore(url)
      const far = await store.search({}, { limit: 3, offset: 12_000 })
      expect(ids(far.granules)).toEqual([name(12_000), name(12_001), name(12_002)])
      expect(far.matched).toBe(12_345)
      const on = await store.search({}, { limit: 2, offset: 1, after: far.next! })
      expect(ids(on.granules)).toEqual([name(12_004), name(12_005)])
      const end = await store.search({}, { limit: 10, offset: 12_340 })
      expect([ids(end.granules).length, end.next]).toEqual([5, undefined])
      expect((await store.search({}, { limit: 10, offset: 20_000 })).granules).toEqual([])
      const all = await store.search({}, { limit: 12_345 })
      expect(ids(all.granules)).toEqual(many.map(({ id }) => id))
      expect(all.next).toBeUndefined()
      await store.close()
    })
  })
}
