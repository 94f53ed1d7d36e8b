import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Box } from '../../../catalog/geometry/types.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import { cellBox, cellCount, cellsOf } from '../../../catalog/usage/grid.ts'
import { openUsage } from '../../../catalog/usage/open.ts'
import { summariseUses } from '../../../catalog/usage/summary.ts'
import { seeded } from '../../seeded.ts'
import { describeKeeping } from './keeping.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-usage-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeKeeping('statistics in a file beside the catalogue', (catalog) =>
  openUsage(`sqlite:${join(folder, `${catalog}.db`)}`),
)

test('a file of something else is left alone, and none is made to be read', async () => {
  const catalog = join(folder, 'catalog.db')
  await (await openSqliteStore(catalog)).close()
  await expect(openUsage('sqlite:x.db', { file: catalog })).rejects.toThrow(/holds no statistics/)
  await expect(openUsage(`sqlite:${catalog}`, { readOnly: true })).rejects.toThrow(
    /there are no statistics at .*catalog-usage\.db/,
  )
})

test('a box reaches into the cells that a comparison with every cell finds', () => {
  const random = seeded(21)
  const degrees = (least: number, most: number) => Math.round((least + (most - least) * random()) * 10) / 10
  for (let i = 0; i < 300; i++) {
    const [south, north] = [degrees(-90, 90), degrees(-90, 90)].sort((a, b) => a - b) as [number, number]
    const box: Box = [degrees(-180, 180), south, degrees(-180, 180), north]
    if (box[0] === box[2] || south === north) continue
    expect([...cellsOf(boxArea(box))].sort((a, b) => a - b)).toEqual(reached(box))
  }
  expect(cellsOf(boxArea([-180, -90, 180, 90])).size).toBe(cellCount)
})

/** An edge belongs to the cell that begins there, but the last of all. */
function reached([west, south, east, north]: Box): number[] {
  const holds = (first: number, last: number, low: number, high: number, end: number) =>
    first <= high && (last > low || (low === end && last === end))
  const cells: number[] = []
  for (let cell = 0; cell < cellCount; cell++) {
    const [w, s, e, n] = cellBox(cell)
    const spans =
      west <= east
        ? [[west, east]]
        : [
            [west, 180],
            [-180, east],
          ]
    const meets = spans.some(([low, high]) => holds(w, e, low!, high!, 180))
    if (meets && holds(s, n, south, north, 90)) cells.push(cell)
  }
  return cells
}

test('each search counts once by day, and under each collection that it names', () => {
  const use = { day: '2025-01-01', protocol: 'stac', client: 'script', requests: 1, granules: 5, bytes: 0 }
  const uses = [
    { ...use, kind: 'search' as const },
    { ...use, kind: 'search' as const, collection: 'a', granules: 2 },
    { ...use, kind: 'search' as const, collection: 'b', granules: 3 },
    { ...use, kind: 'download' as const, collection: 'b', granules: 1, bytes: 7, protocol: 'https' },
  ]
  expect(summariseUses(uses, 'day')).toEqual([
    { name: '2025-01-01', searches: 1, granules: 5, downloads: 1, bytes: 7 },
  ])
  expect(summariseUses(uses, 'collection')).toEqual([
    { searches: 1, granules: 5, downloads: 0, bytes: 0 },
    { name: 'a', searches: 1, granules: 2, downloads: 0, bytes: 0 },
    { name: 'b', searches: 1, granules: 3, downloads: 1, bytes: 7 },
  ])
})
