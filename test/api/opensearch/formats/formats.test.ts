import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { formats } from '../../../../api/opensearch/formats.ts'
import { childrenOf, readXml, textOf } from '../read-xml.ts'
import { base, granuleOver, hour, identifiers, noon, sampleOf } from '../sample.ts'

const granules = Array.from({ length: 9 }, (_, i) =>
  granuleOver([i, 0, i + 1, 1], { id: `g${i}`, start: noon + i * hour }),
)
const sample = sampleOf(granules)

/** Identifiers of the entries of an answer, out of what its format has. */
const readers: Record<string, (body: string) => string[]> = {
  atom: (body) => identifiers(readXml(body)),
  geojson: (body) =>
    JSON.parse(body).features.map((one: { properties: { identifier: string } }) => one.properties.identifier),
  json: (body) => JSON.parse(body).entries.map((one: { id: string }) => one.id.split('uid=')[1]!),
  rss: (body) =>
    childrenOf(childrenOf(readXml(body), 'channel')[0]!, 'item').map((one) => textOf(one, 'dc:identifier')),
  kml: (body) =>
    childrenOf(childrenOf(readXml(body), 'Document')[0]!, 'Placemark').map(
      (one) =>
        childrenOf(childrenOf(one, 'ExtendedData')[0]!, 'Data').find(
          ({ attributes }) => attributes.name === 'identifier',
        )!.children[0]!.text,
    ),
  csv: (body) =>
    parse(body, { columns: true }).map((one: unknown) => (one as { identifier: string }).identifier),
  html: (body) =>
    [...body.matchAll(/<li id="e\d+"><a href="[^"]*\/collections\/([^"/]+)(?:\/granules\/([^"/]+))?"/g)].map(
      ([, collection, id]) => (id === undefined ? collection! : `${collection}:${id}`),
    ),
}

test('every format shows the same entries of the same page', async () => {
  const { get } = await sample
  expect(Object.keys(readers).toSorted()).toEqual(formats.map(({ extension }) => extension).toSorted())
  for (const { extension, mediaType } of formats) {
    for (const path of ['/', '/opensearch/']) {
      const { statusCode, headers, body } = await get(`${path}granules.${extension}?count=4&startIndex=3`)
      expect([extension, statusCode, String(headers['content-type']).split(';')[0]]).toEqual([
        extension,
        200,
        mediaType,
      ])
      expect([extension, readers[extension]!(body)]).toEqual([
        extension,
        ['sst:g2', 'sst:g3', 'sst:g4', 'sst:g5'],
      ])
    }
    const collections = await get(`/opensearch/collections.${extension}`)
    expect([extension, collections.statusCode, readers[extension]!(collections.body)]).toEqual([
      extension,
      200,
      ['sst'],
    ])
    const nothing = await get(`/opensearch/granules.${extension}?box=100,80,101,81`)
    expect([extension, nothing.statusCode, readers[extension]!(nothing.body)]).toEqual([extension, 200, []])
  }
})

test('the alternate links lead to the same page in each other format', async () => {
  const { get, xml } = await sample
  const feed = await xml('/granules.atom?count=4&startPage=1&geoBox=-1,-1,90,2')
  const alternates = childrenOf(feed, 'link').filter(({ attributes }) => attributes.rel === 'alternate')
  expect(alternates).toHaveLength(formats.length - 1)
  for (const { attributes } of alternates) {
    const { headers, body } = await get(attributes.href!)
    expect(String(headers['content-type']).split(';')[0]).toBe(attributes.type)
    const { extension } = formats.find(({ mediaType }) => mediaType === attributes.type)!
    expect([extension, readers[extension]!(body)]).toEqual([extension, identifiers(feed)])
  }
})

test.each([
  ['', undefined, 'application/atom+xml'],
  ['', '*/*', 'application/atom+xml'],
  ['', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['', 'application/geo+json, application/atom+xml;q=0.5', 'application/geo+json'],
  ['', 'application/xml', 'application/atom+xml'],
  ['', 'image/png', 'application/atom+xml'],
  ['httpAccept=application/rss%2Bxml', 'text/html', 'application/rss+xml'],
  ['httpAccept=application/geo+json', undefined, 'application/geo+json'],
  ['httpAccept=', 'text/csv', 'text/csv'],
])('without an extension, "%s" and Accept %s are answered as %s', async (query, accept, type) => {
  const { get } = await sample
  for (const level of ['granules', 'collections']) {
    const { statusCode, headers } = await get(
      `/opensearch/${level}?${query}`,
      accept === undefined ? {} : { accept },
    )
    expect([statusCode, String(headers['content-type']).split(';')[0]]).toEqual([200, type])
    expect(headers.vary).toMatch(/Accept/)
  }
})

test('pages of an answer that was negotiated stay in its format', async () => {
  const { get } = await sample
  const first = JSON.parse(
    (await get('/opensearch/granules?count=4', { accept: 'application/geo+json' })).body,
  )
  const [{ href }] = first.properties.links.next
  expect(href).toBe(`${base}/opensearch/granules.geojson?count=4&startIndex=5`)
  expect(readers.geojson!((await get(href)).body)).toEqual(['sst:g4', 'sst:g5', 'sst:g6', 'sst:g7'])
})

test('a format that there is not is 400, and names the parameter', async () => {
  const { get } = await sample
  const { statusCode, body } = await get('/opensearch/granules?httpAccept=image/png')
  expect(statusCode).toBe(400)
  expect(childrenOf(readXml(body), 'Exception')[0]!.attributes.locator).toBe('httpAccept')
})

test('what was asked may come as a form, for areas of many corners', async () => {
  const { app } = await sample
  const post = (payload: string, url = '/opensearch/granules.atom') =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const corners = Array.from({ length: 4000 }, (_, i) => `${2 + i / 10_000} 2`)
  const geometry = `POLYGON((2 0,${corners.join(',')},2.5 0,2 0))`
  const found = await post(new URLSearchParams({ geometry, count: '5', start: '' }).toString())
  expect([found.statusCode, readers.atom!(found.body)]).toEqual([200, ['sst:g1', 'sst:g2']])
  expect((await post('count=1&count=2')).statusCode).toBe(400)
  const tooLong = await post(`geometry=${'x'.repeat(2 ** 20 + 1)}`)
  expect([tooLong.statusCode, readXml(tooLong.body).name]).toEqual([413, 'ExceptionReport'])
  const json = await post(`geometry=${'x'.repeat(2 ** 20 + 1)}`, '/opensearch/granules.geojson')
  expect([json.statusCode, json.json().status]).toEqual([413, 413])
})
