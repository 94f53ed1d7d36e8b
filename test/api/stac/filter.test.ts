import { expect, test } from 'vitest'
import { getJson, granule, idsOf, postJson, sampleApp } from './sample.ts'

const at = (hour: number): [string, string] => [
  `2025-06-01T${String(hour).padStart(2, '0')}:00:00Z`,
  `2025-06-01T${String(hour).padStart(2, '0')}:05:00Z`,
]

const granules = [
  granule('a', [0, 0, 10, 10], at(1), {
    properties: { orbit: 10, platform: 'Demo-1', variables: ['sst', 'wind'], title: 'Élan of the Sea' },
  }),
  granule('b', [170, 0, -170, 10], at(2), { properties: { orbit: 20, platform: 'Demo-2', night: true } }),
  granule('c_%', [0, 40, 10, 50], at(3), {
    properties: { orbit: 30, platform: 'demo-1', 'eo:cloud_cover': 7.5 },
  }),
  granule('d', [0, 40, 10, 50], at(4), { collection: 'wind', properties: { cycle: 4, gsd: 25 } }),
]

/** A condition in CQL2 text and in JSON, and what it finds. */
const filters: [text: string, json: object, found: string[]][] = [
  ['"sat:absolute_orbit" > 15', { op: '>', args: [{ property: 'sat:absolute_orbit' }, 15] }, ['b', 'c_%']],
  [
    "properties.platform = 'Demo-1'",
    { op: '=', args: [{ property: 'properties.platform' }, 'Demo-1'] },
    ['a'],
  ],
  [
    "casei(platform) = casei('DEMO-1')",
    {
      op: '=',
      args: [
        { op: 'casei', args: [{ property: 'platform' }] },
        { op: 'casei', args: ['DEMO-1'] },
      ],
    },
    ['a', 'c_%'],
  ],
  [
    "accenti(title) LIKE accenti('Elan%')",
    {
      op: 'like',
      args: [
        { op: 'accenti', args: [{ property: 'title' }] },
        { op: 'accenti', args: ['Elan%'] },
      ],
    },
    ['a'],
  ],
  ["collection = 'wind'", { op: '=', args: [{ property: 'collection' }, 'wind'] }, ['d']],
  ["id IN ('a', 'd')", { op: 'in', args: [{ property: 'id' }, ['a', 'd']] }, ['a', 'd']],
  [
    "datetime >= TIMESTAMP('2025-06-01T03:00:00Z')",
    { op: '>=', args: [{ property: 'datetime' }, { timestamp: '2025-06-01T03:00:00Z' }] },
    ['c_%', 'd'],
  ],
  [
    "t_intersects(datetime, INTERVAL('2025-06-01T01:02:00Z', '2025-06-01T02:00:00Z'))",
    {
      op: 't_intersects',
      args: [{ property: 'datetime' }, { interval: ['2025-06-01T01:02:00Z', '2025-06-01T02:00:00Z'] }],
    },
    ['a', 'b'],
  ],
  [
    's_intersects(geometry, POINT(175 5))',
    { op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [175, 5] }] },
    ['b'],
  ],
  [
    '"sat:absolute_orbit" * 2 = 40',
    { op: '=', args: [{ op: '*', args: [{ property: 'sat:absolute_orbit' }, 2] }, 40] },
    ['b'],
  ],
  [
    '"sat:absolute_orbit" > "eo:cloud_cover"',
    { op: '>', args: [{ property: 'sat:absolute_orbit' }, { property: 'eo:cloud_cover' }] },
    ['c_%'],
  ],
  [
    "a_contains(\"oceanid:variables\", ('wind', 'sst'))",
    { op: 'a_contains', args: [{ property: 'oceanid:variables' }, ['wind', 'sst']] },
    ['a'],
  ],
  [
    'a_contains("oceanid:variables", (\'wind\'))',
    { op: 'a_contains', args: [{ property: 'oceanid:variables' }, ['wind']] },
    ['a'],
  ],
  [
    "a_overlaps(('ice', 'wind'), \"oceanid:variables\")",
    { op: 'a_overlaps', args: [['ice', 'wind'], { property: 'oceanid:variables' }] },
    ['a'],
  ],
  ['"oceanid:gsd" = 25', { op: '=', args: [{ property: 'oceanid:gsd' }, 25] }, ['d']],
  ['night = TRUE', { op: '=', args: [{ property: 'night' }, true] }, ['b']],
  [
    '"sat:orbit_cycle" IS NOT NULL',
    { op: 'not', args: [{ op: 'isNull', args: [{ property: 'sat:orbit_cycle' }] }] },
    ['d'],
  ],
  ['nobody:has_this = 1', { op: '=', args: [{ property: 'nobody:has_this' }, 1] }, []],
]

