import { expect, test } from 'vitest'
import { formats } from '../../../api/opensearch/formats.ts'
import { CatalogUnavailableError, SourcesFailedError } from '../../../catalog/errors.ts'
import { openScanStore } from '../../scan-store.ts'
import { childrenOf, readXml, textOf } from './read-xml.ts'
import { granuleOver, sampleOf } from './sample.ts'

const sample = sampleOf([granuleOver([10, -5, 20, 5])])

test.each([
  ['box=500000,4000000,600000,5000000', 400, 'box', /latitudes/],
  ['geoBox=1,2,3', 400, 'geoBox', /four numbers/],
  ['box=0,10,1,5', 400, 'box', /north/],
  ['box=0,0,1,1&box=0,0,2,2', 400, 'box', /2 times/],
  ['box=0,0,1,1&geoBox=0,0,2,2', 400, 'geoBox', /box/],
  ['box=0,0,1,1&geometry=POINT(1 1)', 400, 'geometry', /one of them/],
  ['geometry=POLYGON((1 1', 400, 'geometry', /WKT/],
  ['lat=1', 400, 'lon', /both/],
  ['radius=100', 400, 'lat', /both/],
  ['lat=north&lon=1', 400, 'lat', /not a number/],
  ['lat=91&lon=1', 400, 'lat', /degrees/],
  ['lat=1&lon=400&radius=5', 400, 'lat', /degrees/],
  ['lat=1&lon=1&radius=-5', 400, 'radius', /radius/],
  ['box=0,0,1,1&relation=near', 400, 'relation', /none of intersects, contains, within, disjoint/],
  ['start=2025-06-01&timeRelation=sometimes', 400, 'timeRelation', /intersects/],
  ['start=2025-06-01&timeRelation=contains', 400, 'timeRelation', /both a start and an end/],
  ['end=2025-06-01&timeRelation=equals', 400, 'timeRelation', /both a start and an end/],
  ['name=Sea of Tranquillity', 400, 'name', /gazetteer/],
  ['name=strait', 400, 'name', /it may be/],
  ['name=Baltic Sea&box=0,0,1,1', 400, 'name', /one of them/],
  ['datasetId={sst,none}', 404, undefined, /none/],
  ['start=2025-13-01', 400, 'start', /month/],
  ['timeStart=2025-06-02&timeEnd=2025-06-01', 400, 'timeEnd', /before/],
  ['count=-1', 400, 'count', /from 0 to 10000/],
  ['count=10001', 400, 'count', /from 0 to 10000/],
  ['count=ten', 400, 'count', /whole number/],
  ['startIndex=0', 400, 'startIndex', /at least 1/],
  ['startIndex=99999999999999999999', 400, 'startIndex', /whole number/],
  ['datasetId=sst&startPage=-1', 400, 'startPage', /at least 0/],
  ['orbitNumber={1', 400, 'orbitNumber', /not n/],
  ['orbitNumber=[3,1]', 400, 'orbitNumber', /before it starts/],
  ['orbitDirection=UP', 400, 'orbitDirection', /ASCENDING/],
  ['creationDate=soon', 400, 'creationDate', /not a date/],
  ['sortKeys=colour,eo,1', 400, 'sortKeys', /colour/],
  ['sortKeys=start,time,up', 400, 'sortKeys', /descending/],
  ['along-track=maybe', 400, 'along-track', /true/],
  ['datasetId=none', 404, undefined, /none/],
  ['uid=none', 404, undefined, /none/],
])('%s is %i', async (query, status, parameter, reason) => {
  const { get } = await sample
  const url = `granules.atom?${query.replaceAll(/[ [\]{}]/g, encodeURIComponent)}`
  for (const root of ['/', '/opensearch/']) {
    const answer = await get(root + url)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/xml/)
    const report = readXml(answer.body)
    expect([report.name, report.attributes.xmlns]).toEqual([
      'ExceptionReport',
      'http://www.opengis.net/ows/1.1',
    ])
    const [exception] = childrenOf(report, 'Exception')
    expect(exception!.attributes.locator ?? '').toMatch(new RegExp(`^(${parameter ?? ''})$`))
    expect(textOf(exception!, 'ExceptionText')).toMatch(reason)
  }
  const json = await get(`/opensearch/${url.replace('atom', 'geojson')}`)
  expect([json.statusCode, json.headers['content-type']]).toEqual([
    status,
    expect.stringMatching(/^application\/problem\+json/),
  ])
  expect(json.json().detail).toMatch(reason)
})

