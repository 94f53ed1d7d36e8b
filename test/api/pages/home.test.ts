import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { modulesOf } from '../../../api/pages/modules.ts'
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
  expect(loaded).toContain('web/home.js')
  expect(body).not.toMatch(/<script(?! (?:type="module"|defer) src="web\/)|style=|\son\w+=/)
  const types = new Map([
    ['js', 'text/javascript'],
    ['css', 'text/css'],
    ['svg', 'image/svg+xml'],
    ['json', 'application/json'],
  ])
  const own = globSync('**/*.{js,css,svg}', { cwd: fileURLToPath(resource('web/')) })
  for (const path of new Set([...loaded, ...own.map((name) => `web/${name}`)])) {
    const file = await get(`/${path}`)
    expect([path, file.statusCode]).toEqual([path, 200])
    expect(file.headers['content-type']).toContain(types.get(path.split('.').at(-1)!))
    const isLibrary = path.startsWith('web/lib/')
    expect(file.headers['cache-control']).toMatch(isLibrary ? /immutable/ : /^no-cache$/)
    if (!isLibrary) expect(file.body.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\/\w/)
  }
})

test('the page names every module that its script imports, so that they come at once', async () => {
  const { get } = await sample
  const { body } = await get('/?lang=fr')
  const named = [...body.matchAll(/<link rel="modulepreload" href="web\/([^"]+)"/g)].map(([, path]) => path!)
  expect(named).toContain('words/fr.js')
  for (const path of named) {
    const { body: text } = await get(`/web/${path}`)
    const code = text.replaceAll(/\/\*.*?\*\//gs, '')
    for (const [, imported] of code.matchAll(/from '(\.[^']+)'/g)) {
      expect(named).toContain(new URL(imported!, `web:/${path}`).pathname.slice(1))
    }
  }
  expect(modulesOf('home.js')).toHaveLength(named.length - 1)
})

test('files come packed to who takes that, and are the same', async () => {
  const { get } = await sample
  const plain = await get('/web/home.js')
  for (let again = 0; again < 2; again++) {
    const packed = await get('/web/home.js', { 'accept-encoding': 'gzip' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
    const known = await get('/web/home.js', {
      'if-none-match': String(packed.headers.etag),
      'accept-encoding': 'gzip',
    })
    expect(known.statusCode).toBe(304)
  }
})

test('the page is written in the language that is asked for', async () => {
  const { get } = await sample
  expect((await get('/')).body).toContain('<html lang="en">')
  const french = await get('/', { 'accept-language': 'fr' })
  expect(french.body).toContain('<html lang="fr">')
  expect(french.body).toContain('Rechercher')
  expect(french.headers.vary).toMatch(/accept-language/)
  expect((await get('/?lang=xx')).statusCode).toBe(400)
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
  const action = /<form id="search" action="([^"]+)" method="get"/.exec(body)![1]
  const names = [...body.matchAll(/<(?:input|select)[^>]* name="(parentIdentifier|box|start|end)"/g)].map(
    ([, name]) => name!,
  )
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
  expect(body).toContain('index some files')
})
