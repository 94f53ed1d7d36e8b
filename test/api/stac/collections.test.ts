import type { FastifyInstance } from 'fastify'
import type { StacCollection, StacLink } from 'stac-ts'
import { expect, test } from 'vitest'
import type { Collection, Granule } from '../../../catalog/granule.ts'
import { openScanStore } from '../../scan-store.ts'
import { appOver, getJson, granule, linkOf } from './sample.ts'

interface Collections {
  collections: StacCollection[]
  numberMatched: number
  numberReturned: number
  links: StacLink[]
}

const described = (id: string, rest: Partial<Collection> = {}): Collection => ({
  id,
  title: id.toUpperCase(),
  description: `About ${id}`,
  license: 'CC-BY-4.0',
  keywords: [],
  providers: [],
  ...rest,
})

const june: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T01:00:00Z']
const july: [string, string] = ['2025-07-01T00:00:00Z', '2025-07-01T01:00:00Z']

async function fourCollections(): Promise<FastifyInstance> {
  const store = openScanStore()
  for (const collection of [
    described('ice', { keywords: ['Sea Ice'], title: 'Zones of ice' }),
    described('sst', { description: 'Skin temperature of the sea', platform: ['Demo-1'] }),
    described('wind', { providers: [{ name: 'Institute of Examples' }] }),
    described('empty'),
  ]) {
    await store.putCollection(collection)
  }
  await store.put([
    granule('a', [0, 60, 10, 80], june, { collection: 'ice' }),
    granule('b', [170, -10, -170, 10], june, { collection: 'sst' }),
    granule('c', [-10, -10, 10, 10], july, { collection: 'wind' }),
  ])
  return appOver(store)
}

test.each([
  ['', ['empty', 'ice', 'sst', 'wind']],
  ['bbox=175,0,178,5', ['empty', 'sst']],
  ['bbox=-179,0,-178,5', ['empty', 'sst']],
  ['bbox=0,5,1,65', ['empty', 'ice', 'wind']],
  ['datetime=2025-06-01T00:30:00Z', ['empty', 'ice', 'sst']],
  ['datetime=2025-06-30T00:00:00Z/..', ['empty', 'wind']],
  ['q=sea', ['ice', 'sst']],
  ['q=SEA ICE', ['ice']],
  ['q=temperature,zones', ['ice', 'sst']],
  ['q=sea AND skin', ['sst']],
  ['q=sea -ice', ['sst']],
  ['q=institute', ['wind']],
  ['q=demo-1', ['sst']],
  ['q=sea&bbox=0,60,1,61&datetime=2025-06-01T00:00:00Z/..', ['ice']],
  ["filter=title LIKE 'Z%25' OR license = 'MIT'", ['ice']],
  ["filter=casei(title) = 'sst'", ['sst']],
  ["filter=a_overlaps(keywords, ('Sea Ice', 'Sun'))", ['ice']],
  ['filter=s_intersects(geometry, POINT(175 5))', ['empty', 'sst']],
  ["filter=t_after(datetime, TIMESTAMP('2025-06-15T00:00:00Z'))", ['wind']],
  ['filter="oceanid:granules" = 0', ['empty']],
  ['filter={"op":"=","args":[{"property":"id"},"ice"]}&filter-lang=cql2-json', ['ice']],
  ['sortby=-id', ['wind', 'sst', 'ice', 'empty']],
  ['sortby=title', ['empty', 'sst', 'wind', 'ice']],
  ['sortby=-datetime', ['wind', 'ice', 'sst', 'empty']],
  ['sortby=-oceanid:granules,-id', ['wind', 'sst', 'ice', 'empty']],
])('GET /stac/collections?%s', async (query, ids) => {
  const app = await fourCollections()
  const whole = await getJson<Collections>(app, `/stac/collections?${query}`)
  expect(whole.collections.map(({ id }) => id)).toEqual(ids)
  expect(whole).toMatchObject({ numberMatched: ids.length, numberReturned: ids.length })

  const paged: string[] = []
  for (let url: string | undefined = `/stac/collections?${query}&limit=1`; url; ) {
    const page: Collections = await getJson<Collections>(app, url)
    expect(page.numberMatched).toBe(ids.length)
    paged.push(...page.collections.map(({ id }) => id))
    url = linkOf(page, 'next')?.href
  }
  expect(paged).toEqual(ids)
})

