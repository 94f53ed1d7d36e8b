import { expect, test } from 'vitest'
import { childrenOf, textOf, type XmlElement } from './read-xml.ts'
import { base, granuleOver, hour, identifiers, noon, sampleOf } from './sample.ts'

const sample = sampleOf([
  granuleOver([10, -5, 20, 5], {
    id: 'one',
    properties: { orbit: 12, direction: 'ascending', platform: 'DEMO-1' },
  }),
  granuleOver([30, -5, 40, 5], { id: 'two', start: noon + hour }),
  granuleOver([30, -5, 40, 5], { id: 'three', collection: 'wind & waves/é' }),
])
const mediaTypes = [
  'text/html',
  'text/csv',
  'application/vnd.google-earth.kml+xml',
  'application/json',
  'application/rss+xml',
  'application/geo+json',
  'application/atom+xml',
]
const windAddress = '/opensearch/collections/wind%20%26%20waves%2F%C3%A9/description.xml'

function urls(description: XmlElement): Record<string, string>[] {
  return childrenOf(description, 'Url').map(({ attributes }) => attributes)
}

/** Fills a template as OpenSearch 1.1 has it: a value for the tokens that are given, nothing for the others. */
function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{([\w:]+)(\??)\}/g, (_, token: string, optional: string) => {
    if (values[token] === undefined && !optional) throw new Error(`${token} is not optional`)
    return encodeURIComponent(values[token] ?? '')
  })
}

test('the general description has what OpenSearch 1.1 and CEOS ask for', async () => {
  const { xml, get } = await sample
  const description = await xml('/opensearch/description.xml')
  expect(description.name).toBe('OpenSearchDescription')
  expect(description.attributes.xmlns).toBe('http://a9.com/-/spec/opensearch/1.1/')
  expect(textOf(description, 'ShortName').length).toBeLessThanOrEqual(16)
  expect(textOf(description, 'LongName').length).toBeLessThanOrEqual(48)
  expect(textOf(description, 'Description').length).toBeLessThanOrEqual(1024)
  expect(textOf(description, 'Tags')).toBe('CEOS-OS-BP-V1.1/L3')
  expect(urls(description).map(({ type, rel }) => [type, rel])).toEqual([
    ['application/opensearchdescription+xml', 'self'],
    ...mediaTypes.map((type) => [type, 'collection']),
    ...mediaTypes.map((type) => [type, 'results']),
  ])
  const { headers, body } = await get('/opensearch')
  expect(headers['content-type']).toMatch(/^application\/opensearchdescription\+xml/)
  expect(body).toBe((await get(`${base}/opensearch/description.xml`)).body)
})

test('a collection has a description of its own, with one Url a media type', async () => {
  const { xml, get } = await sample
  const description = await xml(windAddress)
  const [self, ...searches] = urls(description)
  expect(self).toMatchObject({ rel: 'self', template: base + windAddress })
  expect(searches.map(({ type, rel }) => [type, rel])).toEqual(mediaTypes.map((type) => [type, 'results']))
  for (const { template } of searches) expect(template).not.toContain('parentIdentifier={')
  expect(identifiers(await xml(fill(searches.at(-1)!.template!, {})))).toEqual(['wind & waves/é:three'])
  expect((await get('/opensearch/collections/none/description.xml')).statusCode).toBe(404)
})

test('the parameters of each Url are those of its template, bound to the same tokens, and optional', async () => {
  const { xml } = await sample
  for (const address of ['/opensearch/description.xml', windAddress]) {
    const searches = childrenOf(await xml(address), 'Url').filter(
      ({ attributes }) => attributes.rel !== 'self',
    )
    for (const { attributes, children } of searches) {
      const query = new URL(attributes.template!).searchParams
      const bound = [...query].filter(([, value]) => value.startsWith('{'))
      expect(bound.map(([name, value]) => [name, value.replace('?', '')])).toEqual(
        children.map((parameter) => [parameter.attributes.name, parameter.attributes.value]),
      )
      expect(bound.length).toBeGreaterThan(15)
      expect(attributes).toMatchObject({ indexOffset: '1', pageOffset: '1' })
      for (const parameter of children) {
        expect(parameter.name).toBe('parameters:Parameter')
        expect(parameter.attributes.minimum).toBe('0')
        expect(parameter.attributes.title).not.toBe('')
        if (parameter.attributes.pattern) new RegExp(parameter.attributes.pattern)
      }
      const required = [
        '{count}',
        '{startIndex}',
        '{startPage}',
        '{geo:uid}',
        '{geo:box}',
        '{time:start}',
        '{time:end}',
      ]
      expect(children.map((parameter) => parameter.attributes.value)).toEqual(
        expect.arrayContaining(required),
      )
    }
  }
})

