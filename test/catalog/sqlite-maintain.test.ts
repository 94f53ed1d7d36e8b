import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { backupCatalog, checkCatalog, vacuumCatalog } from '../../catalog/sqlite/maintain.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-maintain-'))
afterAll(() => rmSync(folder, { recursive: true }))

const all = { limit: 1000, segments: true, tracks: true }

async function filled(name: string) {
  const path = join(folder, name)
  const store = await openSqliteStore(path)
  await store.put(randomGranules(seeded(3), 400))
  return { path, store }
}

test('a copy, made while the catalogue is open for writing, has all that was acknowledged', async () => {
  const { path, store } = await filled('source.db')
  const copy = join(folder, 'copy.db')
  backupCatalog(path, copy)
  const copied = await openSqliteStore(copy, { readOnly: true })
  expect(await copied.search({}, all)).toEqual(await store.search({}, all))
  expect(checkCatalog(copy)).toEqual([])
  await copied.close()
  await store.close()
})

test('after much was deleted, vacuum makes the file small, and what stays is the same', async () => {
  const { path, store } = await filled('large.db')
  const kept = await store.search({}, { limit: 20 })
  const keys = new Set(kept.granules.map(({ collection, id }) => `${collection}/${id}`))
  for (const { collection, id } of (await store.search({}, all)).granules) {
    if (!keys.has(`${collection}/${id}`)) await store.delete(collection, id)
  }
  await store.close()
  const before = statSync(path).size
  vacuumCatalog(path)
  expect(statSync(path).size).toBeLessThan(before / 2)
  const again = await openSqliteStore(path, { readOnly: true })
  expect((await again.search({}, all)).granules.map(({ id }) => id)).toEqual(
    kept.granules.map(({ id }) => id),
  )
  await again.close()
  expect(checkCatalog(path)).toEqual([])
})

test.each([
  [
    'DELETE FROM footprint WHERE number = (SELECT min(number) FROM granule)',
    '1 granules without a footprint',
  ],
  ['UPDATE stratum SET granules = granules + 1', 'collections whose granules are not as many as counted'],
])('what does not agree is told: %s', async (sql, flaw) => {
  const { path, store } = await filled(`flawed-${flaw.length}.db`)
  await store.close()
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
  expect(checkCatalog(path).join()).toContain(flaw)
})
