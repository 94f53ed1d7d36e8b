import type { FastifyInstance } from 'fastify'
import type { StacCollection, StacItem } from 'stac-ts'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AccessKeys } from '../../../api/access/keys.ts'
import { buildApp } from '../../../api/app.ts'
import { withLinks } from '../../../catalog/description/linked-store.ts'
import type { Store } from '../../../catalog/store.ts'
import { openScanStore } from '../../scan-store.ts'
import { appOver, getJson, granule, linkOf, sampleGranules } from './sample.ts'

const key = 'a key that nobody guesses'.replaceAll(' ', '-')
/** Of all collections, and of one. */
const keys: AccessKeys = {
  find: async (shown) =>
    ({ [key]: { name: 'all' }, 'only-for-sst': { name: 'sst', collections: ['sst'] } })[shown],
}
const items = '/stac/collections/sst/items'

let store: Store
let app: FastifyInstance
beforeEach(async () => {
  store = openScanStore()
  await store.put(sampleGranules)
  app = await buildApp(withLinks(store), { logger: false, writing: { keys, store } })
})

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const send = (method: Method, url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method,
    url,
    ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    headers: {
      authorization: `Bearer ${key}`,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  })

const item = (id: string, rest: object = {}) => ({
  type: 'Feature',
  stac_version: '1.1.0',
  id,
  geometry: { type: 'Point', coordinates: [10, 20] },
  properties: { datetime: '2025-06-05T00:00:00Z', 'eo:cloud_cover': 7, gsd: 25, platform: 'Demo-1' },
  links: [],
  assets: { data: { href: 'https://example.org/a.nc', type: 'application/x-netcdf', roles: ['data'] } },
  ...rest,
})

