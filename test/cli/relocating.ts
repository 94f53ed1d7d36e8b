import { describe, expect, test } from 'vitest'
import { bareCollection } from '../../catalog/bare-collection.ts'
import type { Granule } from '../../catalog/granule.ts'
import { everyFile, type FileRecord } from '../../catalog/ledger.ts'
import type { Store } from '../../catalog/store.ts'
import { type RelocateOptions, relocate } from '../../cli/relocate.ts'
import { readRelocation } from '../../cli/relocation.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'

const folders = ['/old', '/old/b c', '/older', '/new', '/old/deep/old']
/** Where a file is after /old has become /new/archive. */
const newPlace = (path: string) => path.replace(/^\/old(?=\/)/, '/new/archive')

const asset = (href: string, role: string) => ({ href, type: 'application/netcdf', roles: [role] })

/** Granules with a file and a quicklook each, in folders that begin alike. */
const granules = randomGranules(seeded(5), 620).map((granule, i): Granule => {
  const path = `${folders[i % folders.length]}/${i}.nc`
  const assets = {
    data: asset(new URL(`file://${path}`).href, 'data'),
    quicklook: asset(new URL(`file://${path}.png`).href, 'overview'),
    remote: asset(`https://x.org${path}`, 'data'),
  }
  return { ...granule, id: `g${i}`, assets, updated: granule.updated + i }
})
const pathOf = (i: number) => `${folders[i % folders.length]}/${i}.nc`
const records = granules.map(
  ({ collection, id }, i): FileRecord => ({
    ...{ path: pathOf(i), size: i, modified: i + 0.5, reading: 'r', outcome: 'indexed' },
    ...{ collection, id, at: 1, attempts: 0 },
  }),
)
const described = {
  ...bareCollection('described'),
  root: '/old/b c',
  href: [{ href: 'file:///old/{path}' }, { href: 'https://x.org/{path}' }],
  quicklook: { href: 'file:///older/{stem}.png' },
}

const go: RelocateOptions = { collections: [], dryRun: false, signal: new AbortController().signal }

export function describeRelocating(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const filled = async () => {
      const store = await open()
      await store.put(granules, records)
      await store.putCollection(described)
      return store
    }
    const moved = granules.filter((_, i) => newPlace(pathOf(i)) !== pathOf(i)).length
    const relocation = readRelocation('/old/', '/new/archive')

    test('what lay in the folder is in the other one, whatever holds it; all else stays', async () => {
      const store = await filled()
      const all = { granules: moved, files: moved, descriptions: 1 }
      expect(await relocate(store, relocation, { ...go, dryRun: true })).toEqual(all)
      expect((await store.get(granules[0]!.collection, 'g0'))?.assets).toEqual(granules[0]!.assets)
      expect(await relocate(store, relocation, go)).toEqual(all)

      const found = await store.search({}, { limit: 2000, segments: true, tracks: true })
      const byId = new Map(found.granules.map((granule) => [granule.id, granule]))
      for (const [i, { updated, assets, ...granule }] of granules.entries()) {
        const { updated: now, assets: places, ...same } = byId.get(granule.id)!
        expect(same).toEqual(granule)
        expect(now).toBe(newPlace(pathOf(i)) === pathOf(i) ? updated : updated + 1)
        expect(Object.entries(places).map(([key, { href }]) => [key, href])).toEqual([
          ['data', new URL(`file://${newPlace(pathOf(i))}`).href],
          ['quicklook', new URL(`file://${newPlace(pathOf(i))}.png`).href],
          ['remote', assets.remote!.href],
        ])
      }
      const files = new Map((await Array.fromAsync(everyFile(store, {}))).map((file) => [file.path, file]))
      expect(files).toEqual(
        new Map(records.map((file) => [newPlace(file.path), { ...file, path: newPlace(file.path) }])),
      )
      expect(await store.collection('described')).toMatchObject({
        ...{ root: '/new/archive/b c', href: [{ href: 'file:///new/archive/{path}' }, described.href[1]] },
        quicklook: described.quicklook,
      })
      expect(await relocate(store, relocation, go)).toEqual({ granules: 0, files: 0, descriptions: 0 })
      await store.close()
    })

    test('ended in between it goes on where it was, and what another process stored meanwhile stays', async () => {
      const store = await filled()
      const controller = new AbortController()
      // Of the first page, so that it comes between the reading and the writing of it.
      const [stale] = granules
        .filter((_, i) => newPlace(pathOf(i)) !== pathOf(i))
        .sort((a, b) => a.start - b.start)
      const reindexed = { ...stale!, updated: stale!.updated + 1000, properties: { cycle: 999 } }
      let puts = 0
      const ending: Store = {
        ...store,
        put: async (...given) => {
          if (++puts === 1) await store.put([reindexed])
          controller.abort()
          return store.put(...given)
        },
      }
      const first = await relocate(ending, relocation, { ...go, signal: controller.signal })
      expect([first.granules > 0 && first.granules < moved, first.files]).toEqual([true, 0])
      const rest = await relocate(store, relocation, go)
      expect([first.granules + rest.granules, rest.files]).toEqual([moved + 1, moved])
      const { properties, assets } = (await store.get(reindexed.collection, reindexed.id))!
      expect(properties).toEqual({ cycle: 999 })
      expect(assets.data!.href).toMatch(/^file:\/\/\/new\/archive/)
      await store.close()
    })

    test('one collection, and files that were read at the new place before', async () => {
      const store = await filled()
      const read = { ...records[0]!, path: newPlace(records[0]!.path), size: 99 }
      await store.put([], [read])
      const { collection } = granules[0]!
      const options = { ...go, collections: [collection] }
      const own = granules.filter(
        (granule, i) => granule.collection === collection && newPlace(pathOf(i)) !== pathOf(i),
      )
      const count = { granules: own.length, files: own.length, descriptions: 0 }
      expect(await relocate(store, relocation, options)).toEqual(count)
      expect(await store.files([records[0]!.path, read.path])).toEqual([read])
      const elsewhere = readRelocation('https://x.org/old', 's3://bucket')
      expect(await relocate(store, elsewhere, options)).toEqual({ ...count, files: 0 })
      await store.close()
    })
  })
}
