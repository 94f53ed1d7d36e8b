import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { granule } from '../api/stac/sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-recent-'))
afterAll(() => rmSync(folder, { recursive: true }))

const day: [string, string] = ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z']
const shared = { limit: 10, shared: true }

test('granules that are only read are the same objects until the catalogue changes, by whichever process', async () => {
  const path = join(folder, 'shared.db')
  const [store, other] = [await openSqliteStore(path), await openSqliteStore(path)]
  const first = granule('g', [0, 0, 1, 1], day, { properties: { pass: 1 } })
  await store.put([first])
  const { granules: before } = await store.search({}, shared)
  const { granules: again } = await store.search({}, shared)
  expect(again[0]).toBe(before[0])
  await other.put([{ ...first, properties: { pass: 2 } }])
  const { granules: after, matched } = await store.search({}, shared)
  expect(after[0]?.properties).toEqual({ pass: 2 })
  await other.put([granule('h', [0, 0, 1, 1], day)])
  expect([matched, (await store.search({}, shared)).matched]).toEqual([1, 2])
  await Promise.all([store.close(), other.close()])
})

test('granules that their asker may change are objects of its own', async () => {
  const store = await openSqliteStore(':memory:')
  await store.put([granule('g', [0, 0, 1, 1], day)])
  await store.search({}, shared)
  const { granules } = await store.search({}, { limit: 10 })
  granules[0]!.properties.pass = 3
  expect((await store.search({}, shared)).granules[0]?.properties).toEqual({})
  await store.close()
})
