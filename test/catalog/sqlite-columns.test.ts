import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Filter } from '../../catalog/query.ts'
import { BLOCK, type Column, decodeColumn, encodeColumn } from '../../catalog/sqlite/column.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { randomGranules } from '../random-granules.ts'
import { randomQuery } from '../random-queries.ts'
import { openScanStore } from '../scan-store.ts'
import { seeded } from '../seeded.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-columns-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a column reads as it was written, whatever the values and whichever are missing', () => {
  const random = seeded(70)
  const kinds = [
    () => Math.round(random() * 1e6) / 100,
    () => `text ${Math.floor(random() * 5)}`,
    () => `${random()}`,
    () => random() < 0.5,
    () => ['a', 'b', 'c'].filter(() => random() < 0.5),
    () => [1, '1', true, ['1']][Math.floor(random() * 4)]!,
  ]
  for (let i = 0; i < 600; i++) {
    const make = kinds[i % kinds.length]!
    const column: Column = Array.from({ length: 1 + Math.floor(random() * BLOCK) }, () =>
      random() < 0.2 ? undefined : make(),
    )
    expect(decodeColumn(encodeColumn(column)!)).toEqual(column)
  }
})

test('conditions find the same as a scan while granules come, change and go, by two connections', async () => {
  const random = seeded(71)
  const path = join(folder, 'changing.db')
  const stores = [await openSqliteStore(path), await openSqliteStore(path)]
  const scan = openScanStore()
  const granules = randomGranules(random, 900)
  // Some have a text that is too long to be kept in columns.
  granules.forEach((granule, i) => {
    if (i % 100 < 30) granule.properties.history = `${i % 3} ${'step '.repeat(200)}`
  })
  const conditions: Filter[] = [
    { op: 'like', text: { property: 'history' }, pattern: '1 %' },
    { op: 'in', property: 'kind', values: ['swath', 'track'] },
    { op: '>', property: 'updated', value: granules[500]!.updated },
    { op: 'isNull', property: 'cycle' },
  ]
  for (let round = 0; round < 30; round++) {
    const some = granules.slice(30 * round, 30 * round + 30)
    const again = granules.filter(() => random() < 0.01).map((granule) => changed(granule, round))
    for (const store of [stores[round % 2]!, scan]) {
      await store.put([...some, ...again])
      for (const { collection, id } of some.slice(0, 5)) await store.delete(collection, id)
    }
    if (round % 7 === 6) {
      const id = (await scan.collections())[0]!.id
      for (const store of [stores[round % 2]!, scan]) await store.deleteCollection(id)
    }
    const queries = Array.from({ length: 20 }, () => randomQuery(random)).filter(({ where }) => where)
    queries.push(...conditions.map((where) => ({ where })))
    for (const query of queries) {
      const expected = await scan.search(query, { limit: 20 })
      for (const store of stores) {
        expect(await store.search(query, { limit: 20 }), JSON.stringify(query)).toEqual(expected)
      }
    }
  }
  for (const store of [...stores, scan]) await store.close()
})

function changed<Granule extends { updated: number; properties: object }>(granule: Granule, round: number) {
  return {
    ...granule,
    updated: granule.updated + round + 1,
    properties: { ...granule.properties, cycle: round },
  }
}
