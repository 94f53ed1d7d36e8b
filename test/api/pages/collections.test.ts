import { expect, test } from 'vitest'
import type { Collection } from '../../../catalog/granule.ts'
import { openScanStore } from '../../scan-store.ts'
import { textOf } from '../opensearch/read-xml.ts'
import { base, granuleOver, hour, noon, sampleOf } from '../opensearch/sample.ts'
import { addressesOf, dataOf, elementsOf, readPage, wholeText } from './read-page.ts'

const odd = `<&"'></script>]]> é 海`

const described: Collection = {
  id: 'sst',
  title: `Title ${odd}`,
  description: `First ${odd}\n\nSecond paragraph`,
  license: 'CC-BY-4.0',
  keywords: [`OCEANS > ${odd}`],
  providers: [
    { name: `Host ${odd}`, roles: ['host'], url: 'https://host.example/' },
    { name: 'Tricky', roles: ['producer'], url: 'javascript:alert(1)' },
  ],
  doi: '10.5067/ABC<1>',
  variables: { [`v${odd}`]: { title: `Variable ${odd}`, units: 'kelvin', standardName: 'sea_surface' } },
  href: [{ href: 'https://data.example/{start:%Y}/{name}', title: `At ${odd}` }],
}

async function filled() {
  const store = openScanStore()
  await store.putCollection(described)
  await store.putCollection({ ...described, id: 'empty', title: 'Empty' })
  return sampleOf(
    [
      granuleOver([170, -5, -170, 5], { id: `g${odd}`, properties: { platform: `P${odd}`, orbit: 12345 } }),
      granuleOver([0, 0, 1, 1], { id: 'later', start: noon + 30 * 24 * hour }),
    ],
    store,
  )
}

const sample = filled()

test('the list names every collection, with what it holds, and leads to its page', async () => {
  const { get } = await sample
  const { statusCode, headers, body } = await get('/collections')
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  const page = readPage(body)
  expect(textOf(elementsOf(page, 'head')[0]!, 'title')).toBe('Collections | Oceanid')
  const cards = elementsOf(page, 'article').map(wholeText)
  expect(cards).toHaveLength(2)
  expect(cards[0]).toContain('No granules yet')
  expect(cards[1]).toContain('2 granules')
  expect(addressesOf(page)).toEqual(expect.arrayContaining([`${base}/collections/sst`]))
})

