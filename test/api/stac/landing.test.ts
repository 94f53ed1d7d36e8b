import type { StacCatalog, StacCollection } from 'stac-ts'
import { expect, test } from 'vitest'
import { openScanStore } from '../../scan-store.ts'
import { appOver, getJson, linkOf, sampleApp } from './sample.ts'

const queryables = 'http://www.opengis.net/def/rel/ogc/1.0/queryables'
const sortables = 'http://www.opengis.net/def/rel/ogc/1.0/sortables'

type Landing = StacCatalog & { conformsTo: string[] }

test('the landing page is a STAC catalogue that leads everywhere', async () => {
  const app = await sampleApp()
  const landing = await getJson<Landing>(app, '/stac')
  expect(landing).toMatchObject({ type: 'Catalog', stac_version: '1.1.0', id: 'oceanid' })
  expect(landing.links.map(({ rel, href, type }) => [rel, href, type])).toEqual([
    ['self', 'http://localhost:80/stac', 'application/json'],
    ['root', 'http://localhost:80/stac', 'application/json'],
    ['service-desc', 'http://localhost:80/stac/api', 'application/vnd.oai.openapi+json;version=3.0'],
    ['service-doc', 'http://localhost:80/stac/api.html', 'text/html'],
    ['conformance', 'http://localhost:80/stac/conformance', 'application/json'],
    ['data', 'http://localhost:80/stac/collections', 'application/json'],
    ['children', 'http://localhost:80/stac/children', 'application/json'],
    ['search', 'http://localhost:80/stac/search', 'application/geo+json'],
    ['search', 'http://localhost:80/stac/search', 'application/geo+json'],
    [queryables, 'http://localhost:80/stac/queryables', 'application/schema+json'],
    [sortables, 'http://localhost:80/stac/sortables', 'application/schema+json'],
    ['aggregate', 'http://localhost:80/stac/aggregate', 'application/json'],
    ['aggregate', 'http://localhost:80/stac/aggregate', 'application/json'],
    ['aggregations', 'http://localhost:80/stac/aggregations', 'application/json'],
    ['child', 'http://localhost:80/stac/collections/sst', 'application/json'],
    ['child', 'http://localhost:80/stac/collections/wind', 'application/json'],
  ])
  for (const both of ['search', 'aggregate']) {
    const methods = landing.links.filter(({ rel }) => rel === both).map(({ method }) => method)
    expect(methods).toEqual(['GET', 'POST'])
  }
})

test('every address on the landing page answers with the media type that the link names', async () => {
  const app = await sampleApp()
  const { links } = await getJson<Landing>(app, '/stac')
  for (const { href, type, method } of links) {
    if (method === 'POST') continue
    const response = await app.inject(href)
    expect([href, response.statusCode]).toEqual([href, 200])
    const mediaType = String(response.headers['content-type']).replace('; charset=utf-8', '')
    expect([href, mediaType]).toEqual([href, type])
  }
})

test('the conformance page says what the landing page says, and no more than is there', async () => {
  const app = await sampleApp()
  const { conformsTo } = await getJson<Landing>(app, '/stac')
  expect(await getJson(app, '/stac/conformance')).toEqual({ conformsTo })
  const named = (prefix: string) =>
    conformsTo.filter((uri) => uri.startsWith(prefix)).map((uri) => uri.slice(prefix.length))
  expect(named('https://api.stacspec.org/v1.0.0/')).toEqual([
    'core',
    'collections',
    'ogcapi-features',
    'item-search',
    'browseable',
    'item-search#fields',
    'item-search#sort',
    'ogcapi-features#fields',
    'ogcapi-features#sort',
    'item-search#query',
    'item-search#filter',
    'ogcapi-features#query',
    'ogcapi-features#filter',
  ])
  expect(named('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/')).toEqual([
    'core',
    'oas30',
    'geojson',
  ])
  expect(conformsTo.filter((uri) => uri.includes('transaction') || uri.includes('simpletx'))).toEqual([])
})

