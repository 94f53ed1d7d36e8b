/**
 * opensearch-browser against a running server, whose address is in OCEANID_URL. Works on any catalogue that holds
 * granules. Ends with 1 and the reason at the first thing that the client gets wrong.
 */
import assert from 'node:assert/strict'
import { DOMParser } from '@xmldom/xmldom'
import opensearch from 'opensearch-browser'
import { OpenSearchPaginator } from 'opensearch-browser/dist/paginator.js'

globalThis.DOMParser = DOMParser

const base = process.env.OCEANID_URL.replace(/\/+$/, '')
const types = ['application/atom+xml', 'application/rss+xml']

/** All records by the paginator of the client, which counts the pages itself by what the description says. */
async function everyRecord(url) {
  const pages = await new OpenSearchPaginator(url, {}, { maxPageSize: 7 }).fetchAllPages()
  const records = pages.flatMap((page) => page.records)
  assert.equal(records.length, pages[0].totalResults, 'as many records as were promised')
  assert.equal(new Set(records.map(recordKey)).size, records.length, 'each record once')
  return records
}

/** What the client makes of RSS has no dc:identifier. */
function recordKey({ id, properties }) {
  return id ?? properties.title
}

const general = await opensearch.discover(`${base}/opensearch`)
const collections = await everyRecord(
  general.descriptionDocument.urls.find(
    ({ type, relations }) => type === types[0] && relations.includes('collection'),
  ),
)
assert.ok(collections.length > 0, 'there are collections')

let total = 0
for (const collection of collections) {
  const { href } = collection.properties.links.find(({ rel }) => rel === 'search')
  const service = await opensearch.discover(href)
  const [atom, rss] = await Promise.all(types.map((type) => everyRecord(service.getUrl({}, type))))
  assert.deepEqual(
    rss.map(({ properties }) => properties.title).sort(),
    atom.map(({ properties }) => properties.title).sort(),
    'RSS holds what Atom does',
  )
  for (const record of atom.slice(0, 20)) {
    const [start, end] = record.properties.time
    assert.ok(start <= end, 'times are read as an interval')
    assert.ok(record.geometry || record.bbox, `${record.id} is somewhere`)
    const [west, south, east, north] = record.bbox
    const asked = { 'geo:box': [west, south, east, north], 'time:start': start, 'time:end': end, count: 1000 }
    const found = await service.search(asked, types[0])
    assert.ok(
      found.records.some(({ id }) => id === record.id),
      `${record.id} is found by its box and times`,
    )
    const alone = await service.search({ 'geo:uid': record.id }, types[0])
    assert.deepEqual(
      alone.records.map(({ id }) => id),
      [record.id],
    )
  }
  total += atom.length
}
console.log(`opensearch-browser: ${total} granules of ${collections.length} collections found`)
