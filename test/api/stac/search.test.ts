import { expect, test } from 'vitest'
import type { ItemPage } from '../../../api/stac/search/search.ts'
import { getJson, granule, idsOf, linkOf, postJson, sampleApp } from './sample.ts'

/** Parameters as a body has them, and what is found; GET and POST have to agree. */
const searches: [name: string, body: Record<string, unknown>, found: string[]][] = [
  ['everything, by start', {}, ['morning', 'instant', 'noon', 'evening']],
  ['a box', { bbox: [1, 1, 2, 2] }, ['morning', 'instant']],
  ['a box that only touches', { bbox: [10, 10, 20, 20] }, ['instant']],
  ['a box across the antimeridian', { bbox: [175, 0, -175, 15] }, ['noon']],
  ['the same box the other way round the globe', { bbox: [-175, 0, 175, 5] }, ['morning', 'instant']],
  ['a box on longitudes 0 to 360', { bbox: [185, 0, 189, 15] }, ['noon']],
  ['a box over the pole', { bbox: [40, 85, 41, 90] }, ['evening']],
  ['a box with heights', { bbox: [1, 1, -50, 2, 2, 8000] }, ['morning', 'instant']],
  ['a box without extent', { bbox: [-1, -1, -1, -1] }, ['morning']],
  ['a box where nothing is', { bbox: [60, -60, 70, -50] }, []],
  ['a point', { intersects: { type: 'Point', coordinates: [180, 15] } }, ['noon']],
  [
    'points',
    {
      intersects: {
        type: 'MultiPoint',
        coordinates: [
          [-3, -3],
          [-179, 12],
        ],
      },
    },
    ['morning', 'noon'],
  ],
  [
    'a line',
    {
      intersects: {
        type: 'LineString',
        coordinates: [
          [8, 20],
          [8, -20],
        ],
      },
    },
    ['instant'],
  ],
  [
    'lines',
    {
      intersects: {
        type: 'MultiLineString',
        coordinates: [
          [
            [8, 20],
            [8, -20],
          ],
          [
            [100, 70],
            [100, 82],
          ],
        ],
      },
    },
    ['instant', 'evening'],
  ],
  [
    'a polygon with a hole around what lies inside',
    {
      intersects: {
        type: 'Polygon',
        coordinates: [
          [
            [-40, -40],
            [40, -40],
            [40, 40],
            [-40, 40],
            [-40, -40],
          ],
          [
            [-20, -20],
            [-20, 20],
            [20, 20],
            [20, -20],
            [-20, -20],
          ],
        ],
      },
    },
    [],
  ],
  [
    'polygons',
    {
      intersects: {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [-4, -4],
              [-3, -4],
              [-3, -3],
              [-4, -4],
            ],
          ],
          [
            [
              [-178, 11],
              [-177, 11],
              [-177, 12],
              [-178, 11],
            ],
          ],
        ],
      },
    },
    ['morning', 'noon'],
  ],
  [
    'a collection of geometries',
    {
      intersects: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [9, 9] },
          {
            type: 'LineString',
            coordinates: [
              [0, 85],
              [10, 85],
            ],
          },
        ],
      },
    },
    ['instant', 'evening'],
  ],
  ['an instant within a granule', { datetime: '2025-06-01T06:02:00Z' }, ['morning']],
  ['the instant of a granule', { datetime: '2025-06-01T09:00:00Z' }, ['instant']],
  ['an instant with a zone', { datetime: '2025-06-01T11:00:00+02:00' }, ['instant']],
  [
    'a period that overlaps',
    { datetime: '2025-06-01T06:04:00Z/2025-06-01T09:00:00Z' },
    ['morning', 'instant'],
  ],
  ['a period within a granule', { datetime: '2025-06-01T06:01:00Z/2025-06-01T06:02:00Z' }, ['morning']],
  ['a period between granules', { datetime: '2025-06-01T07:00:00Z/2025-06-01T08:00:00Z' }, []],
  ['until', { datetime: '../2025-06-01T09:00:00Z' }, ['morning', 'instant']],
  ['from', { datetime: '2025-06-01T12:05:00Z/' }, ['noon', 'evening']],
  ['until a millisecond before', { datetime: '../2025-06-01T12:00:00.249Z' }, ['morning', 'instant']],
  ['until the millisecond', { datetime: '../2025-06-01T12:00:00.250Z' }, ['morning', 'instant', 'noon']],
  ['from the millisecond', { datetime: '2025-06-01T12:05:00.750Z/..' }, ['noon', 'evening']],
  ['from a millisecond after', { datetime: '2025-06-01T12:05:00.751Z/..' }, ['evening']],
  ['ids', { ids: ['noon', 'instant', 'nothing'] }, ['instant', 'noon']],
  ['ids and a box', { ids: ['noon', 'instant'], bbox: [0, 0, 1, 1] }, ['instant']],
  ['a collection', { collections: ['wind'] }, ['instant']],
  ['collections', { collections: ['wind', 'sst'] }, ['morning', 'instant', 'noon', 'evening']],
  ['a collection that is not there', { collections: ['ice'] }, []],
  [
    'all at once',
    {
      collections: ['sst'],
      ids: ['morning', 'noon'],
      bbox: [-10, -10, 10, 10],
      datetime: '2025-06-01T00:00:00Z/2025-06-02T00:00:00Z',
      limit: 5,
    },
    ['morning'],
  ],
]

