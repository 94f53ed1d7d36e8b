import { expect, test } from 'vitest'
import { boxArea } from '../../../catalog/parse/box.ts'
import { base, granuleOver, hour, noon, sampleOf } from '../opensearch/sample.ts'
import { addressesOf, dataOf, elementsOf, readPage, wholeText } from './read-page.ts'

const odd = `<&"'></script>/..?#%{x}`
const minute = 60_000

const sample = sampleOf([
  granuleOver([170, -5, -170, 5], {
    id: odd,
    collection: `c${odd}`,
    properties: {
      platform: odd,
      orbit: 12345,
      [`own${odd}`]: odd,
      page: 'https://info.example/x',
      bad: 'javascript:alert(1)',
    },
    segments: [
      { start: noon, end: noon + minute, rows: [0, 9], geometry: boxArea([170, -5, 180, 5]) },
      {
        start: noon + minute,
        end: noon + 2 * minute,
        rows: [10, 19],
        geometry: boxArea([-180, -5, -170, 5]),
      },
    ],
    assets: {
      data: {
        href: `https://data.example/${encodeURIComponent(odd)}`,
        type: odd,
        roles: ['data'],
        title: odd,
        size: 12_345,
        checksum: '1220ab',
      },
      script: { href: 'javascript:alert(1)', type: 'text/html', roles: ['data'] },
    },
  }),
  granuleOver([0, 0, 1, 1], { id: 'first', properties: { platform: 'A' } }),
  granuleOver([0, 0, 1, 1], { id: 'foreign', start: noon + hour, properties: { platform: 'B' } }),
  granuleOver([0, 0, 1, 1], { id: 'second', start: noon + 2 * hour, properties: { platform: 'A' } }),
  granuleOver([0, 0, 1, 1], { id: 'third', start: noon + 3 * hour, properties: { platform: 'A' } }),
  granuleOver([0, 0, 2, 2], { id: 'other', collection: 'wind', start: noon + 4 * hour }),
])

const address = (collection: string, id: string) =>
  `/collections/${encodeURIComponent(collection)}/granules/${encodeURIComponent(id)}`

