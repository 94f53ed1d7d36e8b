import { expect, test } from 'vitest'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { STRETCH } from '../../catalog/sqlite/units.ts'
import { randomGranules } from '../random-granules.ts'
import { openScanStore } from '../scan-store.ts'
import { seeded } from '../seeded.ts'

/** Over eight years, also before 1970, and on the borders of the stretches that the census counts by. */
test('long periods are counted exactly, also after replacing and deleting', async () => {
  const [store, scan] = [await openSqliteStore(':memory:'), openScanStore()]
  const random = seeded(95)
  for (let round = 0; round < 4; round++) {
    const batch = randomGranules(random, 300).map((granule) => {
      const moved = Math.floor(8 * STRETCH * 15 * random()) - 20 * STRETCH
      const start = random() < 0.3 ? STRETCH * Math.round(moved / STRETCH) : moved
      // Whole milliseconds are promised; a fraction must not make the count wrong.
      if (random() < 0.1) return { ...granule, start: start + 0.5, end: start + 0.75 }
      return { ...granule, start, end: start + (granule.end - granule.start) }
    })
    expect(await store.put(batch)).toEqual(await scan.put(batch))
    for (const { collection, id } of batch.slice(0, 40)) {
      expect(await store.delete(collection, id)).toBe(await scan.delete(collection, id))
    }
    for (let i = 0; i < 200; i++) {
      const at = Math.floor(130 * STRETCH * random()) - 25 * STRETCH
      const start = random() < 0.3 ? STRETCH * Math.round(at / STRETCH) : at
      const end = start + Math.floor(60 * STRETCH * random() ** 3) - (random() < 0.3 ? 1 : 0)
      const period = [{ start, end: end + (random() < 0.1 ? 0.6 : 0) }, { start }, { end }][i % 3]!
      const query = { period, ...(random() < 0.3 && { collections: ['alpha'] }) }
      expect(await store.count(query), JSON.stringify(query)).toBe(await scan.count(query))
    }
  }
  await store.close()
})
