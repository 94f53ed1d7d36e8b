import type { StacItem } from 'stac-ts'
import { expect, test } from 'vitest'
import { toItem } from '../../../api/stac/items/item.ts'
import { stacUrls } from '../../../api/stac/links.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { getJson, granule, idsOf, linkOf, sampleApp } from './sample.ts'

const day: [string, string] = ['2025-06-01T06:00:00Z', '2025-06-01T06:05:00.5Z']
const urls = stacUrls('http://localhost')
const itemOf = (rest: Partial<Granule>) => toItem(granule('g', [0, 0, 1, 1], day, rest), urls)

test('an item says where and when, by the names of STAC', async () => {
  const app = await sampleApp([
    granule('swath-1', [170, -5, -170, 5], day, {
      segments: [{ start: 0, end: 1, rows: [0, 9], geometry: { type: 'Point', coordinates: [0, 0] } }],
      properties: {
        title: 'A swath',
        platform: 'Demo-1',
        instrument: 'RAD',
        orbit: 12345,
        relativeOrbit: 45,
        direction: 'Ascending',
        cycle: 12,
        pass: 7,
        level: 'L2P',
        version: '2.0',
        producer: 'Example Centre',
        created: '20250601T101112Z',
        variables: ['sea_surface_temperature'],
        day_or_night: 'night',
      },
      assets: {
        data: {
          href: 'https://example.org/swath-1.nc',
          type: 'application/x-netcdf',
          roles: ['data'],
          title: 'The file',
          size: 1234,
          checksum: '1220ab',
        },
      },
    }),
  ])
  const item = await getJson<StacItem>(app, '/stac/collections/sst/items/swath-1')
  const at = 'http://localhost:80/stac'
  expect(item).toEqual({
    type: 'Feature',
    stac_version: '1.1.0',
    stac_extensions: [
      'https://stac-extensions.github.io/sat/v1.1.0/schema.json',
      'https://stac-extensions.github.io/processing/v1.2.0/schema.json',
      'https://stac-extensions.github.io/version/v1.2.0/schema.json',
      'https://stac-extensions.github.io/file/v2.1.0/schema.json',
    ],
    id: 'swath-1',
    collection: 'sst',
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [170, -5],
            [180, -5],
            [180, 5],
            [170, 5],
            [170, -5],
          ],
        ],
        [
          [
            [-180, -5],
            [-170, -5],
            [-170, 5],
            [-180, 5],
            [-180, -5],
          ],
        ],
      ],
    },
    bbox: [170, -5, -170, 5],
    properties: {
      datetime: '2025-06-01T06:00:00.000Z',
      start_datetime: '2025-06-01T06:00:00.000Z',
      end_datetime: '2025-06-01T06:05:00.500Z',
      created: '2025-06-01T10:11:12.000Z',
      updated: '2025-06-02T00:00:00.000Z',
      title: 'A swath',
      platform: 'Demo-1',
      instruments: ['RAD'],
      'sat:absolute_orbit': 12345,
      'sat:relative_orbit': 45,
      'sat:orbit_state': 'ascending',
      'processing:level': 'L2P',
      'processing:facility': 'Example Centre',
      version: '2.0',
      'oceanid:kind': 'swath',
      'sat:orbit_cycle': 12,
      'oceanid:pass': 7,
      'oceanid:variables': ['sea_surface_temperature'],
      day_or_night: 'night',
    },
    links: [
      { rel: 'self', href: `${at}/collections/sst/items/swath-1`, type: 'application/geo+json' },
      { rel: 'parent', href: `${at}/collections/sst`, type: 'application/json' },
      { rel: 'collection', href: `${at}/collections/sst`, type: 'application/json' },
      { rel: 'root', href: at, type: 'application/json' },
      {
        rel: 'oceanid:segments',
        href: `${at}/collections/sst/items/swath-1/segments`,
        type: 'application/geo+json',
        title: 'Its stretches along the track, with the rows of the file',
      },
      {
        rel: 'alternate',
        href: 'http://localhost:80/collections/sst/granules/swath-1',
        type: 'text/html',
        title: 'Page for people',
      },
      {
        rel: 'related',
        href: 'http://localhost:80/opensearch/granules.atom?uid=sst:swath-1',
        type: 'application/atom+xml',
        title: 'OpenSearch entry',
      },
      {
        rel: 'crossovers',
        href: `${at}/crossovers?collections=sst&versus=*&ids-a=swath-1&datetime=2025-06-01T03:00:00.000Z/2025-06-01T09:05:00.500Z`,
        type: 'application/geo+json',
        title: 'What else saw the same places within 3 hours',
      },
    ],
    assets: {
      data: {
        href: 'https://example.org/swath-1.nc',
        type: 'application/x-netcdf',
        roles: ['data'],
        title: 'The file',
        'file:size': 1234,
        'file:checksum': '1220ab',
      },
    },
  })
})

test('an extension is named only where one of its fields is used', () => {
  const schemasOf = (rest: Partial<Granule>) =>
    itemOf(rest).stac_extensions!.map((uri) => uri.split('/').at(-3))
  expect(schemasOf({})).toEqual([])
  expect(schemasOf({ properties: { orbit: 5 } })).toEqual(['sat'])
  expect(schemasOf({ properties: { level: 'L3' } })).toEqual(['processing'])
  expect(schemasOf({ properties: { version: '1' } })).toEqual(['version'])
  expect(schemasOf({ properties: { pass: 5, platform: 'Demo-1' } })).toEqual([])
  expect(schemasOf({ properties: { cycle: 5 } })).toEqual(['sat'])
  const asset = { href: 'a.nc', type: 'application/x-netcdf', roles: ['data'] }
  expect(schemasOf({ assets: { data: asset } })).toEqual([])
  expect(schemasOf({ assets: { data: { ...asset, size: 0 } } })).toEqual(['file'])
})

