import { expect, test } from 'vitest'
import { base, granuleOver, sampleOf } from '../sample.ts'

const sample = sampleOf([
  granuleOver([10, -5, 20, 5], {
    id: 'one',
    properties: { platform: 'DEMO-1', instrument: 'DSR', orbit: 12, direction: 'ascending', level: 'L2P' },
  }),
  granuleOver([175, -5, -175, 5], { id: 'two', collection: 'wind' }),
])

test('granules as OGC 17-047 has them', async () => {
  const { get } = await sample
  const { headers, body } = await get('/opensearch/granules.geojson?parentIdentifier=sst&count=1&foo=1')
  expect(headers['content-type']).toMatch(/^application\/geo\+json/)
  const answer = JSON.parse(body)
  expect(answer).toMatchObject({
    type: 'FeatureCollection',
    id: `${base}/opensearch/granules.geojson?parentIdentifier=sst&count=1`,
    totalResults: 1,
    startIndex: 1,
    itemsPerPage: 1,
    queries: { request: [{ 'eo:parentIdentifier': 'sst', count: '1' }] },
  })
  const { links } = answer.properties
  expect(links.profiles.map(({ href }: { href: string }) => href)).toEqual([
    'http://www.opengis.net/spec/os-geojson/1.0/req/core',
    'http://www.opengis.net/spec/owc-geojson/1.0/req/core',
  ])
  expect(links.search[0].href).toBe(`${base}/opensearch/collections/sst/description.xml`)
  expect(Object.keys(links)).toEqual(expect.arrayContaining(['self', 'first', 'last']))
  const [feature] = answer.features
  expect(feature.geometry.type).toBe('Polygon')
  expect(feature.bbox).toEqual([10, -5, 20, 5])
  expect(feature.properties).toMatchObject({
    identifier: 'sst:one',
    parentIdentifier: 'sst',
    date: '2025-06-01T12:00:00.000Z/2025-06-01T12:05:00.000Z',
    acquisitionInformation: [
      {
        platform: { platformShortName: 'DEMO-1' },
        instrument: { instrumentShortName: 'DSR' },
        acquisitionParameters: {
          orbitNumber: 12,
          orbitDirection: 'ASCENDING',
          beginningDateTime: '2025-06-01T12:00:00.000Z',
          endingDateTime: '2025-06-01T12:05:00.000Z',
        },
      },
    ],
    productInformation: { processingLevel: 'L2P', size: 1234 },
    links: {
      data: [{ href: 'https://data.example/one.nc', type: 'application/x-netcdf', length: 1234 }],
      alternates: [
        { href: `${base}/stac/collections/sst/items/one`, type: 'application/geo+json' },
        { href: `${base}/collections/sst/granules/one`, type: 'text/html' },
      ],
    },
  })
})

test('collections, and nothing found', async () => {
  const { get } = await sample
  const collections = JSON.parse((await get('/opensearch/collections.geojson')).body)
  expect(
    collections.features.map((one: { properties: { identifier: string } }) => one.properties.identifier),
  ).toEqual(['sst', 'wind'])
  expect(collections.features[1]).toMatchObject({ geometry: null, bbox: [175, -5, -175, 5] })
  const nothing = JSON.parse((await get('/opensearch/granules.geojson?box=100,80,101,81')).body)
  expect(nothing).toMatchObject({ totalResults: 0, features: [] })
})

test('what only some files have stands where OGC 17-003 has it', async () => {
  const properties = {
    'eo:cloud_cover': 7,
    sensorType: 'RADAR',
    'sar:instrument_mode': 'IW',
    'product:type': 'OCN',
  }
  const { get } = await sampleOf([granuleOver([0, 0, 1, 1], { properties })])
  const [feature] = (await get('/opensearch/granules.geojson')).json().features
  expect(feature.properties).toMatchObject({
    acquisitionInformation: [
      { instrument: { sensorType: 'RADAR' }, acquisitionParameters: { operationalMode: 'IW' } },
    ],
    productInformation: { cloudCover: 7, productType: 'OCN' },
  })
})
