import { expect, test } from 'vitest'
import { childrenOf, textOf } from './read-xml.ts'
import { granuleOver, identifiers, sampleOf } from './sample.ts'

// What the OGC suite for catalogue services 3.0 asserts of an OpenSearch interface (OGC 12-176r7 conformance class OpenSearch).

const sample = sampleOf([
  granuleOver([10, -5, 20, 5], { id: 'a' }),
  granuleOver([30, -5, 40, 5], { id: 'b' }),
  granuleOver([170, -5, -170, 5], { id: 'c' }),
])

/** The templates of the description document by media type; values for the tokens, nothing for the others. */
async function search(values: Record<string, string>): Promise<string> {
  const { xml } = await sample
  const url = childrenOf(await xml('/opensearch/description.xml'), 'Url').findLast(
    ({ attributes }) => attributes.type === 'application/atom+xml',
  )
  return url!.attributes.template!.replaceAll(/\{([\w:]+)\??\}/g, (_, token: string) =>
    encodeURIComponent(values[token] ?? ''),
  )
}

test('the description document has a name, a description, an Atom template and an example that is answered', async () => {
  const { xml, get } = await sample
  const description = await xml('/opensearch/description.xml')
  expect(textOf(description, 'ShortName')).not.toBe('')
  expect(textOf(description, 'Description')).not.toBe('')
  const examples = childrenOf(description, 'Query').filter(({ attributes }) => attributes.role === 'example')
  expect(examples.length).toBeGreaterThan(0)
  for (const { attributes } of examples) {
    expect((await get(await search(attributes))).statusCode).toBe(200)
  }
})

test('a known identifier gives the entry that has it', async () => {
  const { xml } = await sample
  for (const identifier of identifiers(await xml(await search({})))) {
    expect(identifiers(await xml(await search({ 'geo:uid': identifier })))).toEqual([identifier])
  }
})

test('an identifier that nothing has gives 404', async () => {
  const { get } = await sample
  const { statusCode } = await get(
    await search({ 'geo:uid': 'urn:uuid:7d6ab1f3-9b04-4d5e-8a6c-0f3c2b1a9e88' }),
  )
  expect(statusCode).toBe(404)
})

test('a box in the coordinates of UTM gives 400', async () => {
  const { get } = await sample
  expect((await get(await search({ 'geo:box': '514432,5429689,529130,5451619' }))).statusCode).toBe(400)
})

test('entries of a box meet it, and each has its own box', async () => {
  const { xml } = await sample
  const feed = await xml(await search({ 'geo:box': '5,-10,35,10' }))
  expect(identifiers(feed)).toEqual(['sst:a', 'sst:b'])
  for (const entry of childrenOf(feed, 'entry')) {
    const [south, west, north, east] = textOf(entry, 'georss:box').split(' ').map(Number)
    expect(south! <= 10 && north! >= -10 && west! <= 35 && east! >= 5).toBe(true)
  }
})

test('the feed tells what was searched and how much was found', async () => {
  const { xml } = await sample
  const feed = await xml(await search({ 'geo:box': '5,-10,35,10', count: '1' }))
  const [query] = childrenOf(feed, 'opensearch:Query')
  expect(query!.attributes).toEqual({ role: 'request', 'geo:box': '5,-10,35,10', count: '1' })
  expect(textOf(feed, 'opensearch:totalResults')).toBe('2')
  expect(textOf(feed, 'opensearch:startIndex')).toBe('1')
  expect(textOf(feed, 'opensearch:itemsPerPage')).toBe('1')
})
