import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { takesGzip } from '../../api/compress.ts'
import { openScanStore } from '../scan-store.ts'
import { appOver, granule, sampleApp } from './stac/sample.ts'

const page = '/stac/search'

describe('compression', () => {
  test('answers of some size are compressed for who takes gzip, and tell caches so', async () => {
    const app = await sampleApp()
    const plain = await app.inject(page)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.headers.vary).toBe('Accept-Encoding')
    const packed = await app.inject({ url: page, headers: { 'accept-encoding': 'gzip, deflate' } })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(packed.headers['content-length']).toBe(String(packed.rawPayload.length))
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.payload)
  })

  test('so are long ones, which another thread compresses', async () => {
    const store = openScanStore()
    const day: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z']
    await store.put(Array.from({ length: 500 }, (_, i) => granule(`g${i}`, [0, 0, 1, 1], day)))
    const app = await appOver(store)
    const plain = await app.inject(`${page}?limit=500`)
    expect(plain.rawPayload.length).toBeGreaterThan(300_000)
    const packed = await app.inject({ url: `${page}?limit=500`, headers: { 'accept-encoding': 'gzip' } })
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.payload)
  })

  test('brotli is for who takes that alone, or likes it better', async () => {
    const app = await sampleApp()
    const plain = await app.inject(page)
    for (const accepted of ['br', 'gzip;q=0.5, br']) {
      const packed = await app.inject({ url: page, headers: { 'accept-encoding': accepted } })
      expect(packed.headers['content-encoding']).toBe('br')
      expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.payload)
    }
    const both = await app.inject({ url: page, headers: { 'accept-encoding': 'gzip, br' } })
    expect(both.headers['content-encoding']).toBe('gzip')
  })

  test('small ones are not', async () => {
    const app = await sampleApp()
    const headers = { 'accept-encoding': 'gzip' }
    const response = await app.inject({ url: '/health', headers })
    expect(response.headers['content-encoding']).toBeUndefined()
    expect(response.json()).toEqual({ status: 'ok' })
  })

  test.each([
    ['gzip', true],
    ['GZIP;q=0.5, br', true],
    ['*', true],
    ['br, deflate', false],
    ['gzip;q=0', false],
    ['gzip; q=0.0, *', false],
    ['*;q=0', false],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('accept-encoding %s', (accepted, taken) => {
    expect(takesGzip(accepted)).toBe(taken)
  })
})

describe('conditional requests', () => {
  test('an answer that has not changed is 304 without a body; one that has is sent', async () => {
    const store = openScanStore()
    const day: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z']
    await store.put([granule('a', [0, 0, 1, 1], day)])
    const app = await appOver(store)
    const first = await app.inject(page)
    expect(first.headers['cache-control']).toBe('no-cache')
    const tag = String(first.headers.etag)
    expect(tag).toMatch(/^W\/"[\w-]+"$/)

    const ask = (condition: string) => app.inject({ url: page, headers: { 'if-none-match': condition } })
    for (const condition of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
      const again = await ask(condition)
      expect([condition, again.statusCode, again.payload]).toEqual([condition, 304, ''])
      expect(again.headers.etag).toBe(tag)
    }
    expect((await ask('"other"')).statusCode).toBe(200)

    await store.put([granule('b', [0, 0, 1, 1], day)])
    expect((await ask(tag)).statusCode).toBe(200)
  })

  test('the tag is the same compressed or not; errors and POST have none', async () => {
    const app = await sampleApp()
    const plain = await app.inject(page)
    const packed = await app.inject({ url: page, headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers.etag).toBe(plain.headers.etag)
    expect((await app.inject('/stac/collections/none')).headers.etag).toBeUndefined()
    const posted = await app.inject({ method: 'POST', url: page, payload: {} })
    expect([posted.statusCode, posted.headers.etag]).toEqual([200, undefined])
  })
})

test.each([
  '/stac',
  '/stac/collections',
  '/stac/collections/sst/items',
  '/stac/search?limit=1',
  '/stac/api',
])('HEAD %s answers as GET does, without the body', async (url) => {
  const app = await sampleApp()
  const head = await app.inject({ method: 'HEAD', url })
  const get = await app.inject(url)
  expect([head.statusCode, head.payload]).toEqual([200, ''])
  for (const name of ['content-type', 'content-length', 'etag', 'vary']) {
    expect([name, head.headers[name]]).toEqual([name, get.headers[name]])
  }
})

describe('other origins', () => {
  test('may read every answer, errors too', async () => {
    const app = await sampleApp()
    for (const url of [page, '/stac/collections/none']) {
      const { headers } = await app.inject({ url, headers: { origin: 'https://browser.example' } })
      expect(headers['access-control-allow-origin']).toBe('*')
    }
  })

  test('are not refused when they only ask what is allowed', async () => {
    const app = await sampleApp()
    expect((await app.inject({ method: 'OPTIONS', url: page })).statusCode).toBe(204)
  })

  test('may POST JSON: the preflight says so', async () => {
    const app = await sampleApp()
    const response = await app.inject({
      method: 'OPTIONS',
      url: page,
      headers: {
        origin: 'https://browser.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(response.statusCode).toBe(204)
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': 'content-type',
    })
  })
})

describe('what an address does not do', () => {
  test.each([
    ['DELETE', '/stac/search', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', '/stac', 'GET, HEAD, OPTIONS'],
    ['POST', '/stac/collections/sst', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/stac/collections/sst/items/noon?x=1', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/opensearch/granules.atom', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/', 'GET, HEAD, OPTIONS'],
  ] as const)('%s %s is 405 and told what may be done', async (method, url, allow) => {
    const app = await sampleApp()
    const response = await app.inject({ method, url })
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow])
  })

  test('where nothing is, it is 404', async () => {
    const app = await sampleApp()
    const response = await app.inject({ method: 'DELETE', url: '/stac/nothing' })
    expect([response.statusCode, response.headers.allow]).toEqual([404, undefined])
  })
})
