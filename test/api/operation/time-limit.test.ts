import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { deadlineSignal, startClock, within } from '../../../catalog/deadline.ts'
import { TimeLimitError } from '../../../catalog/errors.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { openScanStore } from '../../scan-store.ts'
import { granule } from '../stac/sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-time-'))
afterAll(() => rmSync(folder, { recursive: true }))

const day: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z']

/** A store whose searches end when they are told to, and only then. */
function hanging(from = 0): { store: Store; begun: number; ended: number } {
  const inner = openScanStore()
  let asked = 0
  const state = {
    begun: 0,
    ended: 0,
    store: {
      ...inner,
      search: async (...given: Parameters<Store['search']>) => {
        if (asked++ < from) return inner.search(...given)
        state.begun++
        await new Promise<void>((resolve) => deadlineSignal()?.addEventListener('abort', () => resolve()))
        state.ended++
        return inner.search(...given)
      },
    },
  }
  return state
}

test('a request that takes too long is 503 with Retry-After, and its work in the store ends', async () => {
  const state = hanging()
  const app = await buildApp(state.store, { logger: false, timeLimits: { answer: 0.05, stream: 0.05 } })
  const response = await app.inject('/stac/search')
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '10'])
  expect(response.json().detail).toMatch(/takes longer than it may/)
  expect(state.ended).toBe(1)
})

test('an answer that is streamed breaks off when its time is over, so that nobody takes it for whole', async () => {
  const state = hanging(1)
  await state.store.put(Array.from({ length: 3000 }, (_, i) => granule(`g${i}`, [0, 0, 1, 1], day)))
  const app = await buildApp(state.store, { logger: false, timeLimits: { answer: 30, stream: 1 } })
  const url = await app.listen({ port: 0 })
  const response = await fetch(`${url}/stac/search?f=ndjson`)
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
  await expect.poll(() => state.ended).toBe(1)
  await app.close()
})

test('the work ends when the client goes away', async () => {
  const state = hanging()
  const app = await buildApp(state.store, { logger: false })
  const url = await app.listen({ port: 0 })
  const controller = new AbortController()
  const asked = fetch(`${url}/stac/search`, { signal: controller.signal })
  const refused = expect(asked).rejects.toThrow()
  await expect.poll(() => state.begun).toBe(1)
  controller.abort()
  await refused
  await expect.poll(() => state.ended).toBe(1)
  await app.close()
})

test('the embedded catalogue, which holds the thread, looks at the clock itself', async () => {
  const store = await openSqliteStore(join(folder, 'held.db'))
  await store.put(Array.from({ length: 2000 }, (_, i) => granule(`g${i}`, [0, 0, 1, 1], day)))
  const clock = startClock(0)
  const where = { op: 'like', text: { property: 'id' }, pattern: '%7' } as const
  const count = within(clock, () => store.count({ where }))
  await expect(count).rejects.toThrow(TimeLimitError)
  expect(await store.count({ where })).toBe(200)
  await store.close()
})
