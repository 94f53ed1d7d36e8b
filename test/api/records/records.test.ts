import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { siteOf } from '../../../api/records/site.ts'
import { sitemapOf } from '../../../api/records/sitemap.ts'
import type { Collection } from '../../../catalog/granule.ts'
import { openScanStore } from '../../scan-store.ts'
import { childrenOf, readXml, type XmlElement } from '../opensearch/read-xml.ts'
import { base, granuleOver, noon, sampleOf } from '../opensearch/sample.ts'
import { addressesOf, elementsOf, readPage } from '../pages/read-page.ts'
import { orders } from './iso-order.ts'

const odd = `<&"'>]]> é 海`

const described: Collection = {
  id: 'sst',
  title: `Title ${odd}`,
  description: `What it is ${odd}`,
  license: 'CC-BY-4.0',
  keywords: ['OCEANS > OCEAN TEMPERATURE', odd],
  providers: [
    { name: 'Maker', roles: ['producer', 'processor'] },
    { name: `Host ${odd}`, roles: ['host'], url: 'https://host.example/' },
  ],
  doi: '10.5067/ABC',
  platform: ['Sat-1', 'Sat-2'],
  instrument: ['Radiometer'],
  level: 'L2P',
  variables: { sea: { title: 'Sea', units: 'kelvin', standardName: 'sea_surface' }, [odd]: {} },
}

async function filled() {
  const store = openScanStore()
  await store.putCollection(described)
  const bare = { license: 'other', keywords: [], providers: [], title: '', description: '' }
  await store.putCollection({ ...bare, id: `empty ${odd}` })
  const properties = { platform: 'Sat-9', variables: ['wind'] }
  return sampleOf(
    [granuleOver([170, -5, -170, 5]), granuleOver([0, 0, 1, 1], { collection: 'wind', properties })],
    store,
  )
}

const sample = filled()
const ids = ['sst', 'wind', `empty ${odd}`]
const recordOf = (id: string, ending: string) => `/records/${encodeURIComponent(id)}${ending}`

async function isoOf(id: string): Promise<XmlElement> {
  const { get } = await sample
  const { statusCode, headers, body } = await get(recordOf(id, '.xml'))
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8'])
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(body).close()
  return readXml(body)
}

/** Text of every element of a name. */
const texts = (tree: XmlElement, name: string) =>
  elementsOf(tree, name).map((one) => one.children.map(({ text }) => text).join(' '))

test.each(
  ids,
)('the ISO record of %j has its members in the order of the schema, and those that must be', async (id) => {
  const tree = await isoOf(id)
  expect(tree.name).toBe('mdb:MD_Metadata')
  let checked = 0
  const check = (element: XmlElement) => {
    const order = orders[element.name]
    if (order) {
      const names = element.children.map(({ name }) => name)
      const places = names.map((name) => order.findIndex((member) => member.name === name))
      expect([element.name, names, places]).toEqual([element.name, names, places.toSorted((a, b) => a - b)])
      expect(places).not.toContain(-1)
      for (const { name, isRequired } of order) if (isRequired) expect(names).toContain(name)
      checked++
    }
    element.children.forEach(check)
  }
  check(tree)
  expect(checked).toBeGreaterThan(15)
})

test('the ISO record says what the description and the granules say', async () => {
  const tree = await isoOf('sst')
  expect(texts(tree, 'mri:abstract')).toEqual([described.description])
  expect(texts(tree, 'cit:title')).toContain(described.title)
  expect(texts(tree, 'mri:keyword')).toEqual([...described.keywords, 'Sat-1', 'Sat-2', 'Radiometer'])
  expect(elementsOf(tree, 'mri:MD_TopicCategoryCode').map(({ text }) => text)).toEqual(['oceans'])
  expect(texts(tree, 'gex:westBoundLongitude')).toEqual(['170', '-180'])
  expect(texts(tree, 'gex:eastBoundLongitude')).toEqual(['180', '-170'])
  expect(elementsOf(tree, 'gml:beginPosition').map(({ text }) => text)).toEqual([
    new Date(noon).toISOString(),
  ])
  expect(texts(tree, 'cit:linkage')).toEqual(
    expect.arrayContaining([
      `${base}/collections/sst`,
      `${base}/stac/collections/sst`,
      `${base}/opensearch/collections/sst/description.xml`,
    ]),
  )
  expect(elementsOf(tree, 'gml:identifier').map(({ text }) => text)).toEqual(['kelvin'])
  const roles = elementsOf(tree, 'cit:CI_RoleCode').map(({ text }) => text)
  expect(new Set(roles)).toEqual(new Set(['pointOfContact', 'originator', 'processor', 'distributor']))
  expect(texts(await isoOf('wind'), 'mri:keyword')).toEqual(['Sat-9'])
})

test('identifiers of elements are there once', async () => {
  for (const id of ids) {
    const all = JSON.stringify(await isoOf(id)).match(/"gml:id":"[^"]*"/g) ?? []
    expect(new Set(all).size).toBe(all.length)
  }
})

