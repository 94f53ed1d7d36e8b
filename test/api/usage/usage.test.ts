import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { withDownloads } from '../../../api/usage/download.ts'
import type { UsageOptions } from '../../../api/usage/open.ts'
import { protocolOf } from '../../../api/usage/protocol.ts'
import { createRecorder } from '../../../api/usage/recorder.ts'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { CatalogUnavailableError } from '../../../catalog/errors.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import { openSqliteUsage } from '../../../catalog/sqlite/usage.ts'
import type { UsageLog } from '../../../catalog/usage/usage.ts'
import { openFederation } from '../../../federation/open.ts'
import { openScanStore } from '../../scan-store.ts'
import { routesOf } from '../routes-of.ts'
import { granule, sampleGranules } from '../stac/sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-use-'))
afterAll(() => rmSync(folder, { recursive: true }))

const base = 'https://granules.example'
const key = { authorization: 'Bearer own' }
const keys = {
  find: async (shown: string) => (shown === 'own' ? { name: 'own', collections: ['secret'] } : undefined),
}
const asset = (href: string, size?: number) => ({
  ...{ href, type: 'application/netcdf', roles: ['data'] },
  ...(size !== undefined && { size }),
})
const span: [string, string] = ['2025-06-01T06:00:00Z', '2025-06-01T06:05:00Z']
const fetched = granule('a b', [0, 0, 1, 1], span, {
  assets: {
    data: asset('https://x.example/a%20b.nc?v=1', 500),
    cloud: asset('s3://bucket/a.nc'),
    local: asset('file:///srv/a.nc'),
    script: asset('javascript:alert(1)'),
    circle: asset(`${base}/download/sst/a%20b/circle`),
  },
})

async function appWith(options: UsageOptions & { log?: () => Promise<UsageLog>; days?: number } = {}) {
  const { log = () => openSqliteUsage(':memory:'), days = 30, ...usage } = options
  const store = openScanStore()
  await store.put([
    ...sampleGranules,
    fetched,
    granule('hidden', [40, 40, 41, 41], span, { collection: 'secret' }),
  ])
  await store.putCollection({ ...bareCollection('secret'), private: true })
  const told: string[] = []
  const recorder = createRecorder(log, { days, tell: (message) => told.push(message), interval: 3_600_000 })
  const app = await buildApp(store, {
    ...{ logger: false, baseUrl: base, keys, writing: { keys, store }, usage: { recorder, ...usage } },
    federation: (own) => openFederation({ sources: [{ id: 'own', catalogue: true }] }, own),
  })
  const stats = async (headers = {}) => (await app.inject({ url: '/stats', headers })).json()
  return { app, recorder, told, stats, store }
}

type Uses = {
  kind: string
  collection?: string
  protocol: string
  client: string
  requests: number
  granules: number
}[]
const brief = ({ uses }: { uses: Uses }) =>
  uses
    .map(
      (use) =>
        `${use.kind} ${use.collection ?? '*'} ${use.protocol} ${use.client} ${use.requests} ${use.granules}`,
    )
    .sort()

