import { expect, test } from 'vitest'
import { selectFields } from '../../../api/stac/search/fields.ts'
import { getJson, postJson, sampleApp } from './sample.ts'

const always = ['collection', 'id', 'stac_version', 'type']

/** By GET, by POST, and the members of an item in the answer, with those of its properties where these are a part. */
const selections: [text: string, body: object, members: string[], properties?: string[]][] = [
  ['id', { include: ['id'] }, always],
  ['geometry', { include: ['geometry'] }, [...always, 'geometry']],
  ['+bbox,links', { include: ['bbox', 'links'] }, [...always, 'bbox', 'links']],
  [
    'properties.datetime',
    { include: ['properties.datetime'], exclude: null },
    [...always, 'properties'],
    ['datetime'],
  ],
  [
    '-properties,+properties.datetime',
    { include: ['properties.datetime'], exclude: ['properties'] },
    [...always, 'properties'],
    ['datetime'],
  ],
  [
    'properties,-properties.updated,-properties.datetime',
    { include: ['properties'], exclude: ['properties.updated', 'properties.datetime'] },
    [...always, 'properties'],
    ['end_datetime', 'oceanid:kind', 'start_datetime'],
  ],
  [
    '-geometry,-links',
    { exclude: ['geometry', 'links'] },
    [...always, 'assets', 'bbox', 'properties', 'stac_extensions'],
  ],
  ['-geometry,+geometry', { include: ['geometry'], exclude: ['geometry'] }, [...always, 'geometry']],
  ['nothing.like.this', { include: ['nothing.like.this'] }, always],
  ['__proto__.x,constructor.name', { include: ['__proto__.x', 'constructor.name'] }, always],
]

test.each(selections)('fields=%s', async (text, fields, members, properties) => {
  const app = await sampleApp()
  const got = await getJson(app, `/stac/search?limit=1&fields=${encodeURIComponent(text)}`)
  const posted = await postJson(app, '/stac/search', { fields, limit: 1 })
  const [item] = got.features
  expect(Object.keys(item!).sort()).toEqual([...members].sort())
  if (properties) expect(Object.keys(item!.properties).sort()).toEqual(properties)
  expect(posted.features).toEqual(got.features)
})

test('without a name, all is brought', async () => {
  const app = await sampleApp()
  const whole = (await getJson(app, '/stac/search?limit=1')).features
  expect((await getJson(app, '/stac/search?limit=1&fields=')).features).toEqual(whole)
  for (const fields of [{}, { include: [] }, { include: null, exclude: null }]) {
    expect((await postJson(app, '/stac/search', { limit: 1, fields })).features).toEqual(whole)
  }
})

test('a name with dots of its own goes before one that leads inward', () => {
  const document = { type: 'Feature', 'a.b': 1, a: { b: 2, c: 3 } }
  expect(selectFields(document, { include: ['a.b'], exclude: [] })).toEqual({ type: 'Feature', 'a.b': 1 })
  expect(selectFields(document, { include: [], exclude: ['a.c'] })).toEqual({
    type: 'Feature',
    'a.b': 1,
    a: { b: 2 },
  })
  expect(document.a).toEqual({ b: 2, c: 3 })
})

test.each([
  [{ include: 'id' }],
  [{ include: [1] }],
  [{ exclude: { id: true } }],
  [{ only: ['id'] }],
  [null],
  ['id'],
])('fields %j in a body is refused', async (fields) => {
  const app = await sampleApp()
  const response = await app.inject({ method: 'POST', url: '/stac/search', payload: { fields } })
  expect([response.statusCode, response.json().parameter]).toEqual([400, 'fields'])
})

test.each([
  [[]],
  [null],
])('where %j is included and something excluded, the usual fields remain', async (include) => {
  const app = await sampleApp()
  const body = { limit: 1, fields: { include, exclude: ['geometry'] } }
  const [item] = (await postJson(app, '/stac/search', body)).features
  expect(Object.keys(item!).sort()).toEqual([...always, 'assets', 'bbox', 'links', 'properties'].sort())
  expect(Object.keys(item!.properties)).toEqual(['datetime'])
})