test('the geometry says which types it takes, and it takes them', async () => {
  const { xml, get } = await sample
  const search = childrenOf(await xml(windAddress), 'Url').at(-1)!
  const geometry = search.children.find(({ attributes }) => attributes.name === 'geometry')!
  const profiles = geometry.children.map(({ name, attributes }) => [name, attributes.rel, attributes.href])
  const texts: Record<string, string> = {
    POINT: 'POINT(35 0)',
    LINESTRING: 'LINESTRING(30 0,35 0)',
    POLYGON: 'POLYGON((30 0,35 0,35 5,30 0))',
    MULTIPOINT: 'MULTIPOINT((35 0),(36 0))',
    MULTILINESTRING: 'MULTILINESTRING((30 0,35 0))',
    MULTIPOLYGON: 'MULTIPOLYGON(((30 0,35 0,35 5,30 0)))',
    GEOMETRYCOLLECTION: 'GEOMETRYCOLLECTION(POINT(35 0),LINESTRING(0 80,1 80))',
  }
  expect(profiles).toEqual(
    Object.keys(texts).map((type) => ['atom:link', 'profile', `http://www.opengis.net/wkt/${type}`]),
  )
  for (const text of Object.values(texts)) {
    const url = fill(search.attributes.template!, { 'geo:geometry': text })
    expect([text, identifiers(await xml(url))]).toEqual([text, ['wind & waves/é:three']])
  }
  expect((await get('/granules.atom?geometry=CIRCLE(1 2)')).statusCode).toBe(400)
})

test('each option and each value at a stated bound is taken', async () => {
  const { xml, get } = await sample
  const search = childrenOf(await xml('/opensearch/collections/sst/description.xml'), 'Url').at(-1)!
  const others: Record<string, Record<string, string>> = {
    'geo:lat': { 'geo:lon': '0' },
    'geo:lon': { 'geo:lat': '0' },
    'geo:radius': { 'geo:lat': '0', 'geo:lon': '0' },
    'geo:relation': { 'geo:box': '0,0,1,1' },
    'time:relation': { 'time:start': '2025-06-01', 'time:end': '2025-06-02' },
  }
  for (const { attributes, children } of search.children) {
    const token = attributes.value!.slice(1, -1)
    const options = children.flatMap((child) =>
      child.name === 'parameters:Option' ? child.attributes.value! : [],
    )
    const bounds = [attributes.minInclusive, attributes.maxInclusive].filter((bound) => bound !== undefined)
    for (const value of [...options, ...bounds]) {
      if (attributes.pattern) expect(value).toMatch(new RegExp(attributes.pattern))
      const url = fill(search.attributes.template!, { ...others[token], [token]: value })
      expect([token, value, (await get(url)).statusCode]).toEqual([token, value, 200])
    }
  }
})

test('the patterns let through what the search takes, and no more of what it refuses', async () => {
  const { xml, get } = await sample
  const search = childrenOf(await xml('/opensearch/description.xml'), 'Url').at(-1)!
  const patternOf = (name: string) =>
    new RegExp(search.children.find(({ attributes }) => attributes.name === name)!.attributes.pattern!)
  for (const [name, good, bad] of [
    ['box', ['170,-20,-170,10', '-0.5,1,2.25,+3'], ['1,2,3', '1,2,3,x', '']],
    [
      'start',
      ['2025-06-01', '2025-06-01T00:00:00Z', '2025-06-01T00:00:00.5+02:00'],
      ['yesterday', '01/06/2025'],
    ],
    ['orbitNumber', ['7', '{1,2}', '[1,2]', ']1,2[', '[1', '2]'], ['x', '{1', '[1,x]', '1,2']],
  ] as const) {
    for (const value of good) {
      expect(value).toMatch(patternOf(name))
      const { statusCode } = await get(`/granules.atom?${name}=${encodeURIComponent(value)}`)
      expect([name, value, statusCode]).toEqual([name, value, 200])
    }
    for (const value of bad.filter((one) => one !== '')) {
      const { statusCode } = await get(`/granules.atom?${name}=${encodeURIComponent(value)}`)
      expect([name, value, statusCode]).toEqual([name, value, 400])
      if (name !== 'orbitNumber') expect(value).not.toMatch(patternOf(name))
    }
  }
})

