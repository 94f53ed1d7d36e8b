import { expect, test } from 'vitest'
import { killIndexing } from '../faults/kill-indexing.ts'

test('index, import and watch lose nothing they acknowledged when killed, and the next run completes', async () => {
  const { faults, kills, acknowledged } = await killIndexing(3, 80, { files: 60, items: 4000 })
  expect(faults).toEqual([])
  expect(acknowledged).toBeGreaterThan(0)
  for (const { before, within, after } of Object.values(kills)) expect(before + within + after).toBe(1)
}, 240_000)
