import { expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { newBuckets } from '../../../api/operation/rate-limit.ts'
import { openScanStore } from '../../scan-store.ts'

test('a bucket gives its burst at once, then as many a second as it is set to', () => {
  const buckets = newBuckets({ perSecond: 2, burst: 3 })
  const taken = [0, 0, 0, 0, 400, 600, 600, 10_000].map((now) => buckets.take('a', now))
  expect(taken.map((wait) => Math.round(wait * 1000))).toEqual([0, 0, 0, 500, 100, 0, 400, 0])
  expect(buckets.take('b', 600)).toBe(0)
})

test('no more clients are remembered than it may be', () => {
  const buckets = newBuckets({ perSecond: 1, burst: 1 }, 10)
  for (let i = 0; i < 1000; i++) buckets.take(`client ${i}`, i)
  expect(buckets.size).toBe(10)
  expect(buckets.take('client 999', 1000)).toBeGreaterThan(0)
})

test('who asks too often is told when to ask again, others and monitors are not held up', async () => {
  const app = await buildApp(openScanStore(), {
    logger: false,
    rateLimit: { perSecond: 0.1, burst: 2 },
    trustedProxies: ['127.0.0.1'],
  })
  const ask = (url: string, client: string) => app.inject({ url, headers: { 'x-forwarded-for': client } })
  expect((await ask('/stac', '192.0.2.1')).statusCode).toBe(200)
  expect((await ask('/nothing', '192.0.2.1')).statusCode).toBe(404)
  const refused = await ask('/stac', '192.0.2.1')
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '10'])
  expect(refused.json().title).toBe('Too Many Requests')
  expect((await ask('/health', '192.0.2.1')).statusCode).toBe(200)
  expect((await ask('/stac', '192.0.2.2')).statusCode).toBe(200)
})

test('without a trusted proxy a client cannot take the name of another', async () => {
  const app = await buildApp(openScanStore(), { logger: false, rateLimit: { perSecond: 0.1, burst: 1 } })
  const statuses = []
  for (const client of ['192.0.2.1', '192.0.2.2'])
    statuses.push((await app.inject({ url: '/stac', headers: { 'x-forwarded-for': client } })).statusCode)
  expect(statuses).toEqual([200, 429])
})
