import { expect, test } from 'vitest'
import { killIndexing } from '../faults/kill-indexing.ts'

test('index, import and watch lose nothing they acknowledged when killed, and the next run completes', async () => {
  const { faults, kills, acknowledged } = await killIndexing(6, 80, 150)
  expect(faults).toEqual([])
  expect(acknowledged).toBeGreaterThan(0)
  expect(kills).toEqual({ index: 2, import: 2, watch: 2 })
}, 240_000)
