import { expect, test } from 'vitest'
import type { Geometry } from '../../../../catalog/geometry/types.ts'
import { childrenOf, linkOf, readXml, textOf } from '../read-xml.ts'
import { base, granuleOver, hole, hour, identifiers, noon, sampleOf, square } from '../sample.ts'

const swath = granuleOver([10, -5, 20, 5], {
  id: '20250601-swath',
  properties: { title: 'Sea surface', platform: 'DEMO-1', orbit: 4210, direction: 'ascending', level: 'L2P' },
})

test('an entry tells what, where, when, and where from', async () => {
  const { xml } = await sampleOf([swath])
  const feed = await xml('/opensearch/granules.atom')
  const [entry] = childrenOf(feed, 'entry')
  expect(textOf(entry!, 'id')).toBe(`${base}/opensearch/granules.atom?uid=sst:20250601-swath`)
  expect(textOf(entry!, 'dc:identifier')).toBe('sst:20250601-swath')
  expect(textOf(entry!, 'title')).toBe('20250601-swath')
  expect(textOf(entry!, 'dc:date')).toBe('2025-06-01T12:00:00.000Z/2025-06-01T12:05:00.000Z')
  expect(textOf(entry!, 'updated')).toBe('2025-07-01T00:00:00.000Z')
  expect(textOf(entry!, 'georss:box')).toBe('-5 10 5 20')
  expect(textOf(entry!, 'georss:polygon')).toBe('-5 10 -5 20 5 20 5 10 -5 10')
  expect(textOf(entry!, 'summary')).toContain('<li>Title: Sea surface</li><li>Platform: DEMO-1</li>')
  const links = childrenOf(entry!, 'link').map(({ attributes }) => attributes)
  expect(links).toContainEqual({
    rel: 'enclosure',
    href: 'https://data.example/20250601-swath.nc',
    type: 'application/x-netcdf',
    title: 'File',
    length: '1234',
  })
  for (const rel of ['alternate', 'via']) {
    expect(links.find((link) => link.rel === rel)).toMatchObject({
      href: `${base}/stac/collections/sst/items/20250601-swath`,
      type: 'application/geo+json',
    })
  }
  expect(linkOf(entry!, 'up')).toBe(`${base}/opensearch/collections.atom?uid=sst`)
  expect(linkOf(entry!, 'search')).toBe(`${base}/opensearch/collections/sst/description.xml`)
})

test('every address in an answer is there', async () => {
  const { xml, get } = await sampleOf([swath, granuleOver([0, 0, 1, 1])])
  for (const path of ['/opensearch/granules.atom?count=1', '/opensearch/collections.atom?count=1', '/']) {
    const body = path === '/' ? (await get(path)).body : JSON.stringify(await xml(path))
    const addresses = [...body.matchAll(/https:\/\/sea\.example\/api[^"\\\s<]*/g)].map(([href]) =>
      href.replaceAll('&amp;', '&'),
    )
    expect(addresses.length).toBeGreaterThan(8)
    for (const address of new Set(addresses))
      expect([(await get(address)).statusCode, address]).toEqual([200, address])
  }
})

test('a file is found by its identifier, and by its name alone', async () => {
  const { xml, get } = await sampleOf([
    swath,
    granuleOver([0, 0, 1, 1], { collection: 'other:one', id: 'a:b' }),
  ])
  expect(identifiers(await xml('/granules.atom?uid=sst:20250601-swath'))).toEqual(['sst:20250601-swath'])
  expect(identifiers(await xml('/granules.atom?uid=20250601-swath'))).toEqual(['sst:20250601-swath'])
  expect(identifiers(await xml('/granules.atom?uid=other:one:a:b'))).toEqual(['other:one:a:b'])
  expect(identifiers(await xml('/granules.atom?datasetId=sst&uid=sst:20250601-swath'))).toHaveLength(1)
  expect(identifiers(await xml('/granules.atom?uid=20250601-swath&box=100,0,101,1'))).toEqual([])
  for (const query of [
    'uid=nothing',
    'uid=sst:nothing',
    'uid=other:one',
    'datasetId=other:one&uid=sst:20250601-swath',
  ]) {
    expect((await get(`/opensearch/granules.atom?${query}`)).statusCode).toBe(404)
  }
})

test.each<[string, Geometry, string, string]>([
  ['point', { type: 'Point', coordinates: [1, 2] }, 'georss:point', '2 1'],
  [
    'line',
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4.5],
      ],
    },
    'georss:line',
    '2 1 4.5 3',
  ],
])('a %s is GeoRSS Simple, latitude first', async (_, geometry, name, text) => {
  const { xml } = await sampleOf([granuleOver([1, 2, 3, 4], { geometry })])
  const [entry] = childrenOf(await xml('/granules.atom'), 'entry')
  expect(textOf(entry!, name)).toBe(text)
  const names = entry!.children.map((child) => child.name)
  expect(names.indexOf('georss:box')).toBeLessThan(names.indexOf(name))
})