describe('searches', () => {
  test('are counted by collection, protocol, sort of client and area, and by nothing else', async () => {
    const { app, stats } = await appWith()
    const ask = (url: string, agent: string, headers = {}) =>
      app.inject({ url, headers: { 'user-agent': agent, ...headers }, remoteAddress: '192.0.2.77' })
    await ask('/stac/search?bbox=-179,1,-171,3&collections=sst,nothing-of-that-name', 'curl/8 by Jane Doe')
    await ask('/stac/search?limit=2', 'pystac-client/1')
    await ask('/opensearch/granules.atom?parentIdentifier=wind', 'Mozilla/5.0 Firefox')
    await ask('/granules.csv', 'Mozilla/5.0 Firefox')
    await ask('/federation/stac/search', 'curl/8')
    await ask('/stac/search?limit=x', 'curl/8')
    for (const other of ['/', '/stac', '/ready', '/stac/collections', '/opensearch/collections.atom'])
      await ask(other, 'curl/8')
    const found = await stats()
    expect(brief(found)).toEqual(
      [
        ...[
          'search * stac script 1 0',
          'search sst stac script 1 0',
          'search * stac stac 1 2',
          'search sst stac stac 0 2',
        ],
        ...[
          'search * opensearch browser 2 6',
          'search wind opensearch browser 1 2',
          'search sst opensearch browser 0 4',
        ],
        ...[
          'search * federation script 1 5',
          'search sst federation script 0 4',
          'search wind federation script 0 1',
        ],
      ].sort(),
    )
    expect(found.cells).toEqual({
      size: 5,
      counts: [
        { west: -180, south: 0, requests: 1 },
        { west: -175, south: 0, requests: 1 },
        { collection: 'sst', west: -180, south: 0, requests: 1 },
        { collection: 'sst', west: -175, south: 0, requests: 1 },
      ],
    })
    await app.close()
  })

  test('of a private collection show to who has its key alone, not even in the sums', async () => {
    const { app, stats } = await appWith()
    await app.inject('/stac/search?collections=secret&bbox=40,40,41,41')
    await app.inject({ url: '/stac/search?collections=secret&bbox=40,40,41,41', headers: key })
    await app.inject({ url: '/stac/search?limit=50', headers: key })
    const total = sampleGranules.length + 1
    expect(brief(await stats())).toEqual([
      `search * stac other 2 ${total}`,
      'search sst stac other 0 4',
      'search wind stac other 0 1',
    ])
    expect((await stats()).cells.counts).toEqual([{ west: 40, south: 40, requests: 1 }])
    expect(brief(await stats(key))).toContain('search secret stac other 1 2')
    expect((await stats(key)).cells.counts).toHaveLength(2)
    await app.close()
  })

  test('every route that searches granules is one of the protocols', async () => {
    const { app } = await appWith()
    const searching = routesOf(app).filter(({ pattern }) =>
      /\/search$|granules|items$|aggregate$|crossovers$|matchups$/.test(pattern),
    )
    const uncounted = searching
      .map(({ pattern }) => pattern)
      .filter((pattern) => protocolOf(pattern) === undefined)
    // Three lead on to the routes below /stac, one shows a granule.
    expect(uncounted.sort()).toEqual([
      '/collections/:collection/granules/:granule',
      '/crossovers',
      '/matchups',
      '/predictions/crossovers',
    ])
    await app.close()
  })

  test('keep nothing that could name a person, and are forgotten when their days are over', async () => {
    let now = Date.parse('2025-03-01T12:00:00Z')
    const file = join(folder, 'kept.db')
    const log = await openSqliteUsage(file)
    const recorder = createRecorder(async () => log, { days: 30, tell: () => {}, now: () => now })
    const app = await buildApp(openScanStore(), { logger: false, usage: { recorder } })
    await app.inject({
      url: '/stac/search?q=jane.doe@example.org',
      headers: { 'user-agent': 'curl/8 (jane.doe@example.org)', 'x-forwarded-for': '192.0.2.77' },
      remoteAddress: '192.0.2.77',
    })
    await recorder.flush()
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
    for (const personal of ['jane', '192.0.2', 'curl']) expect(bytes.join()).not.toContain(personal)
    expect(await log.uses('2025-03-01', '2025-03-01')).toHaveLength(1)
    now += 31 * 86_400_000
    await recorder.flush()
    expect(await log.uses('', '9')).toEqual([])
    await app.close()
    await recorder.close()
  })

  test('are answered while statistics cannot be written, and counted once they can', async () => {
    const inner = await openSqliteUsage(':memory:')
    let isFull = true
    const log = {
      ...inner,
      add: async (...given: Parameters<UsageLog['add']>) => {
        if (isFull) throw new CatalogUnavailableError('the disk is full')
        return inner.add(...given)
      },
    }
    const { app, recorder, stats } = await appWith({ log: async () => log })
    for (let i = 0; i < 3; i++) {
      expect((await app.inject('/stac/search?bbox=0,0,1,1')).statusCode).toBe(200)
      await expect(recorder.flush()).rejects.toThrow('full')
    }
    expect((await app.inject('/stats')).statusCode).toBe(503)
    isFull = false
    const { uses, cells } = await stats()
    expect(brief({ uses })).toEqual([
      'search * stac other 3 9',
      'search sst stac other 0 6',
      'search wind stac other 0 3',
    ])
    expect(cells.counts).toEqual([{ west: 0, south: 0, requests: 3 }])
    await app.close()
  })

  test('the timer writes them, and says once that it cannot', async () => {
    const told: string[] = []
    const open = async () => {
      throw new CatalogUnavailableError('no disk')
    }
    const recorder = createRecorder(open, { days: 1, tell: (message) => told.push(message), interval: 5 })
    await expect.poll(() => told.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(told).toEqual(['statistics of use cannot be written, and are kept in memory'])
    await recorder.close()
  })
})

describe('/stats', () => {
  test('is CSV when asked, and refuses days that are none', async () => {
    const day = '2025-07-01'
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(day) })
    onTestFinished(() => void vi.useRealTimers())
    const { app } = await appWith()
    await app.inject('/stac/search?bbox=0,0,1,1')
    const uses = await app.inject('/stats?f=csv')
    expect(uses.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(uses.payload.split('\r\n').slice(0, 2)).toEqual([
      'day,kind,collection,protocol,client,requests,granules,bytes',
      `${day},search,,stac,other,1,3,0`,
    ])
    expect((await app.inject('/stats?f=csv&of=cells')).payload).toBe(
      'collection,west,south,requests\r\n,0,0,1\r\n',
    )
    expect((await app.inject('/stats?to=2020-01-01')).json()).toMatchObject({ from: '2019-12-02', uses: [] })
    for (const query of ['from=2025-99-01', 'to=yesterday', 'f=xml']) {
      expect((await app.inject(`/stats?${query}`)).statusCode).toBe(400)
    }
    await app.close()
  })

  test('is for clients with a key where the server says so', async () => {
    const { app } = await appWith({ needsKey: true })
    expect((await app.inject('/stats')).statusCode).toBe(401)
    expect((await app.inject({ url: '/stats', headers: key })).statusCode).toBe(200)
    await app.close()
  })
})