test.each(filters)('filter %s', async (text, json, found) => {
  const app = await sampleApp(granules)
  const encoded = encodeURIComponent(text)
  expect(idsOf(await getJson(app, `/stac/search?filter=${encoded}`))).toEqual(found)
  expect(idsOf(await getJson(app, `/stac/search?filter-lang=cql2-text&filter=${encoded}`))).toEqual(found)
  const asJson = encodeURIComponent(JSON.stringify(json))
  expect(idsOf(await getJson(app, `/stac/search?filter-lang=cql2-json&filter=${asJson}`))).toEqual(found)
  expect(idsOf(await postJson(app, '/stac/search', { filter: json }))).toEqual(found)
  expect(idsOf(await postJson(app, '/stac/search', { filter: text, 'filter-lang': 'cql2-text' }))).toEqual(
    found,
  )
  const own = await getJson(app, `/stac/collections/sst/items?filter=${encoded}`)
  expect(idsOf(own)).toEqual(found.filter((id) => id !== 'd'))
  const count = await postJson<{ aggregations: { value: number }[] }>(app, '/stac/aggregate', {
    filter: json,
  })
  expect(count.aggregations[0]!.value).toBe(found.length)
})

test.each<[object, string[]]>([
  [{ 'sat:absolute_orbit': { gte: 10, lt: 30 } }, ['a', 'b']],
  [{ 'sat:absolute_orbit': { eq: 20 } }, ['b']],
  [{ 'sat:absolute_orbit': { lt: '20' } }, ['a']],
  [{ 'sat:absolute_orbit': { neq: 20 } }, ['a', 'c_%']],
  [{ 'properties.sat:absolute_orbit': { lte: 10 } }, ['a']],
  [{ platform: { startsWith: 'Demo' } }, ['a', 'b']],
  [{ platform: { endsWith: '-1' } }, ['a', 'c_%']],
  [{ platform: { contains: 'mo-2' } }, ['b']],
  [{ id: { contains: '_%' } }, ['c_%']],
  [{ platform: { in: ['Demo-2', 'demo-1'] } }, ['b', 'c_%']],
  [{ night: { eq: true } }, ['b']],
  [{ datetime: { gt: '2025-06-01T02:00:00Z' } }, ['c_%', 'd']],
  [{ platform: { startsWith: 'D' }, 'sat:absolute_orbit': { gt: 10 } }, ['b']],
])('query %j', async (query, found) => {
  const app = await sampleApp(granules)
  expect(idsOf(await postJson(app, '/stac/search', { query }))).toEqual(found)
  const text = encodeURIComponent(JSON.stringify(query))
  expect(idsOf(await getJson(app, `/stac/search?query=${text}`))).toEqual(found)
})

