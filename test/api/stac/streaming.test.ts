import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { streamedTypes } from '../../../api/stac/formats/formats.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { PageRequest } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { randomGranules } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { appOver, getJson, granule, sampleApp } from './sample.ts'

const total = 15_000
const forms = Object.keys(streamedTypes)
const large = granule('g', [0, 0, 1, 1], ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z'], {
  properties: { platform: 'x'.repeat(2000) },
  assets: { data: { href: 'https://data.example/g.nc', type: 'application/x-netcdf', roles: ['data'] } },
})

/** A store that makes granules as they are asked for, of which one sees how many. */
function makingStore({ failsAt = Infinity } = {}) {
  const read = { granules: 0 }
  const store: Store = {
    ...openScanStore(),
    search: async (_: unknown, { limit }: PageRequest) => {
      const from = read.granules
      if (from >= failsAt) throw new Error('the disk is gone')
      read.granules += limit
      const granules = Array.from({ length: limit }, (_, i): Granule => ({ ...large, id: `g${from + i}` }))
      return { granules, matched: total, ...(read.granules < total && { next: 'more' }) }
    },
  }
  return { store, read }
}

async function listening(store: Store, work: (port: number, app: FastifyInstance) => Promise<void>) {
  const app = await appOver(store)
  await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    await work((app.server.address() as AddressInfo).port, app)
  } finally {
    await app.close()
  }
}

async function open(port: number, form: string, encoding = 'identity'): Promise<IncomingMessage> {
  const path = `/stac/search?f=${form}`
  const [response] = await once(get({ port, path, headers: { 'accept-encoding': encoding } }), 'response')
  return response
}

describe('a FeatureCollection of all that match', () => {
  test('has the items of the pages, how many match and how many came', async () => {
    const store = openScanStore()
    await store.put(randomGranules(seeded(67), 300))
    const app = await appOver(store)
    const response = await app.inject('/stac/search?f=geojson-all')
    expect(response.headers).toMatchObject({
      'content-type': 'application/geo+json',
      'content-disposition': 'attachment; filename="items.geojson"',
    })
    const { features, numberMatched } = await getJson(app, '/stac/search?limit=10000')
    expect(features.length).toBeGreaterThan(250)
    expect(response.json()).toEqual({
      type: 'FeatureCollection',
      numberMatched,
      features,
      numberReturned: numberMatched,
    })
    const some = await getJson(app, '/stac/search?f=geojson-all&collections=alpha&sortby=-id&limit=300')
    const page = await getJson(app, '/stac/search?collections=alpha&sortby=-id&limit=300')
    expect([some.features, some.numberMatched]).toEqual([page.features, page.numberMatched])
    expect(some.numberReturned).toBe(page.features.length)
    const own = await getJson(app, '/stac/collections/alpha/items?f=geojson-all')
    expect(own.numberReturned).toBe(page.numberMatched)
  })

  test('is one also where nothing matches', async () => {
    expect(await getJson(await sampleApp(), '/stac/search?f=geojson-all&ids=none')).toEqual({
      type: 'FeatureCollection',
      numberMatched: 0,
      features: [],
      numberReturned: 0,
    })
  })

  test('has more than ten thousand, of which few are held at a time', async () => {
    const { store, read } = makingStore()
    await listening(store, async (port) => {
      const response = await open(port, 'geojson-all')
      const ids: string[] = []
      let most = 0
      let rest = ''
      for await (const chunk of response.setEncoding('utf8')) {
        const items = (rest + chunk).split(/(?<=\}),(?=\{"type":"Feature",)/)
        rest = items.pop()!
        ids.push(...items.map((item) => /"id":"(g\d+)"/.exec(item)![1]!))
        most = Math.max(most, read.granules - ids.length)
      }
      ids.push(/"id":"(g\d+)"/.exec(rest)![1]!)
      expect(ids).toEqual(Array.from({ length: total }, (_, i) => `g${i}`))
      expect(rest.endsWith(`],"numberReturned":${total}}\n`)).toBe(true)
      // What the sockets hold lies between the two: some megabytes, of more than thirty.
      expect(most).toBeLessThan(total / 2)
    })
  })

  test('waits for a client that reads slowly, and ends with one that goes away', async () => {
    const { store, read } = makingStore()
    await listening(store, async (port) => {
      const response = await open(port, 'geojson-all')
      response.pause()
      let before = -1
      while (before !== read.granules) {
        before = read.granules
        await sleep(100)
      }
      response.destroy()
      await sleep(100)
      expect(read.granules).toBeLessThan(total)
    })
  })
})

describe.each(forms)('%s', (form) => {
  test.each(['identity', 'gzip'])('sent as %s, breaks off where the catalogue fails', async (encoding) => {
    const { store } = makingStore({ failsAt: 2000 })
    await listening(store, async (port) => {
      const response = await open(port, form, encoding)
      // What compresses to almost nothing may not have begun yet: then the answer is the error itself.
      if (encoding === 'gzip' && response.statusCode === 500) return
      expect(response.statusCode).toBe(200)
      const reading = async () => {
        for await (const _ of response);
      }
      await expect(reading()).rejects.toThrow('aborted')
    })
  })

  test('to HEAD tells what GET would, and reads no more than that takes', async () => {
    const { store, read } = makingStore()
    const app = await appOver(store)
    const url = `/stac/search?f=${form}&limit=300`
    const asked = { url, headers: { 'accept-encoding': 'gzip' } }
    const head = await app.inject({ ...asked, method: 'HEAD' })
    await sleep(20)
    expect([head.statusCode, head.payload, read.granules]).toEqual([200, '', 250])
    const { headers } = await app.inject(asked)
    for (const name of [
      'content-type',
      'content-encoding',
      'content-disposition',
      'vary',
      'ogc-numbermatched',
      'ogc-numberreturned',
    ]) {
      expect([name, head.headers[name]]).toEqual([name, headers[name]])
    }
  })
})
