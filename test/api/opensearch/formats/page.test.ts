import { expect, test } from 'vitest'
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
  // Two units a degree, from the upper left corner.
  expect(body).toContain('<path class="area" d="M380 190L400 190L400 170L380 170L380 190z"/>')
  expect(body.match(/<li id="e\d+"/g)).toHaveLength(2)
  expect(body).toContain('href="https://data.example/a.nc"')
  const next = /<a rel="next" href="([^"]*)">Next page/.exec(body)![1]!.replaceAll('&amp;', '&')
  const last = (await get(next)).body
  expect(last).toContain('3 to 3 here')
  expect(last).toContain('<path class="dot" d="M362 176h0"/>')
  expect(last).not.toContain('Next page')
  expect(last).toContain('Previous page')
})

test('each shape leads to its entry and back, and all that is described of a level is in the form', async () => {
  const { get } = await sample
  for (const level of ['granules', 'collections'] as const) {
    const { body } = await get(`/opensearch/${level}.html`)
    const ids = new Set([...body.matchAll(/ id="([ef]\d+)"/g)].map(([, id]) => id!))
    const targets = [...body.matchAll(/href="#([ef]\d+)"/g)].map(([, id]) => id!)
    expect(targets.length).toBeGreaterThan(1)
    for (const target of targets) expect(ids).toContain(target)
    const fields = new Set([...body.matchAll(/<(?:input|select) name="([^"]+)"/g)].map(([, name]) => name))
    const described = (await get('/opensearch/description.xml')).body
    const template = new RegExp(`template="[^"]*/${level}\\.html\\?([^"]*)"`).exec(described)![1]!
    const asked = [...template.matchAll(/([\w-]+)=\{/g)].map(([, name]) => name)
    expect([...fields].toSorted()).toEqual(
      asked.filter((name) => name !== 'startIndex' && name !== 'startPage').toSorted(),
    )
    expect(fields.has('platform')).toBe(true)
    expect(fields.has('polarisationChannels')).toBe(false)
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
    ['theme.css', 'pages.css', 'results.css', 'icon.svg'].map((file) => `${base}/web/${file}`),
  )
  for (const address of loaded) expect([address, (await get(address)).statusCode]).toEqual([address, 200])
})

test('where the antimeridian cuts a footprint no line is drawn, and what is small is a dot', async () => {
  const { get } = await sampleOf([
    granuleOver([175, -3, -175, 3], { id: 'cut' }),
    granuleOver([30, 40, 30.05, 40.05], { id: 'small' }),
  ])
  const { body } = await get('/opensearch/granules.html')
  expect([...body.matchAll(/<path class="line" d="([^"]*)"/g)].map(([, path]) => path)).toEqual([
    'M710 186L720 186M720 174L710 174L710 186M0 186L10 186L10 174L0 174',
    'M420 100h0',
  ])
})

test.each([
  ['box=20,30,40,50', '<path class="asked" d="M400 120L440 120L440 80L400 80L400 120"/>'],
  ['geometry=LINESTRING(20 30,40 50)', '<path class="asked" d="M400 120L440 80"/>'],
  ['lon=20&lat=30', '<path class="start" d="M400 120h0"/>'],
  ['lon=20&lat=30&radius=500000', /<path class="asked" d="M\d+(.\d)? \d+(.\d)?L/],
  ['name=Red Sea', /<path class="asked" d="M4\d\d(.\d)? 1\d\d(.\d)?L/],
])('the map has the area of %s', async (query, drawn) => {
  const { body } = await (await sample).get(`/opensearch/granules.html?${query}`)
  expect(body).toMatch(drawn)
})
