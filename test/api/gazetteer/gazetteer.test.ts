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

test('an area is drawn as it is searched, in whichever way it is given', async () => {
  const { get } = await sample
  const across = (await get('/gazetteer/area?box=170,-5,-170,5')).json()
  expect(across).toMatchObject({ type: 'Feature', bbox: [170, -5, -170, 5] })
  const circle = (await get('/gazetteer/area?lat=0&lon=10&radius=100000')).json()
  expect(circle.geometry.type).toBe('Polygon')
  expect(circle.bbox[0]).toBeCloseTo(9.1, 1)
  const sea = (await get('/gazetteer/area?name=bering+sea')).json()
  expect(sea.geometry.type).toBe('MultiPolygon')
  const drawn = (await get('/gazetteer/area?geometry=POINT(1+2)')).json()
  expect(drawn.geometry).toEqual({ type: 'Point', coordinates: [1, 2] })
})

test.each([
  ['', 'box'],
  ['?box=1,2', 'box'],
  ['?geometry=CIRCLE(1)', 'geometry'],
  ['?name=nowhere', 'name'],
  ['?lat=1', 'lon'],
])('an area that cannot be read is refused: %s', async (query, parameter) => {
  const { get } = await sample
  const answer = await get(`/gazetteer/area${query}`)
  expect([answer.statusCode, answer.json().detail]).toEqual([400, expect.stringContaining(parameter)])
})