test("what a schema of STAC would refuse goes out under the project's own prefix, and is not lost", () => {
  const { properties, stac_extensions } = itemOf({
    properties: { orbit: 0, relativeOrbit: 1.5, direction: 'sideways', created: 'last Tuesday', version: '' },
  })
  expect(properties).toMatchObject({
    'oceanid:orbit': 0,
    'oceanid:relativeOrbit': 1.5,
    'oceanid:direction': 'sideways',
    'oceanid:created': 'last Tuesday',
    'oceanid:version': '',
  })
  expect(stac_extensions).toEqual([])
})

test("a file's own property does not take the place of one that STAC defines", () => {
  const { properties } = itemOf({ properties: { datetime: 'noon', gsd: 'fine', providers: 'us', wind: 3 } })
  expect(properties).toMatchObject({
    datetime: '2025-06-01T06:00:00.000Z',
    'oceanid:datetime': 'noon',
    'oceanid:gsd': 'fine',
    'oceanid:providers': 'us',
    wind: 3,
  })
})

test.each([
  'with space',
  'slash/and?mark#',
  'ünïcode',
  '100%',
  `long-${'x'.repeat(300)}`,
])('an item is found where its self link points, whatever its id: %s', async (id) => {
  const app = await sampleApp([granule(id, [0, 0, 1, 1], day, { collection: id })])
  const page = await getJson(app, '/stac/search')
  expect(idsOf(page)).toEqual([id])
  const item = page.features[0]!
  expect(await getJson(app, linkOf(item, 'self')!.href)).toEqual(item)
  const collection = await getJson<{ id: string; links: [] }>(app, linkOf(item, 'collection')!.href)
  expect(collection.id).toBe(id)
  expect(idsOf(await getJson(app, linkOf(collection, 'items')!.href))).toEqual([id])
})

test('what an item links to is there: its segments, with rows, and its OpenSearch entry', async () => {
  const geometry = { type: 'Point' as const, coordinates: [3, 4] as [number, number] }
  const segments = [
    { start: 0, end: 1500, rows: [0, 9] as [number, number], geometry },
    {
      start: 1500,
      end: 2000,
      rows: [10, 19] as [number, number],
      columns: [5, 7] as [number, number],
      geometry,
    },
  ]
  const app = await sampleApp([granule('a b', [0, 0, 5, 5], day, { segments })])
  const item = await getJson<StacItem>(app, '/stac/collections/sst/items/a%20b')
  const answer = await getJson<{ features: object[]; numberMatched: number }>(
    app,
    linkOf(item, 'oceanid:segments')!.href,
  )
  expect(answer.features).toEqual([
    {
      type: 'Feature',
      id: 0,
      geometry,
      properties: {
        start_datetime: '1970-01-01T00:00:00.000Z',
        end_datetime: '1970-01-01T00:00:01.500Z',
        rows: [0, 9],
      },
    },
    {
      type: 'Feature',
      id: 1,
      geometry,
      properties: {
        start_datetime: '1970-01-01T00:00:01.500Z',
        end_datetime: '1970-01-01T00:00:02.000Z',
        rows: [10, 19],
        columns: [5, 7],
      },
    },
  ])
  const entry = await app.inject(linkOf(item, 'related')!.href)
  expect(entry.payload).toContain('<dc:identifier>sst:a b</dc:identifier>')
})

test('of its segments, those that saw an area within a period', async () => {
  const from = Date.parse(day[0])
  const segment = (i: number) => ({
    start: from + 60_000 * i,
    end: from + 60_000 * (i + 1) - 1,
    rows: [10 * i, 10 * i + 9] as [number, number],
    geometry: {
      type: 'LineString' as const,
      coordinates: [
        [i, i],
        [i + 1, i + 1],
      ] as [number, number][],
    },
  })
  const app = await sampleApp([
    granule('a', [0, 0, 9, 9], day, { segments: Array.from({ length: 9 }, (_, i) => segment(i)) }),
  ])
  const rows = async (query: string) => {
    const { features } = await getJson<{ features: { properties: { rows: number[] } }[] }>(
      app,
      `/stac/collections/sst/items/a/segments${query}`,
    )
    return features.map(({ properties }) => properties.rows[0])
  }
  expect(await rows('')).toHaveLength(9)
  expect(await rows('?bbox=2.5,2.5,4.5,4.5')).toEqual([20, 30, 40])
  const polygon = JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [2.5, 2],
        [9, 2],
        [9, 3.5],
        [2.5, 3.5],
        [2.5, 2],
      ],
    ],
  })
  expect(await rows(`?intersects=${encodeURIComponent(polygon)}`)).toEqual([20, 30])
  const at = (minutes: number) => new Date(from + 60_000 * minutes).toISOString()
  expect(await rows(`?datetime=${at(3.5)}/${at(5.5)}`)).toEqual([30, 40, 50])
  expect(await rows(`?bbox=0,0,4.5,4.5&datetime=${at(3.5)}/..`)).toEqual([30, 40])
  const refused = await app.inject('/stac/collections/sst/items/a/segments?bbox=1,2')
  expect(refused.statusCode).toBe(400)
})
