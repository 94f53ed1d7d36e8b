import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { seeded } from '../../seeded.ts'
import { getJson, granule, idsOf, linkOf, postJson, sampleApp } from './sample.ts'

/** What other STAC servers were seen to answer wrong, or to fall over. */

const at: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z']

/** Boxes of at most 8 degrees all around the globe, none across the antimeridian. */
const random = seeded(1807)
const scattered = Array.from({ length: 400 }, (_, i) => {
  const [west, south] = [-180 + 352 * random(), -90 + 172 * random()]
  return { id: `g${i}`, west, south, east: west + 8 * random(), north: south + 8 * random() }
})
const scatteredGranules = scattered.map(({ id, west, south, east, north }) =>
  granule(id, [west, south, east, north], at),
)

const expectedIn = (south: number, north: number, isIn: (west: number, east: number) => boolean) =>
  scattered
    .filter((one) => one.north >= south && one.south <= north && isIn(one.west, one.east))
    .map(({ id }) => id)
    .sort()

test('a box across the antimeridian is on both its sides and nowhere else, however it is asked', async () => {
  const app = await sampleApp(scatteredGranules)
  const expected = expectedIn(-20, 20, (west, east) => east >= 170 || west <= -170)
  expect(expected.length).toBeGreaterThan(5)
  const sorted = (page: Parameters<typeof idsOf>[0]) => idsOf(page).sort()
  const box = '170,-20,-170,20'
  const filter = 's_intersects(geometry, BBOX(170, -20, -170, 20))'
  expect(sorted(await getJson(app, `/stac/search?limit=400&bbox=${box}`))).toEqual(expected)
  expect(sorted(await getJson(app, `/stac/search?limit=400&bbox=170,-20,-50,-170,20,50`))).toEqual(expected)
  expect(sorted(await getJson(app, `/stac/search?limit=400&bbox=170,-20,190,20`))).toEqual(expected)
  expect(sorted(await getJson(app, `/stac/collections/sst/items?limit=400&bbox=${box}`))).toEqual(expected)
  expect(sorted(await getJson(app, `/stac/search?limit=400&filter=${encodeURIComponent(filter)}`))).toEqual(
    expected,
  )
  expect(sorted(await postJson(app, '/stac/search', { limit: 400, bbox: [170, -20, -170, 20] }))).toEqual(
    expected,
  )
  const { aggregations } = await getJson<{ aggregations: { value: number }[] }>(
    app,
    `/stac/aggregate?bbox=${box}`,
  )
  expect(aggregations[0]!.value).toBe(expected.length)
})

test('of a box of six numbers the first, second, fourth and fifth are where it lies', async () => {
  const app = await sampleApp(scatteredGranules)
  for (const heights of [
    [0, 100],
    [-8000, 8000],
    [50, 50],
  ]) {
    const [low, high] = heights as [number, number]
    const bbox = [-30, -10, low, 40, 25, high]
    const expected = expectedIn(-10, 25, (west, east) => east >= -30 && west <= 40)
    expect(idsOf(await postJson(app, '/stac/search', { limit: 400, bbox })).sort()).toEqual(expected)
    expect(idsOf(await getJson(app, `/stac/search?limit=400&bbox=${bbox}`)).sort()).toEqual(expected)
  }
  expect((await app.inject('/stac/search?bbox=-30,25,0,40,-10,100')).statusCode).toBe(400)
})

test('a time alone selects, by start and by end, wherever it is given', async () => {
  const app = await sampleApp()
  const within = 'datetime=2025-06-01T06:04:00Z/2025-06-01T06:04:30Z'
  expect(idsOf(await getJson(app, `/stac/search?${within}`))).toEqual(['morning'])
  expect(idsOf(await getJson(app, `/stac/collections/sst/items?${within}`))).toEqual(['morning'])
  const field = (name: string) => ({ query: { [name]: { gte: '2025-06-01T12:05:00Z' } } })
  expect(idsOf(await postJson(app, '/stac/search', field('end_datetime')))).toEqual(['noon', 'evening'])
  expect(idsOf(await postJson(app, '/stac/search', field('start_datetime')))).toEqual(['evening'])
})

const depth = 2000
const nested = `${'('.repeat(depth)}id = 'a'${')'.repeat(depth)}`

