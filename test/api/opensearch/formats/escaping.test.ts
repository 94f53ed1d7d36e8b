import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { formats } from '../../../../api/opensearch/formats.ts'
import { escapeXml } from '../../../../api/opensearch/xml.ts'
import { childrenOf, readXml, textOf } from '../read-xml.ts'
import { granuleOver, noon, sampleOf } from '../sample.ts'

const odd = `<&"'>]]>\u0000\u0001\u001f\ufffe\ud800 é 海 😀/..?#%{x}=\t\r\n`
/** Without what XML cannot hold. */
const kept = `<&"'>]]> é 海 😀/..?#%{x}=\t\r\n`

const sample = sampleOf([
  granuleOver([0, 0, 1, 1], {
    collection: `c${odd}`,
    id: `i${odd}`,
    start: noon,
    properties: { title: `t${odd}`, platform: odd, variables: [odd] },
    assets: {
      [odd]: { href: `https://data.example/${odd}`, type: odd, roles: ['data'], title: odd },
      script: { href: 'javascript:alert(1)', type: 'text/html', roles: ['data'], title: 'Script' },
      picture: {
        href: `https://data.example/${odd}.png`,
        type: 'image/png',
        roles: ['thumbnail'],
        title: odd,
      },
    },
  }),
]).then(async (built) => {
  await built.store.putCollection({
    id: `c${odd}`,
    title: odd,
    description: odd,
    license: odd,
    keywords: [odd],
    providers: [{ name: odd }],
  })
  return built
})

test.each(
  formats.map(({ extension }) => extension),
)('whatever a file is called and holds, %s can be read', async (extension) => {
  const { get } = await sample
  for (const level of ['granules', 'collections']) {
    const { statusCode, body } = await get(`/opensearch/${level}.${extension}`)
    expect(statusCode).toBe(200)
    if (['atom', 'rss', 'kml'].includes(extension)) readXml(body)
    else if (extension === 'csv') expect(parse(body, { columns: true })).toHaveLength(1)
    else if (extension === 'html') {
      expect(body).not.toContain('<&')
      expect(body).not.toMatch(/<script|javascript:|\son\w+="/)
    } else JSON.parse(body)
  }
})

test('names come through as they are, but for what XML cannot hold', async () => {
  const { get } = await sample
  const rss = childrenOf(readXml((await get('/granules.rss')).body), 'channel')[0]!
  const [item] = childrenOf(rss, 'item')
  expect(textOf(item!, 'title')).toBe(`i${kept}`)
  const kml = childrenOf(readXml((await get('/granules.kml')).body), 'Document')[0]!
  expect(textOf(childrenOf(kml, 'Placemark')[0]!, 'name')).toBe(`i${kept}`)
  const json = (await get('/granules.json')).json()
  expect(json.entries[0].title).toBe(`i${odd}`)
  const [record] = parse((await get('/granules.csv')).body, { columns: true }) as { title: string }[]
  expect(record!.title).toBe(`i${odd.toWellFormed()}`)
})

test('the address of an item leads to its page', async () => {
  const { get } = await sampleOf([
    granuleOver([0, 0, 1, 1], { id: odd.replace('\ud800', '') }),
    granuleOver([0, 0, 1, 1]),
  ])
  const [channel] = childrenOf(readXml((await get('/granules.rss')).body), 'channel')
  for (const item of childrenOf(channel!, 'item')) {
    const page = await get(textOf(item, 'link'))
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain(`<h1>${escapeXml(textOf(item, 'title'))}</h1>`)
  }
})
