import { expect, test } from 'vitest'
import { childrenOf, linkOf, textOf } from './read-xml.ts'
import { base, granuleOver, hour, identifiers, noon, sampleOf } from './sample.ts'

const sample = sampleOf([
  granuleOver([170, -5, 179, 5], { id: 'a', properties: { platform: 'DEMO-1' } }),
  granuleOver([-170, -5, -160, 5], { id: 'b', start: noon + hour }),
  granuleOver([30, -5, 40, 5], { collection: 'wind', properties: { platform: 'DEMO-2' } }),
]).then(async (built) => {
  const plain = { license: 'CC-BY-4.0', keywords: [], providers: [] }
  await built.store.putCollection({
    ...plain,
    id: 'sst',
    title: 'Sea surface temperature, skin',
    description: 'By infrared <radiometers>',
    keywords: ['ocean', 'GHRSST'],
    providers: [{ name: 'Cersat & co' }],
  })
  await built.store.putCollection({ ...plain, id: 'empty', title: 'Nothing yet', description: 'Sea ice' })
  return built
})

async function find(query: string): Promise<string[]> {
  return identifiers(await (await sample).xml(`/opensearch/collections.atom?${query}`))
}

test('an entry tells what the collection is, where and when it is, and how to search it', async () => {
  const { xml } = await sample
  const feed = await xml('/collections.atom?uid=sst')
  const [entry] = childrenOf(feed, 'entry')
  expect(textOf(entry!, 'id')).toBe(`${base}/opensearch/collections.atom?uid=sst`)
  expect(textOf(entry!, 'dc:identifier')).toBe('sst')
  expect(textOf(entry!, 'title')).toBe('Sea surface temperature, skin')
  expect(textOf(entry!, 'dc:date')).toBe('2025-06-01T12:00:00.000Z/2025-06-01T13:05:00.000Z')
  expect(textOf(entry!, 'georss:box')).toBe('-5 170 5 -160')
  expect(textOf(entry!, 'rights')).toBe('CC-BY-4.0')
  expect(textOf(entry!, 'summary')).toContain('<p>By infrared &lt;radiometers&gt;</p>')
  expect(textOf(entry!, 'summary')).toContain('<li>Granules: 2</li>')
  expect(textOf(childrenOf(entry!, 'author')[0]!, 'name')).toBe('Cersat & co')
  expect(linkOf(entry!, 'search')).toBe(`${base}/opensearch/collections/sst/description.xml`)
  expect(linkOf(entry!, 'alternate', 'application/json')).toBe(`${base}/stac/collections/sst`)
  expect(linkOf(entry!, 'alternate', 'text/html')).toBe(`${base}/collections/sst`)
  expect(linkOf(entry!, 'describedby', 'application/xml')).toBe(`${base}/records/sst.xml`)
})

test.each([
  ['', ['empty', 'sst', 'wind']],
  ['searchTerms=sea', ['empty', 'sst']],
  ['searchTerms=SEA+ghrsst', ['sst']],
  ['searchTerms=%22sea+surface%22', ['sst']],
  ['searchTerms=%22surface+sea%22', []],
  ['searchTerms=cersat', ['sst']],
  ['searchTerms=%22unclosed', []],
  ['searchTerms=', ['empty', 'sst', 'wind']],
  ['box=35,0,36,1', ['wind']],
  ['box=0,0,1,1', []],
  ['box=175,0,-175,1', ['sst']],
  ['start=2025-06-01T12:30:00', ['sst']],
  ['platform=DEMO-2', ['wind']],
  ['searchTerms=sea&platform=DEMO-2', []],
  ['count=1&startIndex=2', ['sst']],
])('collections of "%s"', async (query, expected) => {
  expect(await find(query)).toEqual(expected)
})

test('a collection that is not there is 404', async () => {
  const { get } = await sample
  expect((await get('/opensearch/collections.atom?uid=none')).statusCode).toBe(404)
})