describe('items', () => {
  test('are created, told where, and found', async () => {
    const response = await send('POST', items, item('fresh'))
    expect(response.statusCode).toBe(201)
    const { location } = response.headers
    expect(location).toBe('http://localhost:80/stac/collections/sst/items/fresh')
    const stored = await getJson<StacItem>(app, location!)
    expect(response.json()).toEqual(stored)
    expect(stored).toMatchObject({
      collection: 'sst',
      properties: { 'eo:cloud_cover': 7, gsd: 25, platform: 'Demo-1' },
    })
    expect((await send('POST', items, item('fresh'))).statusCode).toBe(409)
    expect((await send('POST', '/stac/collections/none/items', item('fresh'))).statusCode).toBe(404)
  })

  test('many are created at once: those that are new and whole, and the answer tells of the others', async () => {
    const features = [
      item('one'),
      item('noon'),
      item('two', { geometry: null }),
      item('one'),
      'no item',
      item('three', { collection: 'wind' }),
      item('four', { collection: 'sst' }),
    ]
    const response = await send('POST', items, { type: 'FeatureCollection', features })
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({
      created: 2,
      failures: [
        { id: 'noon', index: 1, status: 409 },
        { id: 'two', index: 2, status: 400 },
        { id: 'one', index: 3, status: 400 },
        { index: 4, status: 400 },
        { id: 'three', index: 5, status: 400 },
      ],
    })
    expect(await store.count({ ids: ['one', 'two', 'three', 'four'] })).toBe(2)
    const fine = await send('POST', items, { type: 'FeatureCollection', features: [item('five')] })
    expect([fine.statusCode, fine.json()]).toEqual([201, { created: 1, failures: [] }])
  })

  test('are replaced as a whole', async () => {
    const response = await send('PUT', `${items}/noon`, { ...item('noon'), id: undefined })
    expect([response.statusCode, response.payload]).toEqual([204, ''])
    const after = await getJson<StacItem>(app, `${items}/noon`)
    expect(after.geometry).toEqual({ type: 'Point', coordinates: [10, 20] })
    expect(after.properties.datetime).toBe('2025-06-05T00:00:00.000Z')
    const properties = {
      datetime: '2025-06-05T00:00:00.1234567Z',
      start_datetime: '2025-06-05T00:00:00.1234567Z',
      end_datetime: '2025-06-05T00:00:01Z',
    }
    expect((await send('PUT', `${items}/noon`, item('noon', { properties }))).statusCode).toBe(204)
    const fine = await getJson<StacItem>(app, `${items}/noon`)
    expect(fine.properties).toMatchObject({ ...properties, end_datetime: '2025-06-05T00:00:01.000Z' })
    expect((await send('PUT', `${items}/none`, item('none'))).statusCode).toBe(404)
    const other = await send('PUT', `${items}/noon`, item('morning'))
    expect([other.statusCode, other.json().parameter]).toEqual([400, 'id'])
  })

  test('are changed member by member; what stays, stays as it was kept', async () => {
    await store.putCollection({
      id: 'sst',
      title: 'SST',
      description: 'SST',
      license: 'other',
      keywords: [],
      providers: [],
      root: '/data',
      href: [{ href: 'https://example.org/{path}' }],
    })
    const segments = [
      { start: 1, end: 2, rows: [0, 9] as [number, number], geometry: sampleGranules[0]!.geometry },
    ]
    const day: [string, string] = ['2025-06-01T06:00:00Z', '2025-06-01T06:05:00.123Z']
    const assets = { data: { href: 'file:///data/a/b.nc', type: 'application/x-netcdf', roles: ['data'] } }
    const properties = { platform: 'Old', cycle: 3, day: true }
    const before = granule('kept', [0, 0, 1, 1], day, { segments, assets, properties })
    await store.put([before])
    const patch = { properties: { platform: 'New', 'sat:orbit_cycle': null, 'eo:cloud_cover': '12.4' } }
    expect((await send('PATCH', `${items}/kept`, patch)).statusCode).toBe(204)
    const { updated, ...after } = (await store.get('sst', 'kept'))!
    expect(updated).toBeGreaterThan(before.updated)
    const { updated: _, ...unchanged } = before
    expect(after).toEqual({
      ...unchanged,
      properties: { platform: 'New', day: true, 'eo:cloud_cover': '12.4' },
    })

    const moved = { geometry: { type: 'Point', coordinates: [1, 2] }, bbox: null }
    expect((await send('PATCH', `${items}/kept`, moved)).statusCode).toBe(204)
    expect(await store.get('sst', 'kept')).toMatchObject({ segments: [], bbox: [1, 2, 1, 2], assets })
    const wrong = await send('PATCH', `${items}/kept`, { geometry: null })
    expect([wrong.statusCode, wrong.json().parameter]).toEqual([400, 'geometry'])
  })

  test('are deleted', async () => {
    expect((await send('DELETE', `${items}/noon`)).statusCode).toBe(204)
    expect((await app.inject(`${items}/noon`)).statusCode).toBe(404)
    expect((await send('DELETE', `${items}/noon`)).statusCode).toBe(404)
  })

  test.each<[Method, unknown]>([
    ['PUT', item('noon')],
    ['PATCH', { properties: { platform: 'New' } }],
    ['DELETE', undefined],
  ])('%s with If-Match changes only what the client saw', async (method, payload) => {
    const seen = String((await app.inject(`${items}/noon`)).headers.etag)
    const stale = await send(method, `${items}/noon`, payload, { 'if-match': '"other"' })
    expect(stale.statusCode).toBe(412)
    expect((await app.inject(`${items}/noon`)).headers.etag).toBe(seen)
    expect((await send(method, `${items}/noon`, payload, { 'if-match': seen })).statusCode).toBe(204)
    const again = await send(method, `${items}/noon`, payload, { 'if-match': seen })
    expect(again.statusCode).toBe(method === 'DELETE' ? 404 : 412)
  })

  test.each([
    [undefined, 'body'],
    [[], 'body'],
    [{ type: 'Collection', id: 'x' }, 'type'],
    [item('', {}), 'id'],
    [item('x', { geometry: { type: 'Point', coordinates: [0, 95] } }), 'geometry'],
    [item('x', { properties: {} }), 'start_datetime'],
    [item('x', { bbox: [0, 0, 1] }), 'bbox'],
  ])('that cannot be read are refused: %j', async (body, parameter) => {
    const response = await send('POST', items, body)
    expect(response.statusCode).toBe(400)
    if (body !== undefined) expect(response.json().parameter).toBe(parameter)
  })
})

