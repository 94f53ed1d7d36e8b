import type { StacLink } from 'stac-ts'
import { expect, test } from 'vitest'
import { roundEdges } from '../../../api/stac/aggregation/edges.ts'
import type { Written } from '../../../api/stac/aggregation/write.ts'
import { seeded } from '../../seeded.ts'
import { getJson, granule, postJson, sampleApp } from './sample.ts'

interface Aggregated {
  type: string
  aggregations: Written[]
  links: StacLink[]
}

const at = (text: string): [string, string] => [text, text]
const granules = [
  granule('a', [0, 0, 1, 1], at('2025-06-01T06:00:00Z'), { properties: { platform: 'A', orbit: 10 } }),
  granule('b', [100, 0, 101, 1], at('2025-06-01T06:30:00Z'), { properties: { platform: 'B', orbit: 11 } }),
  granule('c', [0, 0, 1, 1], at('2025-06-03T06:00:00Z'), { properties: { platform: 'A', orbit: 29 } }),
  granule('d', [0, 0, 1, 1], at('2026-01-01T00:00:00Z'), { collection: 'wind' }),
]

const bucketsOf = ({ aggregations: [first] }: Aggregated) =>
  first!.buckets!.map(({ key, frequency }) => [key, frequency])

test('without a name, matches are counted, in all and in one collection', async () => {
  const app = await sampleApp(granules)
  const total = (value: number) => [{ name: 'total_count', data_type: 'integer', value }]
  const all = await getJson<Aggregated>(app, '/stac/aggregate')
  expect(all).toMatchObject({ type: 'AggregationCollection', aggregations: total(4) })
  expect(await getJson(app, '/stac/aggregate?bbox=99,0,102,1')).toMatchObject({ aggregations: total(1) })
  expect(await getJson(app, '/stac/collections/sst/aggregate')).toMatchObject({ aggregations: total(3) })
  expect(await getJson(app, '/stac/collections/sst/aggregate?collections=wind')).toMatchObject({
    aggregations: total(0),
  })
  expect(await postJson(app, '/stac/aggregate', { collections: ['wind'] })).toMatchObject({
    aggregations: total(1),
  })
})

test('several are counted in one request, in the order of their names', async () => {
  const app = await sampleApp(granules)
  const names = ['datetime_max', 'platform_frequency', 'datetime_min', 'collection_frequency']
  const posted = await postJson<Aggregated>(app, '/stac/aggregate', { aggregations: names })
  expect(posted.aggregations).toEqual([
    { name: 'datetime_max', data_type: 'datetime', value: '2026-01-01T00:00:00.000Z' },
    {
      name: 'platform_frequency',
      data_type: 'frequency_distribution',
      overflow: 1,
      buckets: [
        { key: 'A', data_type: 'string', frequency: 2 },
        { key: 'B', data_type: 'string', frequency: 1 },
      ],
    },
    { name: 'datetime_min', data_type: 'datetime', value: '2025-06-01T06:00:00.000Z' },
    {
      name: 'collection_frequency',
      data_type: 'frequency_distribution',
      overflow: 0,
      buckets: [
        { key: 'sst', data_type: 'string', frequency: 3 },
        { key: 'wind', data_type: 'string', frequency: 1 },
      ],
    },
  ])
  const got = await getJson<Aggregated>(app, `/stac/aggregate?aggregations=${names.join(',')}`)
  expect(got.aggregations).toEqual(posted.aggregations)
})

test.each([
  ['', { '2025-06-01T06:00:00.000Z': 2, '2025-06-03T06:00:00.000Z': 1 }],
  ['&datetime_frequency_interval=day', { '2025-06-01T00:00:00.000Z': 2, '2025-06-03T00:00:00.000Z': 1 }],
  ['&datetime_frequency_interval=year', { '2025-01-01T00:00:00.000Z': 3 }],
  ['&ids=none', {}],
])('times are counted in buckets that fit, or that are asked for: %s', async (more, buckets) => {
  const app = await sampleApp(granules)
  const url = `/stac/collections/sst/aggregate?aggregations=datetime_frequency${more}`
  expect(Object.fromEntries(bucketsOf(await getJson<Aggregated>(app, url)))).toEqual(buckets)
})

