import { describe, expect, test } from 'vitest'
import { childrenOf, textOf } from '../read-xml.ts'
import { base, granuleOver, hole, sampleOf, square } from '../sample.ts'

const sample = sampleOf([
  granuleOver([10, -5, 20, 5], { id: 'a', properties: { platform: 'DEMO-1', orbit: 12 } }),
  granuleOver([0, 0, 9, 9], { id: 'b', geometry: { type: 'Polygon', coordinates: [square, hole] } }),
  granuleOver([175, -3, -175, 3], { id: 'c', assets: {} }),
])

describe('RSS', () => {
  test('has what RSS 2.0 asks for, with the totals and the links of the feed', async () => {
    const { xml } = await sample
    const rss = await xml('/opensearch/granules.rss?count=2')
    expect(rss.attributes.version).toBe('2.0')
    const [channel] = childrenOf(rss, 'channel')
    expect(textOf(channel!, 'title')).toBe('Oceanid: Granules')
    expect(textOf(channel!, 'link')).toBe(`${base}/opensearch/granules.html?count=2&startIndex=1`)
    expect(textOf(channel!, 'opensearch:totalResults')).toBe('3')
    const links = childrenOf(channel!, 'atom:link').map(({ attributes }) => [attributes.rel, attributes.href])
    expect(links).toContainEqual(['next', `${base}/opensearch/granules.rss?count=2&startIndex=3`])
    expect(links).toContainEqual(['self', `${base}/opensearch/granules.rss?count=2`])
    expect(childrenOf(channel!, 'item')).toHaveLength(2)
  })

  test('an item has at most one enclosure, which has a length and a type', async () => {
    const { xml } = await sample
    const [channel] = childrenOf(await xml('/opensearch/granules.rss'), 'channel')
    const [a, , c] = childrenOf(channel!, 'item')
    expect(childrenOf(a!, 'enclosure').map(({ attributes }) => attributes)).toEqual([
      { url: 'https://data.example/a.nc', length: '1234', type: 'application/x-netcdf' },
    ])
    expect(childrenOf(c!, 'enclosure')).toEqual([])
    expect(textOf(a!, 'pubDate')).toBe('Tue, 01 Jul 2025 00:00:00 GMT')
    expect(textOf(a!, 'guid')).toBe(`${base}/opensearch/granules.atom?uid=sst:a`)
    expect(textOf(a!, 'georss:box')).toBe('-5 10 5 20')
    expect(textOf(a!, 'dc:date')).toBe('2025-06-01T12:00:00.000Z/2025-06-01T12:05:00.000Z')
  })
})

describe('KML', () => {
  test('a place mark has the time span and the shape, longitude first', async () => {
    const { xml } = await sample
    const [document] = childrenOf(await xml('/opensearch/granules.kml?count=2'), 'Document')
    const [a, b] = childrenOf(document!, 'Placemark')
    const names = a!.children.map(({ name }) => name)
    expect(names).toEqual(['name', 'description', 'TimeSpan', 'styleUrl', 'ExtendedData', 'Polygon'])
    expect(childrenOf(a!, 'TimeSpan')[0]!.children.map(({ text }) => text)).toEqual([
      '2025-06-01T12:00:00.000Z',
      '2025-06-01T12:05:00.000Z',
    ])
    const text = JSON.stringify(childrenOf(a!, 'Polygon')[0])
    expect(text).toContain('"10,-5 20,-5 20,5 10,5 10,-5"')
    const [polygon] = childrenOf(b!, 'Polygon')
    expect(polygon!.children.map(({ name }) => name)).toEqual([
      'tessellate',
      'outerBoundaryIs',
      'innerBoundaryIs',
    ])
    expect(document!.children.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['name', 'Style', 'ExtendedData', 'NetworkLink']),
    )
  })

  test('what crosses the antimeridian is in parts, and the next page is a network link that waits', async () => {
    const { xml } = await sample
    const [first] = childrenOf(await xml('/opensearch/granules.kml?count=2'), 'Document')
    const [next] = childrenOf(first!, 'NetworkLink')
    expect(textOf(next!, 'visibility')).toBe('0')
    const address = textOf(childrenOf(next!, 'Link')[0]!, 'href')
    const [last] = childrenOf(await xml(address), 'Document')
    expect(childrenOf(last!, 'NetworkLink')).toEqual([])
    const [c] = childrenOf(last!, 'Placemark')
    const [parts] = childrenOf(c!, 'MultiGeometry')
    expect(parts!.children.map(({ name }) => name)).toEqual(['Polygon', 'Polygon'])
  })

  test('a collection is drawn as its box', async () => {
    const { xml } = await sample
    const [document] = childrenOf(await xml('/opensearch/collections.kml'), 'Document')
    const [sst] = childrenOf(document!, 'Placemark')
    expect(sst!.children.map(({ name }) => name)).toContain('MultiGeometry')
  })
})
