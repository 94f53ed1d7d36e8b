import { expect, test } from 'vitest'
import { seas } from '../../../catalog/gazetteer/gazetteer.ts'
import { sampleOf } from '../opensearch/sample.ts'

const sample = sampleOf([])

test('the seas are served as GeoJSON, all or those of a name', async () => {
  const { get } = await sample
  const all = await get('/gazetteer')
  expect(all.headers['content-type']).toBe('application/geo+json')
  expect(all.json().features).toHaveLength(seas().length)
  const [bering] = (await get('/gazetteer?q=bering+sea')).json().features
  expect(bering).toMatchObject({
    id: 'Bering Sea',
    properties: { kind: 'sea' },
    geometry: { type: 'MultiPolygon' },
  })
  expect(bering.bbox[0]).toBeGreaterThan(bering.bbox[2])
  expect((await get('/gazetteer?q=nowhere')).json().features).toEqual([])
  expect((await get(`/gazetteer?q=${'x'.repeat(201)}`)).statusCode).toBe(400)
})
