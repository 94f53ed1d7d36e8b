import { expect, test } from 'vitest'
import { streamedTypes } from '../../../api/stac/formats/formats.ts'
import { getJson, sampleApp } from './sample.ts'

interface Document {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: Body; responses: object }>>
  components: { schemas: Record<string, unknown> }
}

interface Parameter {
  name: string
  in: string
  required: boolean
  style?: string
  explode?: boolean
  schema?: Record<string, unknown>
  content?: Record<string, { schema: { type: string } }>
}

interface Body {
  content: Record<string, { schema: { properties: Record<string, Record<string, unknown>> } }>
}

const readDocument = async () => getJson<Document>(await sampleApp(), '/stac/api')

/** Every object of the document with its place. */
function* objectsIn(value: unknown, place = ''): Generator<[place: string, object: Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [place, value as Record<string, unknown>]
  for (const [name, part] of Object.entries(value)) yield* objectsIn(part, `${place}/${name}`)
}

test('the document has the media type that OGC API Features wants, and no charset', async () => {
  const app = await sampleApp()
  const response = await app.inject('/stac/api')
  expect(response.headers['content-type']).toBe('application/vnd.oai.openapi+json;version=3.0')
})

test('it describes every operation of the API, below the address that clients use', async () => {
  const { openapi, servers, paths } = await readDocument()
  expect(openapi).toBe('3.0.3')
  expect(servers).toEqual([{ url: 'http://localhost:80/stac' }])
  expect(Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods)])).toEqual([
    ['/', ['get']],
    ['/conformance', ['get']],
    ['/api', ['get']],
    ['/api.html', ['get']],
    ['/collections', ['get']],
    ['/collections/{collectionId}', ['get']],
    ['/children', ['get']],
    ['/collections/{collectionId}/items', ['get']],
    ['/collections/{collectionId}/items/{featureId}', ['get']],
    ['/collections/{collectionId}/items/{featureId}/segments', ['get']],
    ['/search', ['get', 'post']],
    ['/queryables', ['get']],
    ['/collection-queryables', ['get']],
    ['/sortables', ['get']],
    ['/collections/{collectionId}/queryables', ['get']],
    ['/collections/{collectionId}/sortables', ['get']],
    ['/aggregations', ['get']],
    ['/collections/{collectionId}/aggregations', ['get']],
    ['/aggregate', ['get', 'post']],
    ['/collections/{collectionId}/aggregate', ['get', 'post']],
    ['/collections/{collectionId}/times', ['get']],
    ['/collections/{collectionId}/times/{period}', ['get']],
    ['/crossovers', ['get', 'post']],
    ['/matchups', ['post']],
    ['/predictions', ['get', 'post']],
    ['/predictions/crossovers', ['post']],
  ])
})

test('it uses only what OpenAPI 3.0 has: no const, no list of types, no null type, no unresolved reference', async () => {
  const document = await readDocument()
  for (const [place, object] of objectsIn(document)) {
    expect([place, Object.hasOwn(object, 'const')]).toEqual([place, false])
    if (typeof object.$ref === 'string') {
      const name = object.$ref.replace('#/components/schemas/', '')
      expect([place, Object.keys(document.components.schemas)]).toEqual([
        place,
        expect.arrayContaining([name]),
      ])
    }
    const isSchemaType = typeof object.type === 'string' || Array.isArray(object.type)
    if (isSchemaType && !place.includes('/properties') && !place.startsWith('/components/securitySchemes')) {
      expect(['object', 'array', 'string', 'number', 'integer', 'boolean']).toContain(object.type)
    }
  }
})

test('parameters say how lists are written; one with content has no style beside it', async () => {
  const { paths } = await readDocument()
  const { parameters = [] } = paths['/search']!.get!
  expect(parameters.map(({ name }) => name)).toEqual([
    'bbox',
    'datetime',
    'intersects',
    'ids',
    'collections',
    'q',
    'query',
    'filter-lang',
    'filter-crs',
    'filter',
    'sortby',
    'fields',
    'limit',
    'token',
    'f',
  ])
  for (const { name, in: place, style, explode, required, content } of parameters) {
    const expected = content ? [undefined, undefined] : ['form', false]
    expect([name, place, required, style, explode]).toEqual([name, 'query', false, ...expected])
  }
  const limit = parameters.find(({ name }) => name === 'limit')!
  expect(limit.schema).toEqual({ type: 'integer', minimum: 1, maximum: 10_000, default: 10 })
})

test('GET and POST search have the same parameters', async () => {
  const { paths } = await readDocument()
  const { get, post } = paths['/search']!
  const body = post!.requestBody!.content['application/json']!.schema
  expect(Object.keys(body.properties)).toEqual(get!.parameters!.map(({ name }) => name))
})

test('every parameter in a path is declared', async () => {
  const { paths } = await readDocument()
  for (const [path, { get }] of Object.entries(paths)) {
    const declared = (get?.parameters ?? []).filter((parameter) => parameter.in === 'path')
    expect(declared.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
  }
})

test('the page for people names every path and asks nothing of other hosts', async () => {
  const app = await sampleApp()
  const response = await app.inject('/stac/api.html')
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
  const { paths } = await readDocument()
  for (const path of Object.keys(paths)) expect(response.payload).toContain(`<code>${path}</code>`)
  const addresses = [...response.payload.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!)
  expect(addresses).toEqual(
    expect.arrayContaining(['http://localhost:80/stac', 'http://localhost:80/stac/api', '#get-search']),
  )
  const parts = new Set([...response.payload.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id}`))
  for (const address of addresses) {
    expect(address.startsWith('http://localhost:80/') || parts.has(address)).toBe(true)
  }
})

test('an exclusive bound is a flag beside the bound, as OpenAPI 3.0 has it', async () => {
  const document = await readDocument()
  const bounds = [...objectsIn(document)].filter(([, object]) => 'exclusiveMinimum' in object)
  expect(bounds.length).toBeGreaterThan(0)
  for (const [place, { minimum, exclusiveMinimum }] of bounds) {
    expect([place, typeof minimum, exclusiveMinimum]).toEqual([place, 'number', true])
  }
})

test('the answers to a search are documented in every form, and with fields left out', async () => {
  const { paths, components } = await readDocument()
  for (const [path, method] of [
    ['/search', 'get'],
    ['/search', 'post'],
    ['/collections/{collectionId}/items', 'get'],
  ] as const) {
    const { content } = (
      paths[path]![method]!.responses as Record<string, { content: Record<string, object> }>
    )[200]!
    expect(Object.keys(content)).toEqual(Object.values(streamedTypes))
    expect(content['application/geo+json']).toEqual({ schema: { $ref: '#/components/schemas/Items' } })
  }
  const app = await sampleApp()
  for (const [path, list, name] of [
    ['/stac/search?fields=nothing', 'features', 'PartOfItem'],
    ['/stac/collections?fields=nothing', 'collections', 'PartOfCollection'],
  ] as const) {
    const answer = await getJson<Record<string, object[]>>(app, path)
    const { required } = components.schemas[name] as { required: string[] }
    expect(Object.keys(answer[list]![0]!).sort()).toEqual(required.toSorted())
  }
})
