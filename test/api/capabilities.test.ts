import { expect, it } from 'vitest'
import type { Relation } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { openScanStore } from '../scan-store.ts'
import { granuleOver, sampleOf } from './opensearch/sample.ts'

/** The scan, as an engine that answers less. */
function lesser(relations: readonly Relation[], conditions: boolean): Store {
  return { ...openScanStore(), capabilities: { engine: 'scan', relations, conditions } }
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
