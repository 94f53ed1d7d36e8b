import { expect, test } from 'vitest'
import { importItems } from '../../../indexer/items/import.ts'
import { openScanStore } from '../../scan-store.ts'

const item = {
  type: 'Feature',
  id: 'one',
  geometry: { type: 'Point', coordinates: [200, 10] },
  properties: { datetime: '2020-01-01T00:00:00.123Z' },
}

test('lines that are no items are told of by number, and the others are stored', async () => {
  const lines = async function* () {
    yield JSON.stringify(item)
    yield ''
    yield '{'
    yield JSON.stringify({ ...item, id: 'two' })
    yield JSON.stringify({ ...item, id: 'one' })
    yield JSON.stringify({ ...item, geometry: undefined })
  }
  const store = openScanStore()
  const failed: string[] = []
  const report = await importItems(lines(), 'items', store, {
    collection: 'other',
    fail: (source, reason) => failed.push(`${source} ${reason}`),
  })
  expect(report).toMatchObject({ added: 2, replaced: 1, failed: 2 })
  expect(failed).toEqual([
    expect.stringMatching(/^items:3 is not JSON/),
    expect.stringMatching(/^items:6 geometry/),
  ])
  expect(await store.count({ collections: ['other'] })).toBe(2)
})