test.each<[string, Geometry, string]>([
  ['a polygon with a hole', { type: 'Polygon', coordinates: [square, hole] }, 'gml:Polygon'],
  ['polygons', { type: 'MultiPolygon', coordinates: [[square], [hole]] }, 'gml:MultiSurface'],
  ['lines', { type: 'MultiLineString', coordinates: [square, hole] }, 'gml:MultiCurve'],
  ['points', { type: 'MultiPoint', coordinates: square }, 'gml:MultiPoint'],
  [
    'a mixture',
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1e-9, -0] }] },
    'gml:MultiGeometry',
  ],
])('%s is GML', async (_, geometry, name) => {
  const { xml } = await sampleOf([granuleOver([0, 0, 9, 9], { geometry })])
  const [entry] = childrenOf(await xml('/granules.atom'), 'entry')
  const [where] = childrenOf(entry!, 'georss:where')
  expect(where!.children.map((child) => child.name)).toEqual([name])
  const text = JSON.stringify(where)
  if (geometry.type === 'GeometryCollection') expect(text).toContain('"0 0"')
  else expect(text).toContain('"0 0')
  if (name === 'gml:Polygon') {
    const rings = where!.children[0]!.children
    expect(rings.map((ring) => ring.name)).toEqual(['gml:exterior', 'gml:interior'])
  }
  if (geometry.type === 'MultiPolygon') expect(where!.children[0]!.children).toHaveLength(2)
})

test('a footprint across the antimeridian has its box from the west side to the east side', async () => {
  const { xml } = await sampleOf([granuleOver([175, -3, -175, 3])])
  const [entry] = childrenOf(await xml('/granules.atom?box=179,-1,-179,1'), 'entry')
  expect(textOf(entry!, 'georss:box')).toBe('-3 175 3 -175')
})

test('whatever a file is called and holds, the feed is well-formed and its addresses lead back', async () => {
  const odd = `<&"'>]]>\u0000\u0001\u001f\ufffe\ud800 é 海 😀/..?#%{x}\t\r\n`
  const granule = granuleOver([0, 0, 1, 1], {
    collection: `c${odd}`,
    id: `i${odd}`,
    start: noon + hour,
    properties: { title: `t${odd}`, platform: odd, variables: [odd] },
    assets: { [odd]: { href: `https://data.example/${odd}`, type: odd, roles: ['data'], title: odd } },
  })
  const { xml, get, store } = await sampleOf([granule, swath])
  await store.putCollection({
    id: granule.collection,
    title: odd,
    description: odd,
    license: odd,
    keywords: [odd],
    providers: [{ name: odd }],
  })
  const feed = await xml('/opensearch/granules.atom?sortKeys=start,time,0')
  const [entry] = childrenOf(feed, 'entry')
  const kept = `<&"'>]]> é 海 😀/..?#%{x}\t\r\n`
  expect(textOf(entry!, 'title')).toBe(`i${kept}`)
  expect(textOf(entry!, 'dc:identifier')).toBe(`c${kept}:i${kept}`)
  expect(textOf(entry!, 'summary')).not.toContain('<&')
  readXml((await get('/opensearch/collections.atom')).body)
  readXml((await get('/opensearch/description.xml')).body)
  expect(JSON.parse((await get('/opensearch/granules.geojson')).body).features).toHaveLength(2)
  const page = await get('/')
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toContain('<&')
})

test('an id with markup and control characters is found again by the address of its entry', async () => {
  const odd = `<&"'>\u0001 é/..?#%{x}+\t`
  const { xml } = await sampleOf([granuleOver([0, 0, 1, 1], { collection: `c${odd}`, id: `i${odd}` }), swath])
  const [entry] = childrenOf(
    await xml(`/granules.atom?uid=${encodeURIComponent(`c${odd}:i${odd}`)}`),
    'entry',
  )
  const again = await xml(textOf(entry!, 'id'))
  expect(childrenOf(again, 'entry').map((one) => textOf(one, 'id'))).toEqual([textOf(entry!, 'id')])
  const collection = await xml(linkOf(entry!, 'up')!)
  expect(childrenOf(collection, 'entry')).toHaveLength(1)
  const description = await xml(linkOf(entry!, 'search')!)
  const [url] = childrenOf(description, 'Url').filter(
    ({ attributes }) => attributes.type === 'application/atom+xml',
  )
  const filled = url!.attributes.template!.replaceAll(/\{[^}]*\?\}/g, '')
  expect(childrenOf(await xml(filled), 'entry')).toHaveLength(1)
})
