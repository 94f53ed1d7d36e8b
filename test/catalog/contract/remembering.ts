import { describe, expect, test } from 'vitest'
import type { Granule } from '../../../catalog/granule.ts'
import { everyFile, type FileQuery, type FileRecord } from '../../../catalog/ledger.ts'
import type { Store } from '../../../catalog/store.ts'
import { randomGranules } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { freshStores } from './fresh.ts'

const folders = ['/a', '/a/b', '/a b', '/a/b%c_', '/a-b', '/á', '/\u{1F30A}', '/\uFF5E', '']

/** Records of files, with the granules that they speak of and without. */
export function describeRemembering(name: string, open: () => Promise<Store>) {
  describe(name, () => {
    const random = seeded(70)
    const granules = randomGranules(random, 60)
    const fresh = freshStores(open, [])
    const records = granules.map((granule, i) => recordOf(granule, i, random))

    test('gives back what was noted, the last word of each path', async () => {
      const store = await fresh()
      expect(await store.files(['/nowhere'])).toEqual([])
      expect(await store.listFiles({ limit: 10 })).toEqual([])
      await store.put(granules, records)
      const changed = { ...records[0]!, size: 1, modified: 1.5, outcome: 'failed' as const, reason: 'é' }
      await store.put([], [changed])
      const paths = [...records.map(({ path }) => path), '/nowhere']
      const found = await store.files(paths)
      const expected = new Map(records.map((record) => [record.path, record])).set(changed.path, changed)
      expect(new Map(found.map((record) => [record.path, record]))).toEqual(expected)
      await store.forgetFiles([changed.path, '/nowhere'])
      expect(await store.files([changed.path])).toEqual([])
    })

    test('remembers no file whose granule gave way to a newer one', async () => {
      const store = await fresh()
      const [granule, other] = granules as [Granule, Granule]
      const record = recordOf(granule, 1, () => 1)
      const late = { ...granule, updated: granule.updated + 1 }
      await store.put([late], [record])
      const stale = { ...record, path: '/stale.nc' }
      const [rival] = [recordOf(other, 2, () => 1)]
      expect(await store.put([granule, other], [{ ...record, size: 1 }, stale, rival])).toEqual([
        'replaced',
        'added',
      ])
      expect(await store.files([record.path, stale.path, rival.path])).toEqual([record, rival])
      expect(await store.get(granule.collection, granule.id)).toEqual(late)
    })

    test('lists by folder, outcome and granule as a linear scan does', async () => {
      const [store, scan] = [await fresh(), openScanStore()]
      for (const one of [store, scan]) await one.put(granules, records)
      const queries: Omit<FileQuery, 'limit'>[] = [
        {},
        ...folders.map((folder) => ({ under: folder || '/' })),
        { under: records[3]!.path },
        { outcome: 'failed' },
        { outcome: 'indexed', under: '/a' },
        ...granules.slice(0, 9).map(({ collection, id }) => ({ granule: { collection, id } })),
      ]
      for (const query of queries) {
        const expected = await Array.fromAsync(everyFile(scan, query))
        expect(await Array.fromAsync(everyFile(store, query)), JSON.stringify(query)).toEqual(expected)
        const after = expected[1]?.path
        if (after === undefined) continue
        expect(await store.listFiles({ ...query, after, limit: 2 })).toEqual(expected.slice(2, 4))
      }
    })

    test('forgets the files of a granule with it, and of a collection', async () => {
      const [store, scan] = [await fresh(), openScanStore()]
      for (const one of [store, scan]) await one.put(granules, records)
      const { collection, id } = granules[0]!
      for (const one of [store, scan]) await one.delete(collection, id)
      expect(await store.listFiles({ granule: { collection, id }, limit: 10 })).toEqual([])
      for (const one of [store, scan]) await one.deleteCollection(granules[5]!.collection)
      const left = await Array.fromAsync(everyFile(scan, {}))
      expect(left.length).toBeGreaterThan(0)
      expect(left.length).toBeLessThan(records.length)
      expect(await Array.fromAsync(everyFile(store, {}))).toEqual(left)
    })
  })
}

function recordOf({ collection, id }: Granule, i: number, random: () => number): FileRecord {
  const failed = random() < 0.3
  return {
    path: `${folders[i % folders.length]}/${Math.floor(random() * 1e6)}-${i}.nc`,
    size: Math.floor(random() * 2 ** 40),
    modified: 1.6e12 + random() * 1e9,
    reading: 'abc',
    outcome: failed ? 'failed' : random() < 0.2 ? 'superseded' : 'indexed',
    at: 1.7e12 + i,
    attempts: failed ? 2 : 0,
    ...(failed ? { reason: 'is cut off' } : { collection, id }),
    ...(random() < 0.2 && { checksum: '1220ab' }),
  }
}
