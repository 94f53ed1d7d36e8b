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

test('no two conditions are taken for one', async () => {
  const store = await openSqliteStore(':memory:')
  await store.put([granule('g', [0, 0, 1, 1], day, { properties: { height: 7 } })])
  const below = (value: number) => store.count({ where: { op: '<', property: 'height', value } })
  expect([await below(Infinity), await below(-Infinity), await below(7), await below(8)]).toEqual([
    1, 0, 0, 1,
  ])
  await store.close()
})

test.each([
  false,
  true,
])('matches that are known give every page as when they are sought (shared: %s)', async (shared) => {
  const store = await openSqliteStore(':memory:')
  const ids = Array.from({ length: 60 }, (_, i) => `g${String((i * 37) % 60).padStart(2, '0')}`)
  await store.put(ids.map((id, i) => granule(id, [0, 0, 1, 1], day, { properties: { rank: i % 7 } })))
  const query = { area: granule('', [0.2, 0.2, 0.8, 0.8], day).geometry }
  for (const sort of [undefined, [{ property: 'rank', descending: true }]]) {
    const pages = async () => {
      const found: string[] = []
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await store.search(query, {
          limit: 7,
          shared,
          ...(sort && { sort }),
          ...(after !== undefined && { after }),
        })
        expect(page.matched).toBe(60)
        found.push(...page.granules.map(({ id }) => id))
        after = page.next
      }
      return found
    }
    const sought = await pages()
    expect(new Set(sought).size).toBe(60)
    expect(await pages()).toEqual(sought)
    expect(
      (await store.search(query, { limit: 60, ...(sort && { sort }) })).granules.map(({ id }) => id),
    ).toEqual(sought)
  }
  await store.close()
})