describe('collections', () => {
  const collection = {
    type: 'Collection',
    stac_version: '1.1.0',
    id: 'ice',
    title: 'Ice',
    description: 'Of the sea',
    license: 'CC-BY-4.0',
    providers: [{ name: 'Example', roles: ['producer'] }],
    'sci:doi': '10.5067/EXAMPLE',
    extent: { spatial: { bbox: [[0, 0, 1, 1]] }, temporal: { interval: [[null, null]] } },
    links: [],
  }

  test('are created, replaced, changed and deleted', async () => {
    const created = await send('POST', '/stac/collections', collection)
    expect(created.statusCode).toBe(201)
    expect(created.headers.location).toBe('http://localhost:80/stac/collections/ice')
    const at = '/stac/collections/ice'
    expect(await getJson(app, at)).toMatchObject({ title: 'Ice', 'sci:doi': '10.5067/EXAMPLE' })
    expect((await send('POST', '/stac/collections', collection)).statusCode).toBe(409)

    expect((await send('PATCH', at, { title: 'Sea ice', 'sci:doi': null })).statusCode).toBe(204)
    const changed = await getJson<StacCollection>(app, at)
    expect(changed).toMatchObject({ title: 'Sea ice', description: 'Of the sea', license: 'CC-BY-4.0' })
    expect(changed).not.toHaveProperty('sci:doi')

    const etag = String((await app.inject(at)).headers.etag)
    expect((await send('PUT', at, collection, { 'if-match': '"old"' })).statusCode).toBe(412)
    expect((await send('PUT', at, collection, { 'if-match': etag })).statusCode).toBe(204)
    expect(await getJson(app, at)).toMatchObject({ title: 'Ice' })
    expect((await send('PUT', '/stac/collections/none', { ...collection, id: 'none' })).statusCode).toBe(404)

    expect((await send('DELETE', at)).statusCode).toBe(204)
    expect((await send('DELETE', at)).statusCode).toBe(404)
  })

  test('keep what STAC does not say of them: how files are read and where they are fetched', async () => {
    const href = [{ href: 'https://example.org/{name}' }]
    const description = {
      id: 'ice',
      title: 'Ice',
      description: 'Ice',
      license: 'other',
      keywords: [],
      providers: [],
    }
    await store.putCollection({ ...description, href, files: { pattern: '*.nc' } })
    expect((await send('PUT', '/stac/collections/ice', { ...collection, title: 'New' })).statusCode).toBe(204)
    expect(await store.collection('ice')).toMatchObject({ title: 'New', href, files: { pattern: '*.nc' } })
  })

  test.each([
    [{ ...collection, id: 'a b' }, 'id'],
    [{ ...collection, id: undefined }, 'id'],
    [{ ...collection, title: 7 }, 'title'],
    [{ ...collection, providers: [{ roles: ['producer'] }] }, 'providers'],
    [{ ...collection, 'sci:doi': 'https://doi.org/10.1/x' }, 'sci:doi'],
  ])('that cannot be read are refused: %#', async (body, parameter) => {
    const response = await send('POST', '/stac/collections', body)
    expect([response.statusCode, response.json().parameter]).toEqual([400, parameter])
  })
})

describe('the write key', () => {
  test.each([
    '',
    'Basic abc',
    'Bearer',
    'Bearer wrong',
    `Bearer ${key}x`,
  ])('without it, %j changes nothing', async (authorization) => {
    for (const [method, url] of [
      ['POST', items],
      ['PUT', `${items}/noon`],
      ['PATCH', `${items}/noon`],
      ['DELETE', `${items}/noon`],
      ['POST', '/stac/collections'],
      ['DELETE', '/stac/collections/sst'],
    ] as const) {
      const response = await send(method, url, {}, { authorization })
      expect([response.statusCode, response.headers['www-authenticate']]).toEqual([401, 'Bearer'])
      expect(response.headers['content-type']).toBe('application/problem+json')
    }
    expect(await store.count({})).toBe(sampleGranules.length)
  })

  test('where there is none, nothing can be changed and nothing of it is advertised', async () => {
    const closed = await appOver(store)
    const response = await closed.inject({
      method: 'DELETE',
      url: `${items}/noon`,
      headers: { authorization: `Bearer ${key}` },
    })
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
    const { conformsTo } = await getJson<{ conformsTo: string[] }>(closed, '/stac/conformance')
    expect(conformsTo.filter((uri) => uri.includes('transaction'))).toEqual([])
    expect((await getJson<{ conformsTo: string[] }>(app, '/stac/conformance')).conformsTo).toContain(
      'https://api.stacspec.org/v1.0.0/ogcapi-features/extensions/transaction',
    )
  })

  test('reading needs none, and links are the same', async () => {
    expect(linkOf(await getJson(app, '/stac'), 'self')?.href).toBe('http://localhost:80/stac')
  })
})

test('the OpenAPI document describes the changes where there are any, and the key that they need', async () => {
  const document = await getJson<{
    paths: Record<string, Record<string, { security?: object[] }>>
    components: { securitySchemes: object }
  }>(app, '/stac/api')
  expect(Object.keys(document.paths['/collections/{collectionId}/items/{featureId}']!).sort()).toEqual([
    'delete',
    'get',
    'patch',
    'put',
  ])
  expect(document.paths['/collections']!.post!.security).toEqual([{ writeKey: [] }])
  expect(document.components.securitySchemes).toHaveProperty('writeKey')
  expect((await app.inject('/stac/api.html')).statusCode).toBe(200)
})

test('a key of one collection changes that, and no other', async () => {
  const as = { authorization: 'Bearer only-for-sst' }
  expect((await send('POST', items, item('mine'), as)).statusCode).toBe(201)
  const refused = await send('POST', '/stac/collections/wind/items', item('theirs'), as)
  expect([refused.statusCode, refused.json().detail]).toEqual([403, 'this key is for other collections'])
  expect((await send('DELETE', '/stac/collections/wind', undefined, as)).statusCode).toBe(403)
  expect((await send('POST', '/stac/collections', { id: 'new' }, as)).statusCode).toBe(403)
  expect(await store.get('wind', 'theirs')).toBeUndefined()
  expect(await store.collection('wind')).toBeDefined()
})
