import { expect, it } from 'vitest'
import type { Relation } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { openScanStore } from '../scan-store.ts'
import { granuleOver, sampleOf } from './opensearch/sample.ts'

/** The scan, as an engine that answers less. */
function lesser(relations: readonly Relation[], conditions: boolean, aggregation = true): Store {
  return { ...openScanStore(), capabilities: { engine: 'scan', relations, conditions, aggregation } }
}

const granule = granuleOver([10, 10, 20, 20])
const spatial = 'http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions'
const basic = 'http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions'

it('what an engine does not answer is neither advertised nor done', async () => {
  const { get } = await sampleOf([granule], lesser(['intersects', 'within'], false))
  const { conformsTo } = (await get('/stac/conformance')).json() as { conformsTo: string[] }
  expect(conformsTo.filter((name) => /filter|cql2|#query$/.test(name))).toEqual([])
  expect((await get('/stac/queryables')).json().properties).toEqual({})
  const description = (await get('/opensearch/description.xml')).body
  const options = description.match(/<parameters:Parameter name="relation".*?<\/parameters:Parameter>/)?.[0]
  expect([...options!.matchAll(/Option value="(\w+)"/g)].map(([, name]) => name)).toEqual([
    'intersects',
    'contains',
  ])
  const form = (await get('/opensearch/granules.html')).body
  const select = /<select name="relation">.*?<\/select>/.exec(form)![0]
  expect([...select.matchAll(/<option value="(\w*)"/g)].map(([, name]) => name)).toEqual([
    '',
    'intersects',
    'contains',
  ])
  const refused = await get('/opensearch/granules.atom?box=0,0,15,15&relation=overlaps')
  expect(refused.statusCode).toBe(501)
  expect(refused.body).toContain('intersects, contains are')
})

it('an engine of all relations is said to have them, one of some the basic ones', async () => {
  const classesOf = async (store: Store) => {
    const { get } = await sampleOf([granule], store)
    return ((await get('/stac/conformance')).json() as { conformsTo: string[] }).conformsTo
  }
  expect(await classesOf(openScanStore())).toEqual(expect.arrayContaining([basic, spatial]))
  const some = await classesOf(lesser(['intersects', 'within'], true))
  expect(some).toContain(basic)
  expect(some).not.toContain(spatial)
})

it('an engine that does not count is not said to, has no links to counts, and its pages no histogram', async () => {
  const addresses = ['/stac', '/stac/collections/sst', '/stac/conformance']
  const mentions = async (store: Store) => {
    const { get } = await sampleOf([granule], store)
    const bodies = await Promise.all(addresses.map(async (url) => (await get(url)).body))
    const counts = await get('/stac/aggregate')
    const page = await get('/collections/sst?lang=en')
    expect(page.statusCode).toBe(200)
    return [
      ...bodies.map((body) => [...body.matchAll(/\/aggregat/g)].length > 0),
      counts.statusCode,
      page.body.includes('class="histogram"'),
    ]
  }
  expect(await mentions(openScanStore())).toEqual([true, true, true, 200, true])
  expect(await mentions(lesser(['intersects'], true, false))).toEqual([false, false, false, 404, false])
  const { get } = await sampleOf([granule], lesser(['intersects'], false))
  const { conformsTo } = (await get('/stac/conformance')).json() as { conformsTo: string[] }
  expect(conformsTo.filter((name) => name.includes('aggregation'))).toEqual([
    'https://api.stacspec.org/v0.3.0/aggregation',
  ])
})