test('DCAT and schema.org say the same of a collection', async () => {
  const { get } = await sample
  const read = async (ending: string) => {
    const answer = await get(recordOf('sst', ending))
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/ld+json'])
    return answer.json()
  }
  const dcat = await read('.dcat.jsonld')
  expect(dcat).toMatchObject({
    '@type': 'dcat:Dataset',
    '@id': `${base}/collections/sst`,
    'dct:title': described.title,
    'dcat:keyword': described.keywords,
    'dct:publisher': { 'foaf:name': `Host ${odd}` },
    'dct:creator': [{ 'foaf:name': 'Maker' }],
    'dct:spatial': { 'dcat:bbox': { '@value': expect.stringMatching(/^MULTIPOLYGON \(\(\(170 -5, /) } },
    'dct:temporal': { 'dcat:startDate': { '@value': new Date(noon).toISOString() } },
  })
  const prefixes = JSON.stringify(dcat).match(/"(?!@)\w+(?=:[a-zA-Z]+":)/g)!
  for (const prefix of prefixes) expect(Object.keys(dcat['@context'])).toContain(prefix.slice(1))
  expect(await read('.schema.jsonld')).toMatchObject({
    '@type': 'Dataset',
    name: described.title,
    license: 'https://spdx.org/licenses/CC-BY-4.0.html',
    temporalCoverage: `${new Date(noon).toISOString()}/${new Date(noon + 300_000).toISOString()}`,
    spatialCoverage: { geo: [{ box: '-5 170 5 180' }, { box: '-5 -180 5 -170' }] },
    variableMeasured: [{ name: 'sea', unitText: 'kelvin' }, { name: odd }],
  })
  const catalog = (await get('/records.jsonld')).json()
  expect(catalog['dcat:dataset'].map((one: Record<string, unknown>) => one['dct:identifier'])).toEqual(
    ids.toSorted(),
  )
})

test('harvesters find every record by the links of the list', async () => {
  const { get } = await sample
  const links = addressesOf(readPage((await get('/records')).body))
  for (const id of ids) {
    for (const ending of ['.xml', '.dcat.jsonld', '.schema.jsonld']) {
      const address = base + recordOf(id, ending)
      expect(links).toContain(address)
      expect((await get(address)).statusCode).toBe(200)
    }
  }
  for (const file of ['sst', 'sst.html', 'nothing.xml', '.xml']) {
    expect([file, (await get(`/records/${file}`)).statusCode]).toEqual([file, 404])
  }
})

test('crawlers are told where the pages are, and to leave the searches', async () => {
  const { get, xml } = await sample
  const robots = await get('/robots.txt')
  expect(robots.headers['content-type']).toMatch(/^text\/plain/)
  const lines = robots.body.split('\n')
  expect(lines).toContain(`Sitemap: ${base}/sitemap.xml`)
  const refused = lines.flatMap((line) => /^Disallow: (.*)/.exec(line)?.slice(1) ?? [])
  const addresses = childrenOf(await xml('/sitemap.xml'), 'url').map((url) => url.children[0]!.text)
  expect(addresses).toHaveLength(3 + ids.length)
  for (const address of addresses) {
    expect([address, (await get(address)).statusCode]).toEqual([address, 200])
    const { pathname } = new URL(address)
    expect(refused.filter((path) => pathname.startsWith(path))).toEqual([])
  }
  expect(refused).toContain(`${new URL(base).pathname}/opensearch/granules`)
  for (const part of ['0', '2', 'x']) expect((await get(`/sitemap.xml?part=${part}`)).statusCode).toBe(400)
})

test('a sitemap has the newest granules of each collection, as many as are asked for', async () => {
  const { xml, get } = await sample
  const addresses = childrenOf(await xml('/sitemap.xml?granules=5'), 'url').map(
    (url) => url.children[0]!.text,
  )
  expect(addresses.slice(3 + ids.length)).toEqual([
    `${base}/collections/sst/granules/granule`,
    `${base}/collections/wind/granules/granule`,
  ])
  for (const address of addresses) expect((await get(address)).statusCode).toBe(200)
  for (const granules of ['-1', 'x', '1e9']) {
    expect((await get(`/sitemap.xml?granules=${granules}`)).statusCode).toBe(400)
  }
})

test('of many addresses there is an index, whose parts hold each of them once', async () => {
  const start = (i: number) => ({ id: `g${i}`, start: noon + i * 1000 })
  const granules = ['a', odd].flatMap((collection) =>
    Array.from({ length: 7 }, (_, i) => granuleOver([0, 0, 1, 1], { collection, ...start(i) })),
  )
  const { store } = await sampleOf(granules)
  const site = await siteOf(store, base, 6)
  const whole = readXml(await sitemapOf(site, 'https://x.example/?y=1', undefined)).children
  const all = whole.map(({ children }) => children[0]!.text)
  expect(all).toHaveLength(site.total)
  expect(all.at(-1)).toBe(`${base}/collections/a/granules/g1`)
  const index = readXml(await sitemapOf(site, 'https://x.example/?y=1', undefined, 4))
  expect([index.name, index.children.length]).toEqual(['sitemapindex', 5])
  expect(index.children[4]!.children[0]!.text).toBe('https://x.example/?y=1&part=5')
  const parts = await Promise.all(['1', '2', '3', '4', '5'].map((part) => sitemapOf(site, '', part, 4)))
  expect(parts.flatMap((part) => readXml(part).children.map(({ children }) => children[0]!.text))).toEqual(
    all,
  )
})