function queryString(body: Record<string, unknown>): string {
  const text = (value: unknown) =>
    Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return new URLSearchParams(
    Object.entries(body).map(([name, value]): [string, string] => [name, text(value)]),
  ).toString()
}

test.each(searches)('search by %s', async (_name, body, found) => {
  const app = await sampleApp()
  const posted = await postJson(app, '/stac/search', body)
  const got = await getJson(app, `/stac/search?${queryString(body)}`)
  expect(idsOf(posted)).toEqual(found)
  expect(got.features).toEqual(posted.features)
  for (const page of [posted, got]) {
    expect(page).toMatchObject({ numberMatched: found.length, numberReturned: found.length })
    expect(linkOf(page, 'next')).toBeUndefined()
  }
})

test("a collection's items are searched by box and time", async () => {
  const app = await sampleApp()
  const at = '/stac/collections/sst/items'
  expect(idsOf(await getJson(app, at))).toEqual(['morning', 'noon', 'evening'])
  expect(idsOf(await getJson(app, `${at}?bbox=175,0,-175,15`))).toEqual(['noon'])
  expect(idsOf(await getJson(app, `${at}?datetime=2025-06-01T12:05:00Z/..`))).toEqual(['noon', 'evening'])
  const page = await getJson(app, `${at}?bbox=175,0,-175,15&limit=1`)
  expect(page.links).toEqual([
    {
      rel: 'self',
      href: `http://localhost:80${at}?bbox=175,0,-175,15&limit=1`,
      type: 'application/geo+json',
    },
    { rel: 'root', href: 'http://localhost:80/stac', type: 'application/json' },
    { rel: 'parent', href: 'http://localhost:80/stac/collections/sst', type: 'application/json' },
    { rel: 'collection', href: 'http://localhost:80/stac/collections/sst', type: 'application/json' },
  ])
})

test("a collection's items may be searched with all that a search takes; its own name among the collections is no news", async () => {
  const app = await sampleApp()
  const at = '/stac/collections/sst/items'
  expect(idsOf(await getJson(app, `${at}?ids=noon,instant`))).toEqual(['noon'])
  expect(idsOf(await getJson(app, `${at}?collections=sst,wind`))).toEqual(['morning', 'noon', 'evening'])
  expect(idsOf(await getJson(app, `${at}?collections=wind`))).toEqual([])
})

test('white space around the numbers of a box does no harm', async () => {
  const app = await sampleApp()
  expect(idsOf(await getJson(app, '/stac/search?bbox=175,%200,%20-175,%2015'))).toEqual(['noon'])
})

test('a plus sign before a zone need not be percent-encoded', async () => {
  const app = await sampleApp()
  const page = await getJson(app, '/stac/search?datetime=2025-06-01T08:00:00+02:00/2025-06-01T08:01:00+02:00')
  expect(idsOf(page)).toEqual(['morning'])
})

test('a body may name one collection or id without a list', async () => {
  const app = await sampleApp()
  expect(idsOf(await postJson(app, '/stac/search', { collections: 'wind' }))).toEqual(['instant'])
  expect(idsOf(await postJson(app, '/stac/search', { ids: 'noon' }))).toEqual(['noon'])
})

test('an empty list of ids finds nothing, of collections everything', async () => {
  const app = await sampleApp()
  expect(await postJson(app, '/stac/search', { ids: [] })).toMatchObject({ numberMatched: 0 })
  expect(await postJson(app, '/stac/search', { collections: [] })).toMatchObject({ numberMatched: 4 })
})

test('ten items are on a page unless a limit says otherwise; the answer says which limit was applied', async () => {
  const many = Array.from({ length: 12 }, (_, i) =>
    granule(`g${i}`, [0, 0, 1, 1], ['2025-06-01T00:00:00Z', '2025-06-01T00:00:01Z']),
  )
  const app = await sampleApp(many)
  const context = async (query: string) => (await getJson<ItemPage>(app, `/stac/search${query}`)).context
  expect(await context('')).toEqual({ limit: 10, matched: 12, returned: 10 })
  expect(await context('?limit=1')).toEqual({ limit: 1, matched: 12, returned: 1 })
  expect(await context('?limit=10000')).toEqual({ limit: 10_000, matched: 12, returned: 12 })
})

test('a limit above the largest is lowered to it, by GET and by POST', async () => {
  const app = await sampleApp()
  expect((await getJson(app, '/stac/search?limit=1000000')).context.limit).toBe(10_000)
  expect((await getJson(app, '/stac/collections/sst/items?limit=10001')).context.limit).toBe(10_000)
  expect((await postJson(app, '/stac/search', { limit: 1_000_000 })).context.limit).toBe(10_000)
})
