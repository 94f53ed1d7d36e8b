import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../../api/app.ts'
import { initCatalog } from '../../catalog/elasticsearch/admin.ts'
import type { ElasticsearchOptions } from '../../catalog/elasticsearch/options.ts'
import { connectCatalog, openElasticsearchStore } from '../../catalog/elasticsearch/store.ts'
import { CatalogUnavailableError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { granuleOf } from '../catalog/elasticsearch/granules.ts'
import { describeOnNode } from './cluster.ts'
import { startProxy, type TestProxy } from './proxy.ts'

// A node that is killed takes a minute to come back on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

const hasty: ElasticsearchOptions = { timeout: 3_000, patience: { read: 1_000, write: 1_000 } }
const patient: ElasticsearchOptions = { timeout: 5_000, patience: { read: 60_000, write: 60_000 } }

await describeOnNode('Elasticsearch that fails', (node) => {
  let catalogs = 0
  const stores: Store[] = []
  const newPrefix = () => `fault-${++catalogs}`
  const open = async (prefix: string, options: ElasticsearchOptions, base = node().url) => {
    const store = await openElasticsearchStore(`${base}/${prefix}`, options)
    stores.push(store)
    return store
  }
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })
  const elasticsearch = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${node().url}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    expect(answer.ok, `${method} ${path}`).toBe(true)
  }

  test('a node killed while granules are loaded has every one that was acknowledged', async () => {
    const prefix = newPrefix()
    const store = await open(prefix, patient)
    const acknowledged: string[] = []
    let restarted = false
    const load = async (worker: number) => {
      for (let batch = 0; !restarted || batch < 5; batch++) {
        const granules = Array.from({ length: 40 }, (_, i) => granuleOf(`${worker}-${batch}-${i}`))
        await store.put(granules)
        acknowledged.push(...granules.map(({ id }) => id))
      }
    }
    const loads = Promise.all([load(1), load(2), load(3)])
    while (acknowledged.length < 400) await sleep(20)
    const before = acknowledged.length
    await node().kill()
    await node().start()
    await sleep(500)
    restarted = true
    await loads
    expect(acknowledged.length).toBeGreaterThan(before)
    const found = new Set<string>()
    let after: string | undefined
    do {
      const page = await store.search({}, { limit: 1_000, ...(after && { after }) })
      for (const { id } of page.granules) found.add(id)
      after = page.next
    } while (after)
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
  })

  test('a search waits for a node that comes back, and else says that it is away', async () => {
    const prefix = newPrefix()
    const store = await open(prefix, patient)
    await store.put([granuleOf('one')])
    const quick = await open(prefix, hasty)
    await node().kill()
    const waiting = store.count({})
    const away = quick.count({})
    await expect(away).rejects.toThrow(CatalogUnavailableError)
    await expect(away).rejects.toThrow(/cannot be reached.*Check that it runs/)
    const app = await buildApp(quick, { logger: false })
    const answers = await Promise.all([
      app.inject({ method: 'POST', url: '/stac/search', payload: {} }),
      app.inject('/granules.atom?datasetId=sst'),
    ])
    for (const answer of answers) {
      expect(answer.statusCode).toBe(503)
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    await app.close()
    await expect(open(prefix, hasty)).rejects.toThrow(CatalogUnavailableError)
    await node().start()
    expect(await waiting).toBe(1)
    expect(await quick.count({})).toBe(1)
  })

  test('a node that answers too slowly is told of, and used again when it does', async () => {
    const store = await open(newPrefix(), hasty)
    await store.put([granuleOf('one')])
    node().pause()
    await expect(store.count({})).rejects.toThrow(/does not answer in time/)
    await expect(store.put([granuleOf('two')])).rejects.toThrow(CatalogUnavailableError)
    node().resume()
    await store.put([granuleOf('two')])
    expect(await store.count({})).toBe(2)
  })

  test('a disk that is nearly full stops writes with advice, and no searches', async () => {
    const prefix = newPrefix()
    const store = await open(prefix, patient)
    await store.put([granuleOf('one')])
    const setBlock = (block: boolean | null) =>
      elasticsearch('PUT', `/${prefix}-granules/_settings`, { 'index.blocks.read_only_allow_delete': block })
    await setBlock(true)
    await expect(store.put([granuleOf('two')])).rejects.toThrow(/flood stage.*Free space/)
    expect(await store.count({})).toBe(1)
    await setBlock(null)
    expect(await store.put([granuleOf('two')])).toEqual(['added'])
  })

  test('a lost index is missed by searches and writes until it is made again', async () => {
    const prefix = newPrefix()
    const first = await open(prefix, hasty)
    await first.put([granuleOf('one'), granuleOf('other', { collection: 'kept' })])
    await elasticsearch('DELETE', `/${prefix}-granules.sst@all-000001`)
    await expect(first.put([granuleOf('two')])).rejects.toThrow(/lost 1 of the catalogue's indices.*snapshot/)
    await expect(first.search({}, { limit: 1 })).rejects.toThrow(CatalogUnavailableError)
    const later = await open(prefix, hasty)
    await expect(later.search({}, { limit: 1 })).rejects.toThrow(/oceanid catalog init/)
    await expect(later.get('sst', 'one')).rejects.toThrow(CatalogUnavailableError)
    const { connection, names } = connectCatalog(`${node().url}/${prefix}`, {})
    expect((await initCatalog(connection, names)).remade).toHaveLength(1)
    await connection.client.close()
    const again = await open(prefix, hasty)
    expect(await again.count({})).toBe(1)
    await elasticsearch('DELETE', `/${prefix}-collections-000001`)
    const orphaned = await open(prefix, hasty)
    await expect(orphaned.collections()).rejects.toThrow(/lost the index/)
  })

  describe('behind a proxy', () => {
    let proxy: TestProxy
    beforeEach(async () => {
      proxy = await startProxy(node().url)
    })
    afterEach(() => proxy.close())
    const rejected = { type: 'es_rejected_execution_exception', reason: 'rejected execution: queue is full' }

    test('a cluster that is too busy for requests gets them again', async () => {
      const store = await open(newPrefix(), patient, proxy.url)
      let refusals = 0
      proxy.meddle = () =>
        refusals++ % 2 === 0
          ? { status: refusals % 3 === 0 ? 503 : 429, body: { error: rejected, status: 429 } }
          : undefined
      expect(await store.put([granuleOf('one'), granuleOf('two')])).toEqual(['added', 'added'])
      expect(await store.count({})).toBe(2)
      expect(refusals).toBeGreaterThan(10)
    })

    test('a cluster that is too busy for some granules gets those again', async () => {
      const store = await open(newPrefix(), patient, proxy.url)
      await store.put([granuleOf('zero')])
      const sizes: number[] = []
      proxy.meddle = (_, path, body) => {
        if (!path.startsWith('/_bulk')) return undefined
        const ids = [...body.matchAll(/"_id":"(\w+)"/g)].map(([, id]) => id!)
        sizes.push(ids.length)
        if (sizes.length > 2) return undefined
        const busy = { index: { status: 429, error: rejected } }
        const items = ids.map((id) => (id === 'one' ? { index: { status: 201, result: 'created' } } : busy))
        return { status: 200, body: { items } }
      }
      await store.put(['one', 'two', 'three'].map((id) => granuleOf(id)))
      expect(sizes).toEqual([3, 2, 2])
      expect(await store.count({ ids: ['two', 'three'] })).toBe(2)
    })

    test('an answer that is lost does not make a granule twice', async () => {
      const store = await open(newPrefix(), patient, proxy.url)
      let lost = 0
      proxy.meddle = (_, path) =>
        path.startsWith('/_bulk') && lost++ === 0
          ? { status: 503, body: { error: rejected, status: 503 }, after: true }
          : undefined
      await store.put([granuleOf('one')])
      expect(lost).toBe(2)
      expect(await store.count({})).toBe(1)
    })

    test('a cluster that stays busy is told of', async () => {
      const store = await open(newPrefix(), hasty, proxy.url)
      await store.put([granuleOf('one')])
      proxy.meddle = () => ({ status: 429, body: { error: rejected, status: 429 } })
      await expect(store.count({})).rejects.toThrow(/overloaded/)
      await expect(store.put([granuleOf('two')])).rejects.toThrow(CatalogUnavailableError)
      proxy.meddle = (_, path, body) =>
        path.startsWith('/_bulk') && body
          ? { status: 200, body: { items: [{ index: { status: 429, error: rejected } }] } }
          : undefined
      await expect(store.put([granuleOf('two')])).rejects.toThrow(/too busy/)
    })

    test('shards that do not answer make an error, not a smaller result', async () => {
      const store = await open(newPrefix(), hasty, proxy.url)
      await store.put([granuleOf('one')])
      const error = { type: 'search_phase_execution_exception', reason: 'Partial shards failure' }
      proxy.meddle = (_, path) =>
        path.includes('/_search?') ? { status: 503, body: { error, status: 503 } } : undefined
      await expect(store.search({}, { limit: 1 })).rejects.toThrow(CatalogUnavailableError)
      let partial: unknown
      proxy.meddle = (_, path) => {
        const [route, parameters] = path.split('?')
        if (route!.endsWith('/_search'))
          partial = new URLSearchParams(parameters).get('allow_partial_search_results')
        return undefined
      }
      expect(await store.count({})).toBe(1)
      expect(partial).toBe('false')
    })

    test('a refused password is told of without repeating it', async () => {
      const error = { type: 'security_exception', reason: 'unable to authenticate user [reader]' }
      proxy.meddle = () => ({ status: 401, body: { error, status: 401 } })
      const url = proxy.url.replace('//', '//reader:s3cret@')
      const opening = openElasticsearchStore(`${url}/${newPrefix()}`, hasty)
      await expect(opening).rejects.toThrow(/refuses the user, password or API key/)
      const failure = await opening.catch((caught: Error) => caught)
      expect(JSON.stringify([failure, String(failure), (failure as Error).cause])).not.toContain('s3cret')
    })

    test('a refusal that nobody foresaw is a failure of the server, not of the request', async () => {
      const store = await open(newPrefix(), hasty, proxy.url)
      await store.put([granuleOf('one')])
      const error = { type: 'parsing_exception', reason: 'unknown query [geo_shape]' }
      proxy.meddle = (_, path) =>
        path.includes('/_search?') ? { status: 400, body: { error, status: 400 } } : undefined
      const app = await buildApp(store, { logger: false })
      expect((await app.inject('/stac/search')).statusCode).toBe(500)
      await app.close()
    })
  })

  test('what is no Elasticsearch is told of', async () => {
    const { createServer } = await import('node:http')
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address() as { port: number }
    const opening = openElasticsearchStore(`http://127.0.0.1:${address.port}/x`, hasty)
    await expect(opening).rejects.toThrow(/is not Elasticsearch/)
    server.close()
  })
})