test('the example finds something', async () => {
  const { xml } = await sample
  for (const address of ['/opensearch/description.xml', '/opensearch/collections/sst/description.xml']) {
    const description = await xml(address)
    const [query, ...others] = childrenOf(description, 'Query')
    expect([query!.attributes.role, others]).toEqual(['example', []])
    const template = urls(description).at(-1)!.template!
    expect(identifiers(await xml(fill(template, query!.attributes)))).toEqual(['sst:one', 'sst:two'])
  }
})

test('the two steps: words find a collection, its description its granules in a box', async () => {
  const { xml } = await sample
  const general = await xml('/opensearch')
  const collections = urls(general).find(
    ({ type, rel }) => rel === 'collection' && type === 'application/atom+xml',
  )!
  const found = await xml(fill(collections.template!, { searchTerms: 'waves' }))
  const [entry, ...others] = childrenOf(found, 'entry')
  expect(others).toEqual([])
  const link = childrenOf(entry!, 'link').find(({ attributes }) => attributes.rel === 'search')!.attributes
  expect(link.type).toBe('application/opensearchdescription+xml')
  const template = urls(await xml(link.href!)).at(-1)!.template!
  expect(identifiers(await xml(fill(template, { 'geo:box': '35,0,36,1' })))).toEqual(['wind & waves/é:three'])
  expect(identifiers(await xml(fill(template, { 'geo:box': '15,0,16,1' })))).toEqual([])
})

test('an empty catalogue is described too', async () => {
  const { xml } = await sampleOf([])
  const description = await xml('/opensearch/description.xml')
  expect(childrenOf(description, 'Query')[0]!.attributes).toEqual({ role: 'example', count: '10' })
  expect(identifiers(await xml('/opensearch/collections.atom'))).toEqual([])
})

test('of the terms of Earth observation those are described that the granules have, with what occurs', async () => {
  const { xml } = await sampleOf([
    granuleOver([0, 0, 1, 1], { id: 'a', properties: { orbit: 7, platform: 'B', direction: 'ascending' } }),
    granuleOver([0, 0, 1, 1], { id: 'b', properties: { orbit: 31, platform: 'A', 'eo:cloud_cover': 12.5 } }),
    granuleOver([0, 0, 1, 1], { collection: 'wind', properties: { cycle: 4, level: 'L2' } }),
  ])
  const described = async (address: string) => {
    const search = childrenOf(await xml(address), 'Url').at(-1)!
    const terms = search.children.filter(({ attributes }) => attributes.value!.startsWith('{eo:'))
    return Object.fromEntries(
      terms.map(({ attributes, children }) => [
        attributes.name,
        children.length > 0
          ? children.map((option) => option.attributes.value)
          : [attributes.minInclusive, attributes.maxInclusive],
      ]),
    )
  }
  const modificationDate = [undefined, undefined]
  expect(await described('/opensearch/collections/sst/description.xml')).toEqual({
    orbitNumber: ['7', '31'],
    platform: ['A', 'B'],
    orbitDirection: ['ASCENDING', 'DESCENDING'],
    cloudCover: ['12.5', '12.5'],
    modificationDate,
  })
  expect(await described('/opensearch/collections/wind/description.xml')).toEqual({
    cycleNumber: ['4', '4'],
    processingLevel: ['L2'],
    modificationDate,
  })
  expect(Object.keys(await described('/opensearch'))).toEqual(
    expect.arrayContaining([
      'parentIdentifier',
      'orbitNumber',
      'cycleNumber',
      'cloudCover',
      'processingLevel',
    ]),
  )
  expect((await described('/opensearch')).parentIdentifier).toEqual(['sst', 'wind'])
})
