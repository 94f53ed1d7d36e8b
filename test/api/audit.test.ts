import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppOptions, buildApp } from '../../api/app.ts'
import { createRecorder } from '../../api/usage/recorder.ts'
import { deadlineSignal } from '../../catalog/deadline.ts'
import { openSqliteUsage } from '../../catalog/sqlite/usage.ts'
import type { Store } from '../../catalog/store.ts'
import { openFederation } from '../../federation/open.ts'
import { openScanStore } from '../scan-store.ts'
import { routesOf } from './routes-of.ts'
import { sampleGranules } from './stac/sample.ts'

/** Everything that a server can be told to serve. */
async function fullApp(store: Store, options: AppOptions = {}): Promise<FastifyInstance> {
  const keys = { find: async () => ({ name: 'all' }) }
  const recorder = createRecorder(() => openSqliteUsage(':memory:'), { days: 1, tell: () => {} })
  return buildApp(store, {
    ...{ logger: false, keys, writing: { keys, store }, usage: { recorder } },
    federation: (own) => openFederation({ sources: [{ id: 'own', catalogue: true }] }, own),
    ...options,
  })
}

async function sampleStore(): Promise<Store> {
  const store = openScanStore()
  await store.put(sampleGranules)
  return store
}

const named: Record<string, string> = {
  ...{
    collectionId: 'sst',
    collection: 'sst',
    id: 'sst',
    featureId: 'noon',
    granule: 'noon',
    period: '2025',
  },
  asset: 'data',
}
const addressOf = (pattern: string) => pattern.replace(/:(\w+)/g, (_, name: string) => named[name] ?? name)
const monitors = ['/health', '/ready', '/metrics']

/** One request a route and method; `*` stands for files of the pages. */
function oneOfEach(app: FastifyInstance): { pattern: string; request: InjectOptions & { url: string } }[] {
  return routesOf(app).flatMap(({ pattern, methods }) =>
    methods
      .filter(
        (method) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && !pattern.includes('*'),
      )
      .map((method) => ({ pattern, request: { method: method as 'GET', url: addressOf(pattern) } })),
  )
}

let app: FastifyInstance
beforeAll(async () => {
  app = await fullApp(await sampleStore())
})
afterAll(() => app.close())

test('the walk is over every route', () => {
  expect(oneOfEach(app).length).toBeGreaterThan(100)
})

test('every answer forbids sniffing, tells no referrer and loads nothing from elsewhere; pages run no script of their own text', async () => {
  let pages = 0
  for (const { request } of [...oneOfEach(app), { request: { url: '/nothing/there' } }]) {
    const { headers } = await app.inject({ ...request, headers: { accept: 'text/html' } })
    const policy = String(headers['content-security-policy'])
    const said = [headers['x-content-type-options'], headers['referrer-policy'], policy.split(';')[0]]
    expect([request, ...said]).toEqual([request, 'nosniff', 'no-referrer', "default-src 'none'"])
    expect([request, policy]).toEqual([request, expect.not.stringMatching(/unsafe|\*|https?:/)])
    if (String(headers['content-type']).startsWith('text/html')) pages++
  }
  expect(pages).toBeGreaterThan(5)
})

test('every route that takes a body refuses one that is too long, before it is read to the end', async () => {
  const long = { headers: { 'content-length': String(2 ** 40) }, payload: '{}' }
  for (const { pattern, request } of oneOfEach(app)) {
    const { method = 'GET' } = request
    const takes =
      ['POST', 'PUT', 'PATCH'].includes(method) &&
      !/^\/(crossovers|matchups|predictions)(\/crossovers)?$/.test(pattern)
    if (!takes) continue
    const type =
      pattern.startsWith('/stac') || pattern.includes('/stac')
        ? 'application/json'
        : 'application/x-www-form-urlencoded'
    const headers = { ...long.headers, authorization: 'Bearer x', 'content-type': type }
    const { statusCode } = await app.inject({ ...request, payload: long.payload, headers })
    expect([method, pattern, statusCode]).toEqual([method, pattern, 413])
  }
})

test('an address that is too long is refused', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const statusOf = (path: string) =>
    new Promise<number | 'cut off'>((resolve) => {
      request({ port, host: '127.0.0.1', path, agent: false }, (answer) =>
        resolve(answer.resume().statusCode!),
      )
        .on('error', () => resolve('cut off'))
        .end()
    })
  expect([431, 'cut off']).toContain(await statusOf(`/stac/search?ids=${'a'.repeat(70_000)}`))
  expect(await statusOf(`/granules.atom?uid=${'a'.repeat(40_000)}`)).toBe(414)
})