describe('downloads', () => {
  test('lead to what the catalogue holds and can be fetched, and to nothing else', async () => {
    const { app, stats } = await appWith()
    const to = async (asset: string, id = 'a%20b') => {
      const { statusCode, headers } = await app.inject(`/download/sst/${id}/${asset}`)
      return [statusCode, headers.location]
    }
    expect(await to('data')).toEqual([302, 'https://x.example/a%20b.nc?v=1'])
    expect(await to('cloud')).toEqual([302, 's3://bucket/a.nc'])
    for (const name of [
      'local',
      'script',
      'circle',
      'none',
      'constructor',
      '__proto__',
      'https:%2f%2fevil.example',
    ]) {
      expect(await to(name)).toEqual([404, undefined])
    }
    expect(await to('data', '..%2f..')).toEqual([404, undefined])
    expect(brief(await stats())).toEqual(['download sst https other 1 1', 'download sst s3 other 1 1'])
    expect((await stats()).uses.map(({ bytes }: { bytes: number }) => bytes)).toEqual([500, 0])
    await app.close()
  })

  test('stand in answers when the server says so, and an item that is sent back keeps its addresses', async () => {
    const { app, store } = await appWith({ downloads: true })
    const url = '/stac/collections/sst/items/a%20b'
    const item = (await app.inject(url)).json()
    expect(item.assets.data.href).toBe(`${base}/download/sst/a%20b/data`)
    expect(item.assets.local.href).toBe('file:///srv/a.nc')
    expect((await app.inject('/granules.atom')).payload).toContain(`${base}/download/sst/a%20b/cloud`)
    const all = { find: async () => ({ name: 'all' }) }
    const writing = await buildApp(store, {
      logger: false,
      baseUrl: base,
      writing: { keys: all, store },
      usage: { downloads: true },
    })
    const sent = await writing.inject({
      method: 'PUT',
      url,
      payload: item,
      headers: { authorization: 'Bearer x' },
    })
    expect(sent.statusCode).toBe(204)
    const kept = (await store.get('sst', 'a b'))!.assets
    expect(kept.data!.href).toBe(fetched.assets.data!.href)
    await expect(buildApp(store, { usage: { downloads: true } })).rejects.toThrow(/baseUrl/)
    await app.close()
    await writing.close()
  })

  test('lead there by the same objects where granules are only read, and by others where they may be changed', async () => {
    const own = await openSqliteStore(':memory:')
    await own.put([fetched])
    const store = withDownloads(own, base)
    const first = async (shared: boolean) => (await store.search({}, { limit: 1, shared })).granules[0]!
    const [shared, again, other] = [await first(true), await first(true), await first(false)]
    expect(again).toBe(shared)
    expect(shared.assets.data!.href).toBe(`${base}/download/sst/a%20b/data`)
    other.assets.data!.href = 'changed'
    expect((await first(true)).assets.data!.href).toBe(`${base}/download/sst/a%20b/data`)
    await store.close()
  })
})