test('a collection says what it is, escaped, where and when it measures, and how it is searched', async () => {
  const { get } = await sample
  const { statusCode, body } = await get('/collections/sst')
  expect(statusCode).toBe(200)
  const page = readPage(body)
  const text = wholeText(elementsOf(page, 'main')[0]!)
  for (const part of [described.title, `First ${odd}`, 'Second paragraph', `Host ${odd}`, `v${odd}`]) {
    expect(text).toContain(part)
  }
  expect(text).toContain(`pystac_client.Client.open("${base}/stac")`)
  expect(text).toMatch(/1 June\s–\s1 July 2025/)
  const addresses = addressesOf(page)
  expect(addresses).toEqual(
    expect.arrayContaining([
      'https://doi.org/10.5067/ABC%3C1%3E',
      'https://spdx.org/licenses/CC-BY-4.0.html',
      'https://host.example/',
      `${base}/stac/collections/sst`,
      `${base}/opensearch/collections/sst/description.xml`,
      `${base}/records/sst.xml`,
      `${base}/collections/sst/granules/later`,
    ]),
  )
  expect(addresses.filter((one) => /^(?!https?:|#)/.test(one))).toEqual([])
})

test('the histogram has a bar a bucket of the aggregation, and a table of the same numbers', async () => {
  const { get } = await sample
  const page = readPage((await get('/collections/sst')).body)
  const bars = elementsOf(page, 'rect').filter(({ attributes }) => attributes.class === 'bar')
  expect(bars.map(wholeText)).toEqual(['1 June 2025, 1 granule', '1 July 2025, 1 granule'])
  // 31 days: the last day of the axis holds the second bar.
  expect(Number(bars[1]!.attributes.x)).toBeCloseTo((30 / 31) * 720, 0)
  const [table] = elementsOf(page, 'details').flatMap((details) => elementsOf(details, 'tbody'))
  expect(elementsOf(table!, 'tr').map(wholeText)).toEqual([
    expect.stringMatching(/1 June 2025\s+1/),
    expect.stringMatching(/1 July 2025\s+1/),
  ])
})

test('an empty collection has a page, without a map', async () => {
  const { get } = await sample
  const { statusCode, body } = await get('/collections/empty')
  expect(statusCode).toBe(200)
  expect(elementsOf(readPage(body), 'svg')).toEqual([])
})

test('pages speak the language that is asked for, and their links keep it', async () => {
  const { get } = await sample
  const named = await get('/collections/sst?lang=fr')
  expect(readPage(named.body).attributes.lang).toBe('fr')
  expect(named.body).toContain('juin')
  expect(addressesOf(readPage(named.body))).toContain(`${base}/collections/sst/granules/later?lang=fr`)
  const preferred = await get('/collections/sst', { 'accept-language': 'fr-CA' })
  expect(preferred.headers['content-language']).toBe('fr')
  expect(String(preferred.headers.vary).toLowerCase()).toContain('accept-language')
  expect(addressesOf(readPage(preferred.body))).toContain(`${base}/collections/sst/granules/later`)
  expect((await get('/collections?lang=de')).statusCode).toBe(400)
})

test('what is not there is a page in the language of the caller, that repeats nothing unescaped', async () => {
  const { get } = await sample
  const id = encodeURIComponent(odd)
  for (const [path, said] of [
    [`/collections/${id}`, 'collection nommée'],
    [`/collections/sst/granules/${id}`, 'granule nommé'],
    [`/collections/sst/granules/${id}/crossovers`, 'granule nommé'],
  ]) {
    const answer = await get(`${path}?lang=fr`, { accept: 'text/html' })
    expect([path, answer.statusCode]).toEqual([path, 404])
    const page = readPage(answer.body)
    expect(page.attributes.lang).toBe('fr')
    expect(wholeText(page)).toContain(odd)
    expect(wholeText(page)).toContain(said)
  }
  const nowhere = await get('/nowhere', { accept: 'text/html,*/*;q=0.8', 'accept-language': 'fr' })
  expect([nowhere.statusCode, readPage(nowhere.body).attributes.lang]).toEqual([404, 'fr'])
  expect((await get('/nowhere')).headers['content-type']).toContain('application/problem+json')
})

test.each([
  ['/collections', 'application/json', '/stac/collections'],
  ['/collections/sst', 'application/json', '/stac/collections/sst'],
  ['/collections/sst', 'application/xml', '/records/sst.xml'],
  ['/collections/sst', 'application/ld+json', '/records/sst.dcat.jsonld'],
  ['/collections/sst', 'application/atom+xml', '/opensearch/collections.atom?uid=sst'],
  ['/collections/sst/granules/later', 'application/geo+json', '/stac/collections/sst/items/later'],
  ['/records', 'application/ld+json', '/records.jsonld'],
])('%s sends a client that likes %s better to %s', async (path, accept, where) => {
  const { get } = await sample
  const answer = await get(path, { accept: `${accept}, text/html;q=0.5` })
  expect([answer.statusCode, answer.headers.location]).toEqual([303, base + where])
  expect(String(answer.headers.vary).toLowerCase()).toContain('accept')
  expect((await get(path, { accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' })).statusCode).toBe(200)
})

test('the page carries its description for search engines, which no text can leave', async () => {
  const { get } = await sample
  const [data, ...others] = dataOf((await get('/collections/sst')).body)
  expect(others).toEqual([])
  expect(data).toMatchObject({
    '@type': 'Dataset',
    name: described.title,
    description: described.description,
    url: `${base}/collections/sst`,
  })
})

test('where the address names a language, all that leads to pages does, and records are named in it', async () => {
  const { get } = await sampleOf([granuleOver([0, 0, 1, 1], { id: 'a' })])
  const { body } = await get('/collections/sst?lang=fr')
  const addresses = addressesOf(readPage(body))
  for (const path of ['/', '/collections', '/records', '/stac/api.html', '/collections/sst/granules/a']) {
    expect(addresses).toContain(`${base}${path}?lang=fr`)
    expect(addresses).not.toContain(`${base}${path}`)
  }
  expect(body).toContain('Fiche de métadonnées : ISO 19115-3')
  expect((await get('/collections/sst?lang=en')).body).toContain('Metadata record: ISO 19115-3')
})