test('collections carry the extent of their granules', async () => {
  const app = await sampleApp()
  const { collections, links } = await getJson<{
    collections: StacCollection[]
    links: StacCollection['links']
  }>(app, '/stac/collections')
  expect(collections.map(({ id }) => id)).toEqual(['sst', 'wind'])
  expect(linkOf({ links }, 'self')?.href).toBe('http://localhost:80/stac/collections')
  expect(linkOf({ links }, 'root')?.href).toBe('http://localhost:80/stac')
  expect(collections[1]).toEqual(await getJson(app, '/stac/collections/wind'))
  expect(collections[1]).toEqual({
    type: 'Collection',
    stac_version: '1.1.0',
    stac_extensions: [],
    id: 'wind',
    title: 'wind',
    description: 'wind',
    keywords: [],
    license: 'other',
    providers: [],
    extent: {
      spatial: { bbox: [[0, 0, 10, 10]] },
      temporal: { interval: [['2025-06-01T09:00:00.000Z', '2025-06-01T09:00:00.000Z']] },
    },
    'oceanid:granules': 1,
    links: [
      { rel: 'self', href: 'http://localhost:80/stac/collections/wind', type: 'application/json' },
      { rel: 'parent', href: 'http://localhost:80/stac', type: 'application/json' },
      { rel: 'root', href: 'http://localhost:80/stac', type: 'application/json' },
      {
        rel: 'items',
        href: 'http://localhost:80/stac/collections/wind/items',
        type: 'application/geo+json',
        title: 'Items of the collection',
      },
      ...[
        ['child', 'times', 'application/json'],
        ['crossovers', '../../crossovers?collections=wind', 'application/geo+json'],
        [queryables, 'queryables', 'application/schema+json'],
        [sortables, 'sortables', 'application/schema+json'],
        ['aggregate', 'aggregate', 'application/json'],
        ['aggregate', 'aggregate', 'application/json'],
        ['aggregations', 'aggregations', 'application/json'],
        ['alternate', '/collections/wind', 'text/html'],
        ['describedby', '/records/wind.xml', 'application/xml'],
        ['describedby', '/records/wind.dcat.jsonld', 'application/ld+json'],
        ['describedby', '/records/wind.schema.jsonld', 'application/ld+json'],
      ].map(([rel, path, type]) =>
        expect.objectContaining({
          rel,
          href: new URL(path!, 'http://localhost:80/stac/collections/wind/').href.replace(
            'localhost/',
            'localhost:80/',
          ),
          type,
        }),
      ),
    ],
  })
})

test('an empty collection has an extent all the same, and a description, since STAC requires both', async () => {
  const store = openScanStore()
  await store.putCollection({
    id: 'new',
    title: 'To come',
    description: '',
    license: 'CC-BY-4.0',
    keywords: ['sea'],
    providers: [{ name: 'Example', roles: ['producer'], url: 'https://example.org' }],
  })
  const app = await appOver(store)
  expect(await getJson(app, '/stac/collections/new')).toMatchObject({
    description: 'To come',
    license: 'CC-BY-4.0',
    keywords: ['sea'],
    providers: [{ name: 'Example', roles: ['producer'], url: 'https://example.org' }],
    extent: { spatial: { bbox: [[-180, -90, 180, 90]] }, temporal: { interval: [[null, null]] } },
  })
  expect(await getJson(app, '/stac/collections/new/items')).toMatchObject({ numberMatched: 0, features: [] })
})

test('links begin with the configured base, whatever the client called the server', async () => {
  const app = await appOver(openScanStore(), 'https://data.example.org/ocean/')
  const landing = await getJson<Landing>(app, '/stac/')
  expect(linkOf(landing, 'self')?.href).toBe('https://data.example.org/ocean/stac')
  const page = await getJson(app, '/stac/search?limit=3')
  expect(linkOf(page, 'self')?.href).toBe('https://data.example.org/ocean/stac/search?limit=3')
})

test('without a base, links begin with the name in the request; the headers of proxies are not believed', async () => {
  const app = await sampleApp()
  const headers = {
    host: 'granules.example:8080',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
  }
  const response = await app.inject({ url: '/stac', headers })
  expect(linkOf(response.json<Landing>(), 'self')?.href).toBe('http://granules.example:8080/stac')
})

test('a host that is none is refused and not written into links', async () => {
  const app = await sampleApp()
  const response = await app.inject({ url: '/stac', headers: { host: '"><script>' } })
  expect(response.statusCode).toBe(400)
  expect(response.payload).not.toContain('<script')
})
