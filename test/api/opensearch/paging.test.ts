import { expect, test } from 'vitest'
import { searchGranules } from '../../../api/opensearch/service.ts'
import type { PageRequest } from '../../../catalog/query.ts'
import { openScanStore } from '../../scan-store.ts'
import { childrenOf, linkOf, readXml, textOf, type XmlElement } from './read-xml.ts'
import { granuleOver, hour, identifiers, noon, sampleOf } from './sample.ts'

const granules = Array.from({ length: 23 }, (_, i) =>
  granuleOver([i, 0, i + 1, 1], { id: `g${String(i).padStart(2, '0')}`, start: noon + i * hour }),
)
const uids = granules.map(({ id }) => `sst:${id}`)
const sample = sampleOf(granules)

/** What leads to other pages, and to this one in other formats. */
function rels(feed: XmlElement): string[] {
  return childrenOf(feed, 'link')
    .map(({ attributes }) => attributes.rel!)
    .filter((rel) => !['up', 'icon', 'describedby'].includes(rel))
}

test('the next links lead through all entries once, and the previous links back', async () => {
  const { xml } = await sample
  let feed = await xml('/opensearch/granules.atom?count=5&parentIdentifier=sst&box=-1,-1,90,2&unknown=1')
  expect(rels(feed)).not.toContain('previous')
  const seen = [...identifiers(feed)]
  const pages = [identifiers(feed)]
  for (let next = linkOf(feed, 'next'); next; next = linkOf(feed, 'next')) {
    feed = await xml(next)
    seen.push(...identifiers(feed))
    pages.push(identifiers(feed))
    expect(textOf(feed, 'opensearch:totalResults')).toBe('23')
    expect(textOf(feed, 'opensearch:itemsPerPage')).toBe('5')
  }
  expect(seen).toEqual(uids)
  expect(identifiers(await xml(linkOf(feed, 'self')!))).toEqual(pages.at(-1))
  expect(identifiers(await xml(linkOf(feed, 'last')!))).toEqual(pages.at(-1))
  expect(identifiers(await xml(linkOf(feed, 'first')!))).toEqual(pages[0])
  for (let previous = linkOf(feed, 'previous'), i = pages.length - 2; previous; i--) {
    feed = await xml(previous)
    expect(identifiers(feed)).toEqual(pages[i])
    previous = linkOf(feed, 'previous')
  }
})

test('from any entry on, the pages before and after meet without a gap or an overlap', async () => {
  const { xml } = await sample
  const feed = await xml('/opensearch/granules.atom?count=5&startIndex=4')
  expect(identifiers(feed)).toEqual(uids.slice(3, 8))
  expect(textOf(feed, 'opensearch:startIndex')).toBe('4')
  expect(identifiers(await xml(linkOf(feed, 'previous')!))).toEqual(uids.slice(0, 3))
  expect(identifiers(await xml(linkOf(feed, 'next')!))).toEqual(uids.slice(8, 13))
  expect(identifiers(await xml(linkOf(feed, 'last')!))).toEqual(uids.slice(18, 23))
})

test('a script for the service of Ifremer pages from 0, at its addresses and by its names', async () => {
  const { xml } = await sample
  const asked =
    'datasetId=sst&timeStart=2025-06-01T00:00:00&timeEnd=2025-06-03T00:00:00&geoBox=-180.,-90.,180.,90.&count=4'
  for (const address of ['/granules.atom', '/opensearch/granules.atom']) {
    const seen: string[] = []
    for (let page = 0; ; page++) {
      const feed = await xml(`${address}?${asked}&startPage=${page}`)
      seen.push(...identifiers(feed))
      if (Number(textOf(feed, 'opensearch:totalResults')) <= (page + 1) * 4) break
    }
    expect(seen).toEqual(uids)
  }
  expect(identifiers(await xml('/granules.atom?count=4&startPage=1'))).toEqual(uids.slice(4, 8))
  expect(textOf(await xml('/collections.atom?count=1&startPage=1'), 'opensearch:startIndex')).toBe('2')
})

test('by the names of the description documents pages count from 1, as those say', async () => {
  const { xml, get } = await sample
  expect(identifiers(await xml('/opensearch/granules.atom?count=4&startPage=1'))).toEqual(uids.slice(0, 4))
  expect(identifiers(await xml('/opensearch/granules.atom?count=4&startPage=2'))).toEqual(uids.slice(4, 8))
  expect((await get('/opensearch/granules.atom?count=4&startPage=0')).statusCode).toBe(400)
})

test('startIndex goes before startPage, which is then not echoed', async () => {
  const { xml } = await sample
  const feed = await xml('/opensearch/granules.atom?count=4&startIndex=2&startPage=5')
  expect(identifiers(feed)).toEqual(uids.slice(1, 5))
  const [query] = childrenOf(feed, 'opensearch:Query')
  expect(query!.attributes).toEqual({ role: 'request', count: '4', startIndex: '2' })
})

