import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { withLinks } from '../../../catalog/description/linked-store.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { openFederation } from '../../../federation/open.ts'
import { openScanStore } from '../../scan-store.ts'
import { granule, sampleGranules } from '../stac/sample.ts'
import { everyRequest, fill, hidden, keys, mark } from './hidden.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-private-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Of each run its own. */
const own = new Set(['x-request-id', 'date', 'vary', 'cache-control'])

async function seen(app: FastifyInstance, request: InjectOptions, key?: string) {
  const { statusCode, headers, payload } = await app.inject({
    ...request,
    headers: { ...request.headers, ...(key && { authorization: `Bearer ${key}` }) },
  })
  const said = Object.entries(headers).filter(([name]) => !own.has(name))
  return {
    request: JSON.stringify(request),
    statusCode,
    headers: Object.fromEntries(said),
    payload,
    all: headers,
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-07-01T00:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('every route', () => {
  const federation = (store: Store) => openFederation({ sources: [{ id: 'own', catalogue: true }] }, store)
  const appWith = async (withHidden: boolean) => {
    const store = await fill(await openSqliteStore(join(folder, `${withHidden}.db`)), withHidden)
    const usage = { downloads: true }
    return buildApp(withLinks(store), {
      ...{
        logger: false,
        baseUrl: 'https://granules.example',
        federation,
        keys,
        writing: { keys, store },
        usage,
      },
    })
  }

  test('who has no key for a private collection gets byte for byte what would be there without it', async () => {
    const [app, without] = [await appWith(true), await appWith(false)]
    const requests = everyRequest(app)
    const shownOn = new Set<string>()
    let shown = 0
    for (const [i, request] of requests.entries()) {
      if (String(request.url).startsWith('/metrics')) continue
      for (const key of i % 4 === 0 ? [undefined, 'other'] : [undefined]) {
        const [{ all, ...is }, { all: _, ...shouldBe }] = [
          await seen(app, request, key),
          await seen(without, request, key),
        ]
        expect(is).toEqual(shouldBe)
        expect(String(all.vary)).toContain('Authorization')
        if (key && !/no-store/.test(String(all['cache-control'])))
          expect(all['cache-control']).toMatch(/^private/)
      }
      const { payload, statusCode } = await seen(app, request, 'own')
      if (statusCode !== 200 || !payload.includes(`${mark}-`)) continue
      shown++
      shownOn.add(String(request.url).split('?')[0]!)
    }
    expect(shown).toBeGreaterThan(100)
    expect([...shownOn]).toEqual(
      expect.arrayContaining([
        '/',
        '/stac',
        '/stac/search',
        '/stac/collections',
        `/stac/collections/${hidden}`,
        `/stac/collections/${hidden}/items`,
        `/stac/collections/${hidden}/items/${mark}-0`,
        '/stac/crossovers',
        '/stac/aggregate',
        '/opensearch/granules.atom',
        '/granules.csv',
        '/opensearch/collections.json',
        '/federation/granules.geojson',
      ]),
    )
    const { payload } = await app.inject({ url: '/metrics', headers: { authorization: 'Bearer own' } })
    expect(payload).not.toContain(mark)
    await Promise.all([app.close(), without.close()])
  }, 240_000)
})

describe('keys', () => {
  const app = async () => {
    const store = await fill(openScanStore(), true)
    return buildApp(store, { logger: false, keys, writing: { keys, store } })
  }

  test('that are not valid are refused, and not taken for none', async () => {
    const { statusCode, headers } = await (await app()).inject({
      url: '/stac/search',
      headers: { authorization: 'Bearer nobody' },
    })
    expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })

  test('for reading change nothing, and those for other collections not the private one', async () => {
    const url = `/stac/collections/${hidden}`
    for (const [key, status] of [
      ['own', 403],
      ['other', 403],
      ['all', 204],
    ] as const) {
      const headers = { authorization: `Bearer ${key}` }
      expect((await (await app()).inject({ method: 'DELETE', url, headers })).statusCode).toBe(status)
    }
  })

  test('show private granules to the end of an answer that is streamed', async () => {
    const store = openScanStore()
    await fill(store, true)
    await store.put(
      Array.from({ length: 1200 }, (_, i) =>
        granule(`${mark}-n${i}`, [0, 0, 1, 1], ['2025-06-01T06:00:00Z', '2025-06-01T06:05:00Z'], {
          collection: hidden,
        }),
      ),
    )
    const streaming = await buildApp(store, { logger: false, keys })
    for (const url of ['/stac/search?f=ndjson', '/granules.csv?count=2000']) {
      const { payload } = await streaming.inject({ url, headers: { authorization: 'Bearer own' } })
      expect(payload.split(`${mark}-n`).length).toBeGreaterThan(1200)
      expect((await streaming.inject(url)).payload).not.toContain(mark)
    }
  })

  test('what is described private while a server runs is hidden from the next request on', async () => {
    const store = await openSqliteStore(join(folder, 'turning.db'))
    await fill(store, true)
    const running = await buildApp(store, { logger: false, keys })
    const found = async () => (await running.inject('/stac/search')).json().numberMatched
    expect(await found()).toBe(sampleGranules.length)
    const { granules: _, extent: __, private: ___, ...open } = (await store.collection(hidden))!
    await store.putCollection(open)
    expect(await found()).toBe(sampleGranules.length + 3)
    await store.putCollection({ ...open, private: true })
    expect(await found()).toBe(sampleGranules.length)
  })
})
