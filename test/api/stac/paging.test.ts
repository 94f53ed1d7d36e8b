import type { FastifyInstance } from 'fastify'
import type { StacLink } from 'stac-ts'
import { expect, test } from 'vitest'
import type { ItemPage } from '../../../api/stac/search/search.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { appOver, getJson, granule, idsOf, linkOf, postJson, sampleApp } from './sample.ts'

/** Many share a start, some an id: the order has to tell them apart all the same. */
function manyGranules() {
  const random = seeded(7)
  return Array.from({ length: 57 }, (_, i) => {
    const start = new Date(Date.UTC(2025, 5, 1, Math.floor(random() * 5))).toISOString()
    const west = random() * 40
    return granule(`g${i % 40}`, [west, 0, west + 1, 1], [start, start], {
      collection: i < 40 ? 'sst' : 'wind',
    })
  })
}

const keysOf = (page: ItemPage) => page.features.map(({ collection, id }) => `${collection}/${id}`)

/** Follows a link as it stands, the way that STAC API clients do. */
async function follow(app: FastifyInstance, link: StacLink): Promise<ItemPage> {
  return link.method === 'POST' ? postJson(app, link.href, link.body as object) : getJson(app, link.href)
}

async function collectKeys(app: FastifyInstance, first: ItemPage): Promise<string[]> {
  const keys = keysOf(first)
  let page = first
  for (let next = linkOf(page, 'next'); next; next = linkOf(page, 'next')) {
    page = await follow(app, next)
    expect(page.numberMatched).toBe(first.numberMatched)
    expect(page.features.length).toBeGreaterThan(0)
    keys.push(...keysOf(page))
    expect(keys.length).toBeLessThanOrEqual(first.numberMatched)
  }
  return keys
}

test.each([
  1, 7, 56, 57, 58,
])('pages of %i, one after the other, are the whole, each item once', async (limit) => {
  const app = await sampleApp(manyGranules())
  const whole = keysOf(await getJson(app, '/stac/search?limit=1000'))
  expect(new Set(whole).size).toBe(57)
  expect(await collectKeys(app, await getJson(app, `/stac/search?limit=${limit}`))).toEqual(whole)
  expect(await collectKeys(app, await postJson(app, '/stac/search', { limit }))).toEqual(whole)
})

test('what was asked holds on every page', async () => {
  const app = await sampleApp(manyGranules())
  const body = {
    bbox: [5, -1, 30, 2],
    datetime: '2025-06-01T01:00:00Z/2025-06-01T03:00:00Z',
    collections: ['sst', 'wind'],
  }
  const query = 'bbox=5,-1,30,2&datetime=2025-06-01T01:00:00Z/2025-06-01T03:00:00Z&collections=sst,wind'
  const whole = keysOf(await getJson(app, `/stac/search?${query}&limit=100`))
  expect(whole.length).toBeGreaterThan(10)
  expect(whole.length).toBeLessThan(57)
  expect(await collectKeys(app, await getJson(app, `/stac/search?${query}&limit=3`))).toEqual(whole)
  expect(await collectKeys(app, await postJson(app, '/stac/search', { ...body, limit: 3 }))).toEqual(whole)
})

test("a collection's items are paged", async () => {
  const app = await sampleApp(manyGranules())
  const keys = await collectKeys(app, await getJson(app, '/stac/collections/wind/items?limit=4'))
  expect(keys.length).toBe(17)
  expect(keys.every((key) => key.startsWith('wind/'))).toBe(true)
})

test('a POST is continued by the whole body, which merging leaves as it is', async () => {
  const app = await sampleApp(manyGranules())
  const body = { limit: 20, collections: 'sst' }
  const page = await postJson(app, '/stac/search', body)
  const next = linkOf(page, 'next')!
  expect(next).toMatchObject({ method: 'POST', href: 'http://localhost:80/stac/search', merge: false })
  expect(next.body).toMatchObject({ limit: 20, collections: ['sst'], token: expect.any(String) })
  const merged = await postJson(app, '/stac/search', { ...body, ...(next.body as object) })
  expect(keysOf(merged)).toEqual(keysOf(await follow(app, next)))
})

test('items that come in while a client pages neither repeat nor push out others', async () => {
  const store = openScanStore()
  await store.put(manyGranules())
  const app = await appOver(store)
  const first = await getJson(app, '/stac/search?limit=20')
  const early: [string, string] = ['2025-05-01T00:00:00Z', '2025-05-01T00:00:00Z']
  await store.put([granule('newcomer', [0, 0, 1, 1], early)])
  const second = await follow(app, linkOf(first, 'next')!)
  expect(keysOf(second).some((key) => keysOf(first).includes(key))).toBe(false)
  expect(idsOf(second)).not.toContain('newcomer')
})

test('links lead back as well, to the first page without a token', async () => {
  const app = await sampleApp(manyGranules())
  for (const first of [
    await getJson(app, '/stac/search?limit=20'),
    await postJson(app, '/stac/search', { limit: 20 }),
    await getJson(app, '/stac/collections/sst/items?limit=15'),
  ]) {
    expect(linkOf(first, 'prev')).toBeUndefined()
    const second = await follow(app, linkOf(first, 'next')!)
    const third = await follow(app, linkOf(second, 'next')!)
    expect(keysOf(await follow(app, linkOf(third, 'prev')!))).toEqual(keysOf(second))
    const back = linkOf(second, 'prev')!
    expect(JSON.stringify(back)).not.toContain('token')
    expect(keysOf(await follow(app, back))).toEqual(keysOf(first))
  }
})