test('numbers are counted between round edges, or those that are given', async () => {
  const app = await sampleApp(granules)
  const name = 'sat:absolute_orbit_frequency'
  const round = await getJson<Aggregated>(app, `/stac/aggregate?aggregations=${name}`)
  expect(bucketsOf(round)).toEqual([
    ['10-12', 2],
    ['12-14', 0],
    ['14-16', 0],
    ['16-18', 0],
    ['18-20', 0],
    ['20-22', 0],
    ['22-24', 0],
    ['24-26', 0],
    ['26-28', 0],
    ['28-30', 1],
  ])
  const ranges = { 'sat:absolute_orbit': [0, 11, 29] }
  const given = await postJson<Aggregated>(app, '/stac/aggregate', { aggregations: [name], ranges })
  expect(given.aggregations[0]).toMatchObject({
    overflow: 2,
    buckets: [
      { key: '0-11', from: 0, to: 11, frequency: 1, data_type: 'numeric' },
      { key: '11-29', from: 11, to: 29, frequency: 1, data_type: 'numeric' },
    ],
  })
  const text = encodeURIComponent(JSON.stringify(ranges))
  expect(
    (await getJson<Aggregated>(app, `/stac/aggregate?aggregations=${name}&ranges=${text}`)).aggregations,
  ).toEqual(given.aggregations)
})

test('footprints are counted on grids', async () => {
  const app = await sampleApp(granules)
  const geohash = '/stac/aggregate?aggregations=geometry_geohash_grid_frequency'
  expect(bucketsOf(await getJson(app, `${geohash}&geometry_geohash_grid_frequency_precision=1`))).toEqual([
    ['s', 3],
    ['w', 1],
  ])
  const geotile = '/stac/aggregate?aggregations=geometry_geotile_grid_frequency'
  expect(bucketsOf(await getJson(app, `${geotile}&geometry_geotile_grid_frequency_precision=1`))).toEqual([
    ['1/1/0', 4],
  ])
})

test('every name that is listed can be counted, and what a collection lacks is not listed for it', async () => {
  const app = await sampleApp(granules)
  for (const base of ['/stac', '/stac/collections/sst', '/stac/collections/wind']) {
    const { aggregations } = await getJson<{ aggregations: { name: string }[] }>(app, `${base}/aggregations`)
    const names = aggregations.map(({ name }) => name)
    expect(names.includes('platform_frequency')).toBe(base !== '/stac/collections/wind')
    const answer = await getJson<Aggregated>(app, `${base}/aggregate?aggregations=${names.join(',')}`)
    expect(answer.aggregations.map(({ name }) => name)).toEqual(names)
  }
})

test.each([
  ['aggregations', '/stac/aggregate?aggregations=nothing_frequency'],
  ['aggregations', '/stac/collections/wind/aggregate?aggregations=platform_frequency'],
  ['datetime_frequency_interval', '/stac/aggregate?datetime_frequency_interval=week'],
  [
    'geometry_geohash_grid_frequency_precision',
    '/stac/aggregate?geometry_geohash_grid_frequency_precision=0',
  ],
  ['ranges', '/stac/aggregate?ranges={"x":[1]}'],
  ['bbox', '/stac/aggregate?bbox=1'],
  ['limit', '/stac/aggregate?limit=1'],
])('a wrong %s is refused', async (parameter, url) => {
  const app = await sampleApp(granules)
  const response = await app.inject(url)
  expect([response.statusCode, response.json().parameter]).toEqual([400, parameter])
})

test('a collection that is not there is 404', async () => {
  const app = await sampleApp(granules)
  expect((await app.inject('/stac/collections/ice/aggregate')).statusCode).toBe(404)
  expect((await app.inject('/stac/collections/ice/aggregations')).statusCode).toBe(404)
})

test('round edges hold every number, in five to twelve ranges', () => {
  const random = seeded(41)
  for (let i = 0; i < 500; i++) {
    const least = (random() - 0.5) * 10 ** Math.floor(12 * random() - 3)
    const greatest = least + random() * 10 ** Math.floor(12 * random() - 3)
    const edges = roundEdges(least, greatest)
    expect(edges[0]).toBeLessThanOrEqual(least)
    expect(edges.at(-1)).toBeGreaterThan(greatest)
    for (let j = 1; j < edges.length; j++) expect(edges[j]!).toBeGreaterThan(edges[j - 1]!)
    expect(edges.length).toBeGreaterThanOrEqual(5)
    expect(edges.length).toBeLessThanOrEqual(13)
  }
  expect(roundEdges(3, 3)).toEqual([3, 4])
})
