import { afterEach, describe, expect, test } from 'vitest'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { openElasticsearchStore } from '../../../catalog/elasticsearch/store.ts'
import type { Granule, Partition } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import type { TestCluster } from '../../elasticsearch/cluster.ts'
import { startProxy } from '../../elasticsearch/proxy.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { granuleOf, instant } from './granules.ts'

/** Granules that are written again with other times, where a collection is divided by time. */
export function describeMoving(cluster: TestCluster): void {
  describe('moving between slices of time', () => {
    const stores: Store[] = []
    afterEach(async () => {
      for (const store of stores.splice(0)) await store.close()
    })
    const open = async (...given: Parameters<typeof openElasticsearchStore>) => {
      const store = await openElasticsearchStore(...given)
      stores.push(store)
      return store
    }
    const divided = async (partition: Partition, url = cluster.newCatalog()) => {
      const store = await open(url)
      await store.putCollection({ ...bareCollection('sst'), partition })
      return { store, url }
    }
    const all = async (store: Store) => (await store.search({}, { limit: 1_000, segments: true })).granules
    const wrong = (id: string) => granuleOf(id, { start: instant('1999-06-01T00:00:00Z'), updated: 1_000 })
    const right = (id: string) => granuleOf(id, { start: instant('2021-02-01T00:00:00Z'), updated: 2_000 })

    test.each([
      'year',
      'month',
    ] as const)('a granule that moves from %s to another is found once, where it was put last', async (partition) => {
      const random = seeded(11)
      const { store } = await divided(partition)
      const scan = openScanStore()
      const drawn = (turn: number): Granule => {
        const start = Date.UTC(2018, [11, 12, 13, 24][Math.floor(4 * random())]!, 20)
        const days = [0, 20, 700][Math.floor(3 * random())]!
        const end = start + days * 86_400_000
        const granule = granuleOf(`g${Math.floor(5 * random())}`, { start, end })
        return { ...granule, updated: turn + Math.floor(4 * random()), properties: { turn } }
      }
      for (let turn = 1; turn <= 12; turn++) {
        const batch = Array.from({ length: 1 + Math.floor(4 * random()) }, () => drawn(turn))
        expect(await store.put(batch), `turn ${turn}`).toEqual(await scan.put(batch))
        expect(await all(store), `turn ${turn}`).toEqual(await all(scan))
        const from = Date.UTC(2018, 10 + Math.floor(16 * random()), 1)
        const period = { start: from, end: from + 40 * 86_400_000 }
        const [found, expected] = [
          await store.search({ collections: ['sst'], period }, { limit: 9 }),
          await scan.search({ collections: ['sst'], period }, { limit: 9 }),
        ]
        expect([found.matched, found.granules.map(({ properties }) => properties.turn)]).toEqual([
          expected.matched,
          expected.granules.map(({ properties }) => properties.turn),
        ])
      }
    })

    test('also within one large load, which makes nothing searchable before its end', async () => {
      const { url } = await divided('year')
      const load = await open(url, { bulkLoad: true })
      const names = Array.from({ length: 20 }, (_, i) => `g${String(i).padStart(2, '0')}`)
      await load.put(names.map(wrong))
      expect(await load.put(names.map(right))).toEqual(names.map(() => 'replaced'))
      await load.close()
      stores.pop()
      expect(await all(await open(url))).toEqual(names.map(right))
    })

    test('of several writers at once the newest stays, and alone', async () => {
      const { store, url } = await divided('month')
      const writers = await Promise.all([1, 2, 3].map(() => open(url)))
      const version = (id: string, writer: number) =>
        granuleOf(id, { start: Date.UTC(2020, writer, 1), updated: 1_000 + writer })
      const names = Array.from({ length: 12 }, (_, i) => `g${String(i).padStart(2, '0')}`)
      await Promise.all(
        names.flatMap((id) =>
          writers.map((writer, i) => writer.put([version(id, (i + names.indexOf(id)) % 3)])),
        ),
      )
      expect(await all(store)).toEqual(names.map((id) => version(id, 2)))
    })

    test('a process that dies between the writes hides nothing, and the same again leaves one', async () => {
      const { store, url } = await divided('year')
      const proxy = await startProxy(cluster.url())
      const seen = new Set<string>()
      let isDone = false
      for (let deadly = 1; !isDone; deadly++) {
        const id = `g${String(deadly).padStart(2, '0')}`
        await store.put([wrong(id)])
        // Opened before: what dies is the writing.
        proxy.meddle = () => undefined
        const options = { timeout: 5_000, patience: { read: 0, write: 0 } }
        const dying = await open(`${proxy.url}${new URL(url).pathname}`, options)
        let requests = 0
        const lost = { status: 503, body: { error: { type: 'gone', reason: 'gone' }, status: 503 } }
        // Every other time the last request is still carried out.
        proxy.meddle = () =>
          ++requests < deadly / 2 ? undefined : { ...lost, after: requests === deadly / 2 }
        isDone = await dying.put([right(id)]).then(
          () => true,
          () => false,
        )
        const left = (await store.search({ ids: [id] }, { limit: 9, segments: true })).granules
        expect(left.length, `dead at request ${deadly / 2}`).toBeGreaterThan(0)
        for (const granule of left) expect([wrong(id), right(id)]).toContainEqual(granule)
        seen.add(left.map(({ start }) => new Date(start).getUTCFullYear()).join(' and '))
        await store.put([right(id)])
        const after = (await store.search({ ids: [id] }, { limit: 9, segments: true })).granules
        expect(after, `dead at request ${deadly / 2}`).toEqual([right(id)])
      }
      await proxy.close()
      expect([...seen].sort()).toEqual(['1999', '1999 and 2021', '2021'])
    })
  })
}
