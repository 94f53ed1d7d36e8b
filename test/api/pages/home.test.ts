import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resource } from '../../../catalog/resource.ts'
import { base, granuleOver, noon, sampleOf } from '../opensearch/sample.ts'

const sample = sampleOf([
  granuleOver([170, -5, -170, 5], { collection: 'sst <b>&' }),
  granuleOver([0, 0, 1, 1], { collection: 'wind' }),
])

test('a browser gets a page with the collections, their extent and their number of granules', async () => {
  const { get } = await sample
  for (const accept of ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', '*/*', '']) {
    const { statusCode, headers, body } = await get('/', { accept })
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body).toContain('2 granules')
    expect(body).toContain('2 collections')
    expect(body).toContain('170, -5, -170, 5')
    expect(body).toContain(new Date(noon).toISOString().slice(0, 10))
    expect(body).toContain('sst &lt;b&gt;&amp;')
    expect(body).not.toContain('<b>')
  }
})

test('a program that asks for JSON gets links to everything, and each leads somewhere', async () => {
  const { get } = await sample
  for (const accept of [
    'application/json',
    'application/json;q=0.9,text/html;q=0.5',
    'application/geo+json',
  ]) {
    const answer = await get('/', { accept })
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    const { title, links } = answer.json()
    expect(title).toBe('Oceanid')
    const found = new Map(links.map(({ rel, href }: { rel: string; href: string }) => [rel, href]))
    expect(found.get('root')).toBe(`${base}/stac`)
    expect(found.get('search')).toBe(`${base}/opensearch/description.xml`)
    for (const { href, type, rel } of links) {
      const there = await get(href, { accept: type })
      expect([rel, there.statusCode, String(there.headers['content-type']).split(';')[0]]).toEqual([
        rel,
        200,
        type.split(';')[0],
      ])
    }
  }
  expect((await get('/', { accept: 'application/json;q=0.1,text/html' })).headers['content-type']).toMatch(
    /html/,
  )
})

test('the page loads only files of this server, which are there, and forbids all else', async () => {
  const { get } = await sample
  const { body, headers } = await get('/')
  expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
  const loaded = [...body.matchAll(/(?:src|href)="(web\/[^"#]+)/g)].map(([, path]) => path!)
  expect(loaded).toEqual(['web/home.css', 'web/icon.svg', 'web/home.js', 'web/land.svg'])
  expect(body).not.toMatch(/<script(?! type="module" src="web\/)|style=|\son\w+=/)
  const types = new Map([
    ['js', 'application/javascript'],
    ['css', 'text/css'],
    ['svg', 'image/svg+xml'],
  ])
  for (const path of [...loaded, ...readdirSync(resource('web/')).map((name) => `web/${name}`)]) {
    const file = await get(`/${path}`)
    expect([path, file.statusCode]).toEqual([path, 200])
    expect(file.headers['content-type']).toContain(types.get(path.split('.').at(-1)!))
    for (const [, module] of file.body.matchAll(/from '\.\/([^']+)'/g)) {
      expect((await get(`/web/${module}`)).statusCode).toBe(200)
    }
    expect(file.body.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\/\w/)
  }
})

test('nothing outside the folder is served', async () => {
  const { get } = await sample
  for (const path of [
    '/web/../package.json',
    '/web/%2e%2e/package.json',
    '/web/..%2fpackage.json',
    '/web/',
  ]) {
    expect((await get(path)).statusCode).toBeGreaterThanOrEqual(400)
  }
})

test('without its script the form finds granules by OpenSearch', async () => {
  const { get } = await sample
  const { body } = await get('/')
  const action = /<form action="([^"]+)" method="get"/.exec(body)![1]
  const names = [...body.matchAll(/<(?:input|select) name="(\w+)"/g)].map(([, name]) => name!)
  expect(names).toEqual(['parentIdentifier', 'box', 'start', 'end'])
  const values: Record<string, string> = {
    parentIdentifier: 'wind',
    box: '0,0,2,2',
    start: '2025-06-01',
    end: '',
  }
  const query = new URLSearchParams(names.map((name): [string, string] => [name, values[name]!]))
  const found = await get(`/${action}?${query}`)
  expect(found.body).toContain('<opensearch:totalResults>1<')
  expect(found.body).toContain('time:start="2025-06-01"')
})

test('the examples for scripts find something', async () => {
  const { get } = await sample
  const { body } = await get('/')
  const address = /curl "([^"]*)"/.exec(body)![1]!.replaceAll('&amp;', '&')
  const found = await get(address)
  expect(found.statusCode).toBe(200)
  expect(found.body).toContain('<opensearch:totalResults>1<')
})

test('an empty catalogue has a page as well', async () => {
  const { get } = await sampleOf([])
  const { statusCode, body } = await get('/')
  expect(statusCode).toBe(200)
  expect(body).toContain('None yet')
})