describe('what would cost more than an answer is worth is refused by its name', () => {
  const ring = (count: number) => {
    const positions = Array.from({ length: count }, (_, i) => [
      80 * Math.cos(i / count),
      40 * Math.sin(i / count),
    ])
    return [...positions, positions[0]]
  }
  const large = { type: 'Polygon', coordinates: [ring(20_001)] }
  const nested = `${'{"op":"not","args":['.repeat(20_000)}true${']}'.repeat(20_000)}`
  const json = { 'content-type': 'application/json' }
  const post = (payload: object | string): InjectOptions => ({
    method: 'POST',
    url: '/stac/search',
    payload,
    headers: json,
  })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const wkt = `geometry=POLYGON((${ring(20_001)
    .map((position) => position!.join(' '))
    .join(',')}))`
  test.each<[what: string, parameter: string, InjectOptions]>([
    ['positions of an area', 'intersects', post({ intersects: large })],
    [
      'positions in a condition',
      'filter',
      post({ filter: { op: 's_intersects', args: [{ property: 'geometry' }, large] } }),
    ],
    ['nesting of a condition', 'filter', post(`{"filter":${nested}}`)],
    ['nesting of a condition as text', 'filter', post({ filter: '('.repeat(50_000) })],
    ['terms of a condition', 'filter', post({ filter: { op: 'or', args: Array(6000).fill(true) } })],
    ['words', 'q', post({ q: 'a OR '.repeat(5000) })],
    [
      'collections of shapes',
      'intersects',
      post(
        `{"intersects":${'{"type":"GeometryCollection","geometries":['.repeat(9000)}${']}'.repeat(9000)}}`,
      ),
    ],
    [
      'positions in OpenSearch',
      'geometry',
      { method: 'POST', url: '/granules.csv', payload: wkt, headers: form },
    ],
    ['entries of a page in OpenSearch', 'count', { url: '/granules.csv?count=1000000' }],
  ])('%s', async (_, parameter, asked) => {
    const { statusCode, payload } = await app.inject(asked)
    expect([statusCode, payload]).toEqual([400, expect.stringMatching(new RegExp(`\\b${parameter}\\b`))])
    expect(payload.length).toBeLessThan(2000)
  })

  test('items of a page are lowered to what there is room for', async () => {
    expect((await app.inject('/stac/search?limit=1000000')).json().context.limit).toBe(10_000)
  })
})

test('no route outlasts the time for an answer, whatever the catalogue does, and its work there ends', async () => {
  const inner = await sampleStore()
  let [begun, ended] = [0, 0]
  const hang = async (): Promise<never> => {
    begun++
    await new Promise<void>((resolve) => deadlineSignal()?.addEventListener('abort', () => resolve()))
    ended++
    throw new Error('ended')
  }
  const hanging = {
    ...inner,
    get: hang,
    search: hang,
    count: hang,
    aggregate: hang,
    properties: hang,
    collection: hang,
    collections: hang,
  }
  const slow = await fullApp(hanging, { timeLimits: { answer: 0.03, stream: 0.03 } })
  const outcomes = new Map<number, number>()
  for (const { pattern, request } of oneOfEach(slow)) {
    if (monitors.includes(pattern) || request.method !== 'GET') continue
    const { statusCode } = await slow.inject(request)
    expect([pattern, [200, 303, 308, 400, 404, 503, 504]]).toEqual([
      pattern,
      expect.arrayContaining([statusCode]),
    ])
    outcomes.set(statusCode, (outcomes.get(statusCode) ?? 0) + 1)
  }
  expect(outcomes.get(503)).toBeGreaterThan(40)
  expect(begun).toBeGreaterThan(40)
  await expect.poll(() => begun - ended).toBe(0)
  await slow.close()
})

test('every route counts against what a client may ask, but those of monitors', async () => {
  const limited = await fullApp(await sampleStore(), { rateLimit: { perSecond: 0.001, burst: 1 } })
  for (const [i, { pattern, request }] of oneOfEach(limited).entries()) {
    const from = {
      ...request,
      remoteAddress: `192.0.2.${i % 250}`,
      headers: { 'x-forwarded-for': `198.51.100.${i}` },
    }
    await limited.inject(from)
    const { statusCode, headers } = await limited.inject(from)
    const isFree = monitors.includes(pattern)
    expect([pattern, statusCode === 429, headers['retry-after'] !== undefined]).toEqual([
      pattern,
      !isFree,
      !isFree,
    ])
  }
  await limited.close()
})