test('pages of collections lead back too, and bring only the fields that are asked for', async () => {
  const app = await fourCollections()
  const first = await getJson<Collections>(app, '/stac/collections?limit=2&fields=id,title')
  expect(first.collections[1]).toEqual({
    type: 'Collection',
    stac_version: '1.1.0',
    id: 'ice',
    title: 'Zones of ice',
  })
  const second = await getJson<Collections>(app, linkOf(first, 'next')!.href)
  expect(second.collections.map(({ id }) => id)).toEqual(['sst', 'wind'])
  expect(await getJson(app, linkOf(second, 'prev')!.href)).toMatchObject({ collections: first.collections })
})

test('the children of the root are the collections as they stand at their own addresses', async () => {
  const app = await fourCollections()
  const { children, links } = await getJson<{ children: StacCollection[]; links: StacLink[] }>(
    app,
    '/stac/children',
  )
  expect(children.map(({ id }) => id)).toEqual(['empty', 'ice', 'sst', 'wind'])
  for (const child of children) expect(await getJson(app, linkOf(child, 'self')!.href)).toEqual(child)
  expect(linkOf({ links }, 'self')?.href).toBe('http://localhost:80/stac/children')
})

test('a collection tells what its items have, how to cite it, its licence, assets and variables', async () => {
  const store = openScanStore()
  await store.putCollection(
    described('sst', {
      doi: '10.5067/EXAMPLE-1',
      platform: ['Demo-1'],
      href: [
        { href: 'https://example.org/{name}', type: 'application/x-netcdf', title: 'File' },
        { href: 's3://bucket/{name}', key: 's3' },
      ],
      quicklook: { href: 'https://example.org/{stem}.png' },
      variables: {
        sst: { title: 'Skin temperature', units: 'kelvin', dimensions: ['time', 'nj', 'lat'] },
        quality: {},
      },
    }),
  )
  const withProperties = (id: string, properties: Granule['properties']) =>
    granule(id, [0, 0, 1, 1], june, { properties })
  await store.put([
    withProperties('a', { orbit: 7, direction: 'Ascending', instrument: 'RAD', level: 'L2P', day: true }),
    withProperties('b', { orbit: 12, direction: 'Descending', variables: ['sst', 'quality'] }),
  ])
  const app = await appOver(store)
  const collection = await getJson<StacCollection>(app, '/stac/collections/sst')
  expect(collection).toMatchObject({
    stac_extensions: [
      'https://stac-extensions.github.io/scientific/v1.0.0/schema.json',
      'https://stac-extensions.github.io/datacube/v2.2.0/schema.json',
      'https://stac-extensions.github.io/processing/v1.2.0/schema.json',
    ],
    'sci:doi': '10.5067/EXAMPLE-1',
    summaries: {
      platform: ['Demo-1'],
      instruments: ['RAD'],
      'processing:level': ['L2P'],
      'sat:absolute_orbit': { minimum: 7, maximum: 12 },
      'sat:orbit_state': ['ascending', 'descending'],
      'oceanid:variables': ['quality', 'sst'],
    },
    item_assets: {
      data: { title: 'File', type: 'application/x-netcdf', roles: ['data'] },
      s3: { roles: ['data'] },
      quicklook: { title: 'Quicklook', roles: ['overview'] },
    },
    'cube:dimensions': {
      time: { type: 'temporal', extent: ['2025-06-01T00:00:00.000Z', '2025-06-01T01:00:00.000Z'] },
      nj: { type: 'index', extent: [0, null] },
      lat: { type: 'spatial', axis: 'y', extent: [0, 1] },
    },
    'cube:variables': {
      sst: {
        type: 'data',
        dimensions: ['time', 'nj', 'lat'],
        description: 'Skin temperature',
        unit: 'kelvin',
      },
      quality: { type: 'data', dimensions: [] },
    },
  })
  expect(collection.summaries).not.toHaveProperty('day')
  expect(linkOf(collection, 'license')?.href).toBe('https://spdx.org/licenses/CC-BY-4.0.html')
  expect(linkOf(collection, 'cite-as')?.href).toBe('https://doi.org/10.5067/EXAMPLE-1')
})
