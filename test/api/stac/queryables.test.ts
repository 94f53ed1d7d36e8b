import { Ajv2019 } from 'ajv/dist/2019.js'
import { expect, test } from 'vitest'
import { getJson, granule, sampleApp } from './sample.ts'

interface Fields {
  $schema: string
  $id: string
  type: string
  properties: Record<string, object>
}

const time: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T01:00:00Z']
const granules = [
  granule('a', [0, 0, 1, 1], time, { properties: { orbit: 3, platform: 'A', night: true } }),
  granule('b', [0, 0, 1, 1], time, { properties: { orbit: 9, platform: 'B', variables: ['sst'], odd: 1 } }),
  granule('c', [0, 0, 1, 1], time, { collection: 'wind', properties: { odd: 'text', gsd: 25 } }),
]

const common = ['id', 'collection', 'datetime', 'start_datetime', 'end_datetime', 'updated', 'oceanid:kind']

test.each([
  [
    '/stac',
    ['odd', 'oceanid:gsd', 'oceanid:variables', 'night', 'platform', 'sat:absolute_orbit'],
    { odd: { title: 'odd', type: ['number', 'string'] } },
  ],
  [
    '/stac/collections/sst',
    ['odd', 'oceanid:variables', 'night', 'platform', 'sat:absolute_orbit'],
    {
      odd: { title: 'odd', type: 'number', minimum: 1, maximum: 1 },
      night: { title: 'night', type: 'boolean' },
      platform: { title: 'Platform', type: 'string', enum: ['A', 'B'] },
      'sat:absolute_orbit': { title: 'Absolute orbit number', type: 'number', minimum: 3, maximum: 9 },
      'oceanid:variables': {
        title: 'Measured variables',
        type: 'array',
        items: { type: 'string', enum: ['sst'] },
      },
    },
  ],
  ['/stac/collections/wind', ['odd', 'oceanid:gsd'], {}],
])('queryables and sortables of %s are what its granules have', async (base, own, schemas) => {
  const app = await sampleApp(granules)
  const queryables = await getJson<Fields>(app, `${base}/queryables`)
  expect(Object.keys(queryables.properties).sort()).toEqual([...common, 'geometry', ...own].sort())
  expect(queryables.properties).toMatchObject(schemas)
  expect(queryables).toMatchObject({
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    $id: `http://localhost:80${base}/queryables`,
    type: 'object',
  })
  const sortables = await getJson<Fields>(app, `${base}/sortables`)
  expect(Object.keys(sortables.properties).sort()).toEqual([...common, ...own].sort())
  for (const { $schema: _, ...schema } of [queryables, sortables]) {
    expect(new Ajv2019({ strict: false }).validateSchema(schema)).toBe(true)
  }
})

test('what they say of items holds of the items', async () => {
  const app = await sampleApp(granules)
  const {
    $schema: _,
    $id: __,
    ...queryables
  } = await getJson<Fields>(app, '/stac/collections/sst/queryables')
  const { geometry: ___, ...properties } = queryables.properties
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile({
    ...queryables,
    properties,
  })
  const page = await getJson(app, '/stac/collections/sst/items')
  for (const item of page.features) {
    expect(validate({ id: item.id, collection: item.collection, ...item.properties })).toBe(true)
  }
})

test('they have the media type of JSON Schema; of a collection that is not there they are 404', async () => {
  const app = await sampleApp()
  const { headers } = await app.inject('/stac/queryables')
  expect(headers['content-type']).toBe('application/schema+json')
  for (const name of ['queryables', 'sortables']) {
    expect((await app.inject(`/stac/collections/ice/${name}`)).statusCode).toBe(404)
  }
})