test.each<[string | string[], string[]]>([
  ['demo-1', ['a', 'c_%']],
  ['élan', ['a']],
  ['of the sea', ['a']],
  ['sst', ['a', 'b', 'c_%']],
  ['sst AND -wind', ['b', 'c_%']],
  ['wind', ['a', 'd']],
  ['-sea', ['b', 'c_%', 'd']],
  ['demo-2,élan', ['a', 'b']],
  [
    ['demo-2', 'ÉLAN'],
    ['a', 'b'],
  ],
  ['_%', ['c_%']],
  ['nothing', []],
])('q=%j finds items by their own text and by that of their collection', async (q, found) => {
  const app = await sampleApp(granules)
  expect(idsOf(await postJson(app, '/stac/search', { q }))).toEqual(found)
  if (Array.isArray(q)) return
  expect(idsOf(await getJson(app, `/stac/search?q=${encodeURIComponent(q)}`))).toEqual(found)
  const own = await getJson(app, `/stac/collections/sst/items?q=${encodeURIComponent(q)}`)
  expect(idsOf(own)).toEqual(found.filter((id) => id !== 'd'))
})

test('both ends of between may stand in a list, as drafts of the standard had them', async () => {
  const app = await sampleApp(granules)
  const filter = { op: 'between', args: [{ property: 'sat:absolute_orbit' }, [15, 30]] }
  expect(idsOf(await postJson(app, '/stac/search', { filter }))).toEqual(['b', 'c_%'])
})

test('filter, query, words, box and time have to hold together', async () => {
  const app = await sampleApp(granules)
  const body = {
    filter: { op: '>', args: [{ property: 'sat:absolute_orbit' }, 5] },
    query: { platform: { contains: 'emo' } },
    q: ['demo-1'],
    bbox: [0, 30, 20, 60],
    datetime: '2025-06-01T00:00:00Z/..',
  }
  expect(idsOf(await postJson(app, '/stac/search', body))).toEqual(['c_%'])
})

const deep = 2000

test.each<[parameter: string, body: object]>([
  ['filter', { filter: '(((' }],
  ['filter', { filter: `${'('.repeat(deep)}id = 'a'${')'.repeat(deep)}`, 'filter-lang': 'cql2-text' }],
  ['filter', { filter: { op: 'frobnicate', args: [1, 2] } }],
  ['filter', { filter: { op: '=', args: [{ property: 'id' }] } }],
  ['filter', { filter: [] }],
  ['filter', { filter: 7 }],
  ['filter', { filter: null }],
  ['filter', { filter: { op: '=', args: [] }, 'filter-lang': 'cql2-text' }],
  ['filter', { filter: "id = 'a'", 'filter-lang': 'cql2-json' }],
  ['filter-lang', { filter: "id = 'a'", 'filter-lang': 'cql' }],
  ['filter-crs', { filter: "id = 'a'", 'filter-crs': 'EPSG:4326' }],
  ['query', { query: { id: { equals: 'a' } } }],
  ['query', { query: { id: 'a' } }],
  ['query', { query: { id: { eq: null } } }],
  ['query', { query: { id: { in: 'a' } } }],
  ['query', { query: { id: { startsWith: 3 } } }],
  ['query', { query: [] }],
  ['q', { q: '(a' }],
  ['q', { q: 7 }],
])('a wrong %s is refused, and nothing falls over: %#', async (parameter, body) => {
  const app = await sampleApp(granules)
  const response = await app.inject({ method: 'POST', url: '/stac/search', payload: body })
  expect(response.statusCode).toBe(400)
  expect(response.json<{ parameter: string }>().parameter.split(' ')[0]).toBe(parameter)
})

test('a filter is nested 2,000 deep in JSON and refused, not followed', async () => {
  const app = await sampleApp(granules)
  const payload = `{"filter":${'{"op":"not","args":['.repeat(deep)}true${']}'.repeat(deep)}}`
  const headers = { 'content-type': 'application/json' }
  const response = await app.inject({ method: 'POST', url: '/stac/search', payload, headers })
  expect([response.statusCode, response.json<{ parameter: string }>().parameter]).toEqual([400, 'filter'])
})
