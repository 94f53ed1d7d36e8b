import { expect, test } from 'vitest'
import { parametersOf } from '../../../../api/opensearch/parameters.ts'
import { base, granuleOver, sampleOf } from '../sample.ts'

const sample = sampleOf([
  granuleOver([10, -5, 20, 5], { id: 'a', properties: { platform: 'DEMO-1' } }),
  granuleOver([175, -3, -175, 3], { id: 'b' }),
  granuleOver([0, 0, 1, 1], { id: 'c', geometry: { type: 'Point', coordinates: [1, 2] } }),
])

test('a page shows the form as it was filled, the entries, their footprints and the way on', async () => {
  const { get } = await sample
  const { body } = await get('/opensearch/granules.html?count=2&box=-180,-90,180,90&relation=intersects')
  expect(body).toContain('<strong>3</strong> found, 1 to 2 here')
  expect(body).toContain('name="box" value="-180,-90,180,90"')
  expect(body).toContain('<option value="intersects" selected>')
  expect(body).toContain('d="M10 5L20 5L20 -5L10 -5L10 5z"')
  expect(body.match(/<li id="e\d+"/g)).toHaveLength(2)
  expect(body).toContain('href="https://data.example/a.nc"')
  const next = /<a rel="next" href="([^"]*)">Next page/.exec(body)![1]!.replaceAll('&amp;', '&')
  const last = (await get(next)).body
  expect(last).toContain('3 to 3 here')
  expect(last).toContain('class="open"')
  expect(last).not.toContain('Next page')
  expect(last).toContain('Previous page')
})

test('each shape leads to its entry and back, and all that a level can be asked is in the form', async () => {
  const { get } = await sample
  for (const level of ['granules', 'collections'] as const) {
    const { body } = await get(`/opensearch/${level}.html`)
    const ids = new Set([...body.matchAll(/ id="([ef]\d+)"/g)].map(([, id]) => id!))
    const targets = [...body.matchAll(/href="#([ef]\d+)"/g)].map(([, id]) => id!)
    expect(targets.length).toBeGreaterThan(1)
    for (const target of targets) expect(ids).toContain(target)
    const fields = new Set([...body.matchAll(/<(?:input|select) name="([^"]+)"/g)].map(([, name]) => name))
    const asked = parametersOf(level).map(({ name }) => name)
    expect([...fields].toSorted()).toEqual(
      asked.filter((name) => name !== 'startIndex' && name !== 'startPage').toSorted(),
    )
  }
})

test('the form sends its empty fields, which are absent', async () => {
  const { get } = await sample
  const { body } = await get('/opensearch/granules.html')
  const action = /<form action="([^"]+)"/.exec(body)![1]!
  const fields = [...body.matchAll(/<(?:input|select) name="([^"]+)"/g)].map(([, name]) => `${name}=`)
  const sent = await get(`${action}?${fields.join('&')}`)
  expect(sent.statusCode).toBe(200)
  expect(sent.body).toContain('<strong>3</strong> found')
})

test('a page loads only styles and pictures of this server, which are there, and runs nothing', async () => {
  const { get } = await sample
  const { body, headers } = await get('/opensearch/granules.html')
  expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
  expect(body).not.toMatch(/<script|style=|\son\w+=/)
  const loaded = [...body.matchAll(/href="([^"]*\/web\/[^"#]+)/g)].map(([, address]) => address!)
  expect(loaded).toEqual(
    ['theme.css', 'pages.css', 'results.css', 'icon.svg', 'land.svg'].map((file) => `${base}/web/${file}`),
  )
  for (const address of loaded) expect([address, (await get(address)).statusCode]).toEqual([address, 200])
})