test.each<[name: string, body: unknown]>([
  ['a list', []],
  ['a list of searches', [{ limit: 1 }]],
  ['an unknown operator', { filter: { op: 'frobnicate', args: [{ property: 'id' }, 1] } }],
  ['an unknown function', { filter: 'frobnicate(id)', 'filter-lang': 'cql2-text' }],
  ['parentheses without end', { filter: nested, 'filter-lang': 'cql2-text' }],
  ['negations without end', { filter: `${'NOT '.repeat(depth)}TRUE`, 'filter-lang': 'cql2-text' }],
  ['sums without end', { filter: `id = ${'1 + ('.repeat(depth)}1${')'.repeat(depth)}` }],
  ['a long sum', { filter: `id = ${'1 + '.repeat(depth)}1` }],
  ['words in parentheses without end', { q: `${'('.repeat(depth)}a${')'.repeat(depth)}` }],
])('%s in a body is 400 wherever a search is taken, and the server goes on', async (_name, payload) => {
  const app = await sampleApp()
  for (const url of ['/stac/search', '/stac/aggregate', '/stac/collections/sst/aggregate']) {
    const body = JSON.stringify(payload)
    const headers = { 'content-type': 'application/json' }
    const response = await app.inject({ method: 'POST', url, payload: body, headers })
    expect([url, response.statusCode]).toEqual([url, 400])
  }
  expect(idsOf(await getJson(app, '/stac/search?limit=1'))).toEqual(['morning'])
})

test.each([
  nested,
  'frobnicate(id)',
  '{"op":"frobnicate","args":[]}',
])('a filter that cannot be read is 400 by GET too: %#', async (filter) => {
  const app = await sampleApp()
  for (const url of ['/stac/search', '/stac/collections/sst/items', '/stac/collections', '/stac/aggregate']) {
    const response = await app.inject(`${url}?filter=${encodeURIComponent(filter)}`)
    expect([url, response.statusCode, response.json<{ parameter: string }>().parameter]).toEqual([
      url,
      400,
      'filter',
    ])
  }
})

test('items of an unknown collection are answered once', async () => {
  const app = await sampleApp()
  const answers = await speak(app, ['/stac/collections/none/items', '/stac/collections/none/items', '/stac'])
  expect(answers).toEqual([404, 404, 200])
})

test('a limit that is lowered is told, and what is left follows', async () => {
  const app = await sampleApp(
    Array.from({ length: 10_003 }, (_, i) => granule(`g${i}`, [0, 0, 1, 1], at, { kind: 'grid' })),
  )
  const page = await postJson(app, '/stac/search', { limit: 20_000, fields: { include: ['id'] } })
  expect(page).toMatchObject({ numberMatched: 10_003, numberReturned: 10_000, context: { limit: 10_000 } })
  const next = linkOf(page, 'next')!
  const rest = await postJson(app, next.href, next.body as object)
  expect(rest).toMatchObject({ numberMatched: 10_003, numberReturned: 3 })
  expect(new Set([...idsOf(page), ...idsOf(rest)]).size).toBe(10_003)
})

test('shapes of several types are searched with all at once', async () => {
  const app = await sampleApp()
  const intersects = {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [9, 9] },
      { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [180, 15] }] },
    ],
  }
  const filter = { op: 's_intersects', args: [{ property: 'geometry' }, intersects] }
  for (const body of [{ intersects }, { filter }]) {
    expect(idsOf(await postJson(app, '/stac/search', body))).toEqual(['instant', 'noon'])
  }
  expect(idsOf(await getJson(app, `/stac/search?intersects=${JSON.stringify(intersects)}`))).toEqual([
    'instant',
    'noon',
  ])
})

/** The status of every answer that comes on one connection, on which all is asked before anything is read. */
async function speak(app: FastifyInstance, urls: string[]): Promise<number[]> {
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const request = (url: string, i: number) =>
    `GET ${url} HTTP/1.1\r\nHost: ${address.host}\r\n${i === urls.length - 1 ? 'Connection: close\r\n' : ''}\r\n`
  const socket = connect(Number(address.port), address.hostname)
  socket.write(urls.map(request).join(''))
  let text = ''
  for await (const chunk of socket) text += chunk
  await app.close()
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
}
