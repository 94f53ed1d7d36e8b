import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { newMetrics } from '../../../api/operation/metrics.ts'
import { CatalogUnavailableError } from '../../../catalog/errors.ts'
import type { Store } from '../../../catalog/store.ts'
import { openScanStore } from '../../scan-store.ts'
import { sampleApp } from '../stac/sample.ts'

const secret = '/srv/secret/catalogue.db is damaged'
const failing = (): Store => {
  const fail = async () => {
    throw new CatalogUnavailableError(secret)
  }
  return { ...openScanStore(), search: fail, collections: fail, collection: fail, get: fail }
}

describe('health', () => {
  test('a process that lives and a catalogue that answers are told apart', async () => {
    const sound = await sampleApp()
    expect((await sound.inject('/health')).statusCode).toBe(200)
    expect((await sound.inject('/ready')).json()).toEqual({ status: 'ok' })
    const ailing = await buildApp(failing(), { logger: false })
    expect((await ailing.inject('/health')).statusCode).toBe(200)
    const unready = await ailing.inject('/ready')
    expect([unready.statusCode, unready.headers['cache-control']]).toEqual([503, 'no-store'])
  })
})

describe('metrics', () => {
  test('tell requests by pattern and status, the time of the store, and how old the newest granules are', async () => {
    const app = await sampleApp()
    for (const url of [
      '/stac/search',
      '/stac/search',
      '/stac/search?limit=x',
      '/stac/collections/sst',
      '/no/where',
    ])
      await app.inject(url)
    const response = await app.inject('/metrics')
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    const lines = response.payload.split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'oceanid_requests_total{method="GET",route="/stac/search",status="200"} 2',
        'oceanid_requests_total{method="GET",route="/stac/search",status="400"} 1',
        'oceanid_requests_total{method="GET",route="/stac/collections/:collectionId",status="200"} 1',
        'oceanid_requests_total{method="GET",route="none",status="404"} 1',
        'oceanid_request_duration_seconds_count{method="GET",route="/stac/search"} 3',
        'oceanid_store_duration_seconds_count{operation="search",outcome="answered"} 2',
        'oceanid_granules{collection="sst"} 3',
      ]),
    )
    const age = /^oceanid_newest_granule_age_seconds\{collection="sst"\} (.+)$/m.exec(response.payload)!
    const expected = (Date.now() - Date.parse('2025-06-01T18:05:00Z')) / 1000
    expect(Math.abs(Number(age[1]) - expected)).toBeLessThan(60)
  })

  test('are answered while the catalogue is not, and count that', async () => {
    const app = await buildApp(failing(), { logger: false })
    await app.inject('/stac/search')
    const { statusCode, payload } = await app.inject('/metrics')
    expect(statusCode).toBe(200)
    expect(payload).toContain('oceanid_store_duration_seconds_count{operation="search",outcome="failed"} 1')
  })

  test('that are read elsewhere are not read here', async () => {
    const store = openScanStore()
    const metrics = newMetrics(store)
    const app = await buildApp(store, { logger: false, metrics })
    expect((await app.inject('/metrics')).statusCode).toBe(404)
    expect(await metrics.registry.write()).toContain('route="none",status="404"} 1')
  })
})

describe('logs', () => {
  const loggedApp = async (store: Store, level: string) => {
    const lines: Record<string, unknown>[] = []
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(String(chunk)))
        done()
      },
    })
    return { app: await buildApp(store, { logger: { level, stream } }), lines }
  }

  test('are one line of JSON a request, with its id, which the client is told', async () => {
    const { app, lines } = await loggedApp(openScanStore(), 'info')
    const { headers } = await app.inject({
      url: '/stac/search?limit=1',
      headers: { 'x-request-id': 'proxy-7' },
    })
    expect(headers['x-request-id']).toBe('proxy-7')
    await expect.poll(() => lines.length).toBe(1)
    expect(lines[0]).toMatchObject({
      reqId: 'proxy-7',
      method: 'GET',
      route: '/stac/search',
      url: '/stac/search?limit=1',
      status: 200,
      milliseconds: expect.any(Number),
    })
  })

  test.each([
    'a b',
    'x'.repeat(200),
    'a\u0000',
    '{"level":60}',
    '',
  ])('an id such as %j is replaced', async (id) => {
    const app = await sampleApp()
    const { headers } = await app.inject({ url: '/stac', headers: { 'x-request-id': id } })
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  })

  test('tell failures of the server whole, and no wishes of clients', async () => {
    const { app, lines } = await loggedApp(failing(), 'error')
    const response = await app.inject('/stac/search')
    expect(response.statusCode).toBe(503)
    expect(JSON.stringify(lines)).toContain(secret)
    expect(JSON.stringify([response.headers, response.payload])).not.toContain('secret')
    await app.inject('/stac/search?limit=x')
    expect(lines).toHaveLength(1)
  })
})

test.each([
  '/',
  '/stac',
  '/stac/search?limit=x',
  '/nothing',
  '/web/icon.svg',
  '/granules.atom',
  '/health',
  '/%c0',
])('the answer at %s is taken for nothing else, tells no address on, and is framed by no other site', async (url) => {
  const { headers } = await (await sampleApp()).inject(url)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*frame-ancestors '(none|self)'$/)
})
