import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CatalogUnavailableError, NotSupportedError } from '../../../catalog/errors.ts'
import { openScanStore } from '../../scan-store.ts'
import { appOver, sampleApp } from './sample.ts'

let app: FastifyInstance
beforeAll(async () => {
  app = await sampleApp()
})
afterAll(() => app.close())

const invalidDatetimes = [
  '/',
  '../..',
  '/..',
  '../',
  '..',
  '/1984-04-12T23:20:50.52Z/1985-04-12T23:20:50.52Z',
  '1984-04-12T23:20:50.52Z/1985-04-12T23:20:50.52Z/',
  '1985-04-12',
  '1985-04-12T23:20Z',
  '1937-01-01T12:00:27.87+0100',
  '37-01-01T12:00:27.87Z',
  '1985-12-12T23:20:50.52',
  '21985-12-12T23:20:50.52Z',
  '1985-13-12T23:20:50.52Z',
  '1985-12-32T23:20:50.52Z',
  '1985-02-29T00:00:00Z',
  '1985-12-01T25:20:50.52Z',
  '1985-12-01T00:60:50.52Z',
  '1985-12-01T00:06:61.52Z',
  '1985-04-12T23:20:50.Z',
  '1985-04-12T23:20:50,52Z',
  '1986-04-12T23:20:50.52Z/1985-04-12T23:20:50.52Z',
  'yesterday',
]

/** The parameter that the answer names, and the request. */
const refusedQueries: [parameter: string, query: string][] = [
  ['limit', 'limit=-1'],
  ['limit', 'limit=0'],
  ['limit', 'limit=1.5'],
  ['limit', 'limit=ten'],
  ['limit', 'limit='],
  ['limit', 'limit=1&limit=2'],
  ['bbox', 'bbox='],
  ['bbox', 'bbox=[0,0,1,1]'],
  ['bbox', 'bbox=0,0,1'],
  ['bbox', 'bbox=0,0,1,1,2'],
  ['bbox', 'bbox=0,0,1,1,2,3,4'],
  ['bbox', 'bbox=0,10,1,5'],
  ['bbox', 'bbox=0,0,a,1'],
  ['bbox', 'bbox=0,0,,1'],
  ['bbox', 'bbox=0,-91,1,1'],
  ['bbox', 'bbox=500000,4000000,500100,4000100'],
  ['bbox', 'bbox=NaN,0,1,1'],
  ['bbox', 'bbox=0,0,1,Infinity'],
  ['intersects', 'intersects=POINT(0 0)'],
  ['intersects', 'intersects=[]'],
  ['intersects', 'intersects={"type":"Circle","coordinates":[0,0]}'],
  ['intersects', 'intersects={"type":"Point"}'],
  ['intersects', 'intersects={"type":"Point","coordinates":["a","b"]}'],
  ['intersects', 'intersects={"type":"Point","coordinates":[0,95]}'],
  ['intersects', 'bbox=0,0,1,1&intersects={"type":"Point","coordinates":[0,0]}'],
  ['ids', 'ids='],
  ['ids', 'ids=a,,b'],
  ['collections', 'collections='],
  ['token', 'token='],
  ['token', 'token=made-up'],
  ['sortby', 'sortby='],
  ['sortby', 'sortby=--id'],
  ['Bbox', 'Bbox=0,0,1,1'],
  ...invalidDatetimes.map((text): [string, string] => ['datetime', `datetime=${encodeURIComponent(text)}`]),
]

const refusedBodies: [parameter: string | undefined, body: string][] = [
  ['body', '[]'],
  ['body', 'null'],
  ['body', '"text"'],
  ['body', '3'],
  [undefined, ''],
  [undefined, '{'],
  [undefined, 'bbox=0,0,1,1'],
  ['limit', '{"limit":0}'],
  ['limit', '{"limit":-1}'],
  ['limit', '{"limit":"10"}'],
  ['limit', '{"limit":null}'],
  ['bbox', '{"bbox":"0,0,1,1"}'],
  ['bbox', '{"bbox":[0,0,1]}'],
  ['bbox', '{"bbox":[0,0,1,1,2]}'],
  ['bbox', '{"bbox":[0,10,1,5]}'],
  ['bbox', '{"bbox":["0","0","1","1"]}'],
  ['bbox', '{"bbox":{"west":0}}'],
  ['intersects', '{"intersects":"POINT(0 0)"}'],
  ['intersects', '{"intersects":[]}'],
  ['intersects', '{"intersects":{}}'],
  ['intersects', '{"intersects":{"type":"Feature","geometry":null,"properties":{}}}'],
  ['intersects', '{"intersects":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}}'],
  ['intersects', '{"bbox":[0,0,1,1],"intersects":{"type":"Point","coordinates":[0,0]}}'],
  ['ids', '{"ids":5}'],
  ['ids', '{"ids":[5]}'],
  ['ids', '{"ids":""}'],
  ['collections', '{"collections":{"a":1}}'],
  ['datetime', '{"datetime":["2025-06-01T00:00:00Z"]}'],
  ['token', '{"token":7}'],
  ['page', '{"page":2}'],
  ['sortby', '{"sortby":"id"}'],
  ['sortby', '{"sortby":[{"field":"id","direction":"up"}]}'],
  ...invalidDatetimes.map((text): [string, string] => ['datetime', JSON.stringify({ datetime: text })]),
]