test.each([
  'box=&geometry=&lat=&lon=&radius=&relation=&start=&end=&uid=&count=&startIndex=&startPage=&parentIdentifier=&orbitNumber=',
  'count=%20&box=%20',
  'box=&box=10,0,11,1',
  'unknown=1&unknown=2&__proto__=1&constructor=2&toString=3',
  'box=%2010,0,%2011,1%20&start=%202025-06-01%20&count=%205%20&orbitDirection=',
])('empty is absent, unknown is left aside: %s', async (query) => {
  const { get } = await sample
  const answer = await get(`/opensearch/granules.atom?${query}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('<opensearch:totalResults>1<')
})

test('markup in a request comes back escaped', async () => {
  const { get } = await sample
  for (const value of ['<script>', '"><script>', '&lt;', "'"]) {
    const { statusCode, body } = await get(`/opensearch/granules.atom?uid=${encodeURIComponent(value)}`)
    expect(statusCode).toBe(404)
    readXml(body)
    expect(body).not.toContain('<script>')
  }
})

test('a catalogue that does not answer is 503, a defect is 500 and says nothing of what lies inside', async () => {
  for (const [error, status] of [
    [new CatalogUnavailableError('the catalogue does not answer'), 503],
    [new SourcesFailedError('a service did not answer in time'), 504],
    [new Error('secret'), 500],
  ] as const) {
    const store = {
      ...openScanStore(),
      search: () => Promise.reject(error),
    }
    const { get } = await sampleOf([], store)
    const { statusCode, body, headers } = await get('/granules.atom')
    expect(statusCode).toBe(status)
    expect(body).not.toContain('secret')
    expect(headers['retry-after']).toBe(status === 503 ? '10' : undefined)
  }
})

test('an address below /opensearch that is not there is answered in XML', async () => {
  const { get } = await sample
  const { statusCode, body } = await get('/opensearch/granules.pdf')
  expect(statusCode).toBe(404)
  expect(readXml(body).name).toBe('ExceptionReport')
})

test('a problem comes in the manner of the format that was asked for', async () => {
  const { get } = await sample
  const answers: Record<string, [type: string, text: string]> = {
    atom: ['application/xml; charset=utf-8', 'locator="box"'],
    rss: ['application/xml; charset=utf-8', 'locator="box"'],
    kml: ['application/xml; charset=utf-8', 'locator="box"'],
    geojson: ['application/problem+json', '"parameter":"box"'],
    json: ['application/problem+json', '"parameter":"box"'],
    csv: ['text/plain; charset=utf-8', '400 Bad Request\nbox: '],
    html: ['text/html; charset=utf-8', '<h1>Bad Request</h1>'],
  }
  expect(Object.keys(answers).toSorted()).toEqual(formats.map(({ extension }) => extension).toSorted())
  for (const [extension, [type, text]] of Object.entries(answers)) {
    for (const level of ['granules', 'collections']) {
      const { statusCode, headers, body } = await get(`/opensearch/${level}.${extension}?box=%3Cb%3E`)
      expect([extension, statusCode, headers['content-type']]).toEqual([extension, 400, type])
      expect(body).toContain(text)
      expect(body).not.toContain('<b>')
    }
  }
  const page = await get('/opensearch/granules?box=x', { accept: 'text/html' })
  expect([page.statusCode, page.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8'])
  expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/)
})

test('an address that is too long is 414 and says what to do instead', async () => {
  const { app } = await sampleOf([])
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const wkt = `POINT(${'1'.repeat(33_000)} 1)`
  const answer = await fetch(`${address}/opensearch/granules.atom?geometry=${encodeURIComponent(wkt)}`)
  const body = await answer.text()
  await app.close()
  expect(answer.status).toBe(414)
  const [exception] = childrenOf(readXml(body), 'Exception')
  expect(textOf(exception!, 'ExceptionText')).toMatch(/by POST/)
})