test('count=0 gives the total alone; what finds nothing has no links to other pages', async () => {
  const { xml } = await sample
  const none = await xml('/opensearch/granules.atom?count=0')
  expect(identifiers(none)).toEqual([])
  expect(textOf(none, 'opensearch:totalResults')).toBe('23')
  expect(rels(none)).toEqual(['self', 'search'])
  const empty = await xml('/opensearch/granules.atom?box=100,80,101,81')
  expect(textOf(empty, 'opensearch:totalResults')).toBe('0')
  expect(rels(empty)).toEqual(['self', 'search'])
  expect(rels(await xml('/opensearch/granules.atom?startIndex=24'))).toEqual(['self', 'search'])
})

test('only what is honoured is echoed, by the names of the standards', async () => {
  const { xml } = await sample
  const feed = await xml(
    '/granules.atom?datasetId=sst&geoBox=-180,-90,180,90&timeStart=2025-06-01&platform=&cloudCover=3&relation=&foo=bar',
  )
  const [query] = childrenOf(feed, 'opensearch:Query')
  expect(query!.attributes).toEqual({
    role: 'request',
    'eo:parentIdentifier': 'sst',
    'geo:box': '-180,-90,180,90',
    'time:start': '2025-06-01',
  })
  expect(linkOf(feed, 'self')).not.toMatch(/foo|cloudCover|platform|relation/)
  const idle = await xml('/opensearch/granules.atom?relation=disjoint&timeRelation=intersects')
  expect(childrenOf(idle, 'opensearch:Query')[0]!.attributes).toEqual({ role: 'request' })
})

test('a long page is read from the store and sent piece by piece', async () => {
  const many = Array.from({ length: 1300 }, (_, i) =>
    granuleOver([0, 0, 1, 1], { id: `m${String(i).padStart(4, '0')}`, start: noon + (i % 7) * hour }),
  )
  const inner = openScanStore()
  const pages: PageRequest[] = []
  const store = {
    ...inner,
    search: (query: Parameters<typeof inner.search>[0], page: PageRequest) => {
      pages.push(page)
      return inner.search(query, page)
    },
  }
  const { get } = await sampleOf(many, store)
  for (const path of ['/granules.atom', '/opensearch/granules.geojson']) {
    pages.length = 0
    const { body } = await get(`${path}?count=1200&startIndex=51`)
    const uids = path.endsWith('atom')
      ? identifiers(readXml(body))
      : JSON.parse(body).features.map(
          (one: { properties: { identifier: string } }) => one.properties.identifier,
        )
    expect(new Set(uids).size).toBe(1200)
    const expected = (await inner.search({}, { limit: 1200, offset: 50 })).granules.map(
      ({ id }) => `sst:${id}`,
    )
    expect(uids).toEqual(expected)
    expect(pages.map(({ limit }) => limit)).toEqual([250, 250, 250, 250, 200])
    expect(pages.slice(1).every(({ uncounted, offset }) => uncounted && !offset)).toBe(true)
  }
})

test('while a long page is written, other requests get their turn', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => granuleOver([0, 0, 1, 1], { id: `m${i}` }))
  const { store } = await sampleOf(many)
  const { entries } = await searchGranules(store, { count: '1000' }, 1)
  let turns = 0
  let pieces = 0
  for await (const _ of entries) {
    pieces++
    setImmediate(() => turns++)
  }
  expect(pieces).toBe(4)
  expect(turns).toBeGreaterThanOrEqual(3)
})

test('an answer that has not changed need not be sent again', async () => {
  const { get } = await sample
  const { headers } = await get('/granules.atom?count=5')
  expect(headers.etag).toBeDefined()
  expect((await get('/granules.atom?count=5', { 'if-none-match': String(headers.etag) })).statusCode).toBe(
    304,
  )
  expect((await get('/granules.atom?count=6', { 'if-none-match': String(headers.etag) })).statusCode).toBe(
    200,
  )
})

test('a store that fails in the middle of a page breaks the answer off', async () => {
  const many = Array.from({ length: 600 }, (_, i) => granuleOver([0, 0, 1, 1], { id: `m${i}` }))
  const inner = openScanStore()
  const store = {
    ...inner,
    search: async (query: Parameters<typeof inner.search>[0], page: PageRequest) => {
      if (page.after !== undefined) throw new Error('the disk is gone')
      return inner.search(query, page)
    },
  }
  const { app } = await sampleOf(many, store)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    for (const encoding of ['gzip', 'identity']) {
      const response = await fetch(`${address}/granules.atom?count=600`, {
        headers: { 'accept-encoding': encoding },
      })
      await expect(response.text()).rejects.toThrow()
    }
  } finally {
    await app.close()
  }
})