describe('a request that cannot be read is 400, with the parameter and the reason', () => {
  test.each(refusedQueries)('%s in GET /stac/search?%s', async (parameter, query) => {
    const response = await app.inject(`/stac/search?${query}`)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.json()).toMatchObject({
      status: 400,
      title: 'Bad Request',
      code: 'BadRequest',
      parameter,
    })
    expect(response.statusCode).toBe(400)
    const { detail, description } = response.json<{ detail: string; description: string }>()
    expect(detail.startsWith(`${parameter}: `)).toBe(true)
    expect(description).toBe(detail)
  })

  test.each(refusedBodies)('%s in POST /stac/search %s', async (parameter, payload) => {
    const headers = { 'content-type': 'application/json' }
    const response = await app.inject({ method: 'POST', url: '/stac/search', payload, headers })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ status: 400, code: 'BadRequest', detail: expect.any(String) })
    expect(response.json<{ parameter?: string }>().parameter).toBe(parameter)
  })

  test.each([
    ['/stac?f=html'],
    ['/stac/collections?limit=0'],
    ['/stac/collections?sortby=extent'],
    ['/stac/collections?bbox=0,10,1,5'],
    ['/stac/collections?datetime=2025'],
    ['/stac/collections?token=x'],
    ['/stac/children?limit=1'],
    ['/stac/collections/sst?x=1'],
    ['/stac/collections/sst/items?sortby=-'],
    ['/stac/collections/sst/items?bbox=0,10,1,5'],
    ['/stac/collections/sst/items/noon?x=1'],
  ])('GET %s', async (url) => {
    expect((await app.inject(url)).statusCode).toBe(400)
  })

  test('an address that cannot be decoded', async () => {
    const response = await app.inject('/stac/collections/%zz')
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toBe('application/problem+json')
  })

  test('a geometry nested without end', async () => {
    const depth = 20_000
    const payload = `{"intersects":${'{"type":"GeometryCollection","geometries":['.repeat(depth)}${']}'.repeat(depth)}}`
    const headers = { 'content-type': 'application/json' }
    const response = await app.inject({ method: 'POST', url: '/stac/search', payload, headers })
    expect(response.statusCode).toBe(400)
  })
})

describe('what is not there is 404', () => {
  test.each([
    ['/stac/collections/ice', 'no collection ice'],
    ['/stac/collections/ice/items', 'no collection ice'],
    ['/stac/collections/ice/items/noon', 'no item noon in the collection ice'],
    ['/stac/collections/sst/items/nothing', 'no item nothing in the collection sst'],
    ['/stac/collections/wind/items/noon', 'no item noon in the collection wind'],
    ['/stac/nothing', 'nothing is at GET /stac/nothing'],
    ['/nothing', 'nothing is at GET /nothing'],
  ])('%s', async (url, detail) => {
    const response = await app.inject(url)
    expect(response.statusCode).toBe(404)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.json()).toMatchObject({ status: 404, code: 'NotFound', detail })
  })
})

test('a body that is too long is 413, one that is not JSON 415', async () => {
  const post = (payload: string, type: string) =>
    app.inject({ method: 'POST', url: '/stac/search', payload, headers: { 'content-type': type } })
  expect((await post(`{"ids":["${'x'.repeat(1 << 20)}"]}`, 'application/json')).statusCode).toBe(413)
  expect((await post('<search/>', 'application/xml')).statusCode).toBe(415)
})

describe('what the catalogue cannot do is told apart, and nothing of the inside is told', () => {
  const failing = (error: Error) =>
    appOver({
      ...openScanStore(),
      search: async () => {
        throw error
      },
    })

  test('503 with the time after which to try again', async () => {
    const down = await failing(new CatalogUnavailableError('the catalogue does not answer'))
    const response = await down.inject('/stac/search')
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('10')
    expect(response.json()).toMatchObject({
      code: 'ServiceUnavailable',
      detail: 'the catalogue does not answer now: try again later',
    })
  })

  test('501', async () => {
    const poor = await failing(new NotSupportedError('this engine cannot'))
    expect((await poor.inject('/stac/search')).json()).toMatchObject({ status: 501, code: 'NotImplemented' })
  })

  test.each([
    new Error('secret at /var/lib/x.db'),
    Object.assign(new Error('secret'), { statusCode: 502 }),
  ])('500 for %s', async (error) => {
    const broken = await failing(error)
    const response = await broken.inject('/stac/search')
    expect(response.statusCode).toBe(500)
    expect(response.json()).toMatchObject({ detail: 'Internal Server Error' })
    expect(response.payload).not.toContain('secret')
  })
})