test('a granule says when it measured and what is known of it, and leads to its files', async () => {
  const { get } = await sample
  const { statusCode, body } = await get(address(`c${odd}`, odd))
  expect(statusCode).toBe(200)
  const page = readPage(body)
  const text = wholeText(elementsOf(page, 'main')[0]!)
  for (const part of [odd, `own${odd}`, '12345', '1 June 2025, 12:00:00 UTC', '5 min', '12.3 kB', '1220ab']) {
    expect(text).toContain(part)
  }
  const addresses = addressesOf(page)
  expect(addresses).toEqual(
    expect.arrayContaining([
      `https://data.example/${encodeURIComponent(odd)}`,
      'https://info.example/x',
      `${base}/stac${address(`c${odd}`, odd).replace('granules', 'items')}`,
    ]),
  )
  expect(addresses.filter((one) => /^(?!https?:|#)/.test(one))).toEqual([])
  expect(text).toContain('javascript:alert(1)')
})

test('its segments are listed with their times and rows', async () => {
  const { get } = await sample
  const page = readPage((await get(address(`c${odd}`, odd))).body)
  const rows = elementsOf(page, 'details')
    .flatMap((details) => elementsOf(details, 'tr'))
    .slice(1)
  expect(rows.map((row) => elementsOf(row, 'td').map(wholeText))).toEqual([
    ['1 June 2025, 12:00:00 UTC', '1 June 2025, 12:01:00 UTC', '0 – 9', '170; -5; 180; 5'],
    ['1 June 2025, 12:01:00 UTC', '1 June 2025, 12:02:00 UTC', '10 – 19', '-180; -5; -170; 5'],
  ])
})

test('its neighbours are those of the same collection and platform that start just before and after', async () => {
  const { get } = await sample
  const neighbours = async (id: string) => {
    const page = readPage((await get(address('sst', id))).body)
    return elementsOf(page, 'a').flatMap(({ attributes, text }) =>
      attributes.rel ? [[attributes.rel, text]] : [],
    )
  }
  expect(await neighbours('first')).toEqual([['next', 'second']])
  expect(await neighbours('second')).toEqual([
    ['prev', 'first'],
    ['next', 'third'],
  ])
  expect(await neighbours('foreign')).toEqual([])
})

test('its crossovers are those that the search finds within so many hours', async () => {
  const { get } = await sample
  const found = async (query: string) => {
    const { statusCode, body } = await get(`${address('sst', 'second')}/crossovers${query}`)
    expect(statusCode).toBe(200)
    return elementsOf(readPage(body), 'tr')
      .slice(1)
      .map((row) =>
        [...elementsOf(row, 'th'), ...elementsOf(row, 'td')].map((cell) => wholeText(cell).trim()),
      )
      .map(([id, collection, , later]) => [id, collection, later])
  }
  expect((await found('?hours=1')).toSorted()).toEqual([
    ['foreign', 'sst', '−55 min'],
    ['third', 'sst', '55 min'],
  ])
  expect((await found('?hours=2')).map(([id]) => id).toSorted()).toEqual([
    'first',
    'foreign',
    'other',
    'third',
  ])
  for (const hours of ['0', '1.5', '1000', 'x', '']) {
    const refused = await get(`${address('sst', 'second')}/crossovers?hours=${hours}`)
    expect([hours, refused.statusCode]).toEqual([hours, 400])
    expect(wholeText(readPage(refused.body))).toContain('hours: ')
  }
})

test('the page carries its description for search engines, which no text can leave', async () => {
  const { get } = await sample
  const { body } = await get(address(`c${odd}`, odd))
  const [data, ...others] = dataOf(body)
  expect(others).toEqual([])
  expect(data).toMatchObject({
    '@type': 'Dataset',
    identifier: odd,
    temporalCoverage: expect.stringMatching('/'),
  })
  expect(JSON.stringify(data)).not.toContain('javascript:')
  expect(elementsOf(readPage(body), 'script')).toHaveLength(1)
})

test('a page loads nothing but files of this server, and forbids all else', async () => {
  const { get } = await sample
  for (const path of [
    '/collections',
    '/collections/sst',
    address('sst', 'first'),
    '/records',
    '/stac/api.html',
  ]) {
    const { body, headers } = await get(path)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(body).not.toMatch(/<script(?! type="application\/ld\+json")|<style|style=|\son\w+=/)
    const page = readPage(body)
    const loaded = elementsOf(page, 'link').filter(({ attributes }) =>
      /stylesheet|icon/.test(attributes.rel!),
    )
    expect(loaded.length).toBeGreaterThan(1)
    for (const { attributes } of loaded) {
      expect(attributes.href!.startsWith(`${base}/web/`)).toBe(true)
      expect((await get(attributes.href!)).statusCode).toBe(200)
    }
  }
})

test('directions, day and night and times of files are said in the language of the page, other words as the file has them', async () => {
  const properties = { direction: 'ascending', dayNight: 'both', created: '2025-06-03T04:05:06Z' }
  const { get } = await sampleOf([
    granuleOver([0, 0, 1, 1], { id: 'said', properties }),
    granuleOver([0, 0, 1, 1], { id: 'unsaid', properties: { direction: 'sideways', created: 'at noon' } }),
  ])
  const textOf = async (id: string, language: string) => {
    const { body } = await get(`/collections/sst/granules/${id}?lang=${language}`)
    return wholeText(elementsOf(readPage(body), 'main')[0]!)
  }
  const french = await textOf('said', 'fr')
  for (const part of ['ascendante', 'les deux', '3 juin 2025, 04:05:06 UTC']) expect(french).toContain(part)
  const english = await textOf('said', 'en')
  for (const part of ['ascending', 'both', '3 June 2025, 04:05:06 UTC']) expect(english).toContain(part)
  const unsaid = await textOf('unsaid', 'fr')
  for (const part of ['sideways', 'at noon']) expect(unsaid).toContain(part)
})
