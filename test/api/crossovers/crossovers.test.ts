import type { StacItem, StacLink } from 'stac-ts'
import { describe, expect, it } from 'vitest'
import type { CrossoverFeature } from '../../../catalog/crossovers/feature.ts'
import { findCrossovers } from '../../../catalog/crossovers/find.ts'
import type { CrossoverRequest } from '../../../catalog/crossovers/request.ts'
import { openScanStore } from '../../scan-store.ts'
import { appOver, getJson, linkOf, postJson } from '../stac/sample.ts'
import { epoch, twoMissions } from './sample.ts'

interface Answer {
  type: string
  numberReturned: number
  features: (CrossoverFeature & { links: StacLink[] })[]
  links: StacLink[]
}

const hour = 3_600_000
const store = openScanStore()
await store.put(twoMissions(24))
const app = await appOver(store)
const pair = '/stac/crossovers?collections=one,other'

async function expectedIds(request: Partial<CrossoverRequest> = {}): Promise<[string, string][]> {
  const found: [string, string][] = []
  const window = { least: -3 * hour, greatest: 3 * hour }
  for await (const { a, b } of findCrossovers(store, { pairs: [['one', 'other']], window, ...request })) {
    found.push([a.id, b.id])
  }
  return found
}

const pairsIn = ({ features }: Answer) => features.map(({ properties }) => [properties.id_a, properties.id_b])

describe('crossovers over HTTP', () => {
  it('are features that link to both items', async () => {
    const answer = await getJson<Answer>(app, `${pair}&limit=10000`)
    const expected = await expectedIds()
    expect(expected.length).toBeGreaterThan(20)
    expect(answer).toMatchObject({ type: 'FeatureCollection', numberReturned: expected.length })
    expect(pairsIn(answer)).toEqual(expected)
    expect(linkOf(answer, 'next')).toBeUndefined()
    const [first] = answer.features
    expect(first).toMatchObject({ type: 'Feature', geometry: { type: 'Point' } })
    expect(first!.links.map(({ rel, title }) => [rel, title])).toEqual([
      ['derived_from', 'a'],
      ['derived_from', 'b'],
    ])
    for (const [i, { href }] of first!.links.entries()) {
      const item = await getJson<StacItem>(app, new URL(href).pathname)
      expect(item.id).toBe(expected[0]![i])
    }
    expect(new Set(answer.features.map(({ id }) => id)).size).toBe(expected.length)
  })

  it('come in pages by GET and POST that never repeat or skip', async () => {
    const expected = await expectedIds()
    const byGet: unknown[] = []
    for (let url: string | undefined = `${pair}&limit=7`; url; ) {
      const answer: Answer = await getJson<Answer>(app, url)
      byGet.push(...pairsIn(answer))
      const next = linkOf(answer, 'next')
      url = next?.href.replace('http://localhost:80', '')
    }
    expect(byGet).toEqual(expected)
    const byPost: unknown[] = []
    for (let body: object | undefined = { collections: ['one', 'other'], limit: 9 }; body; ) {
      const answer: Answer = await postJson<Answer>(app, '/stac/crossovers', body)
      byPost.push(...pairsIn(answer))
      body = linkOf(answer, 'next')?.body as object | undefined
    }
    expect(byPost).toEqual(expected)
  })

  it('take windows, periods, areas, directions, conditions and other collections', async () => {
    const ids = async (more: string) => pairsIn(await getJson<Answer>(app, `${pair}&limit=10000${more}`))
    expect(await ids('&window=-1h..30min')).toEqual(
      await expectedIds({ window: { least: -hour, greatest: hour / 2 } }),
    )
    const noon = epoch + 12 * hour
    const period = `&datetime=../${new Date(noon).toISOString()}`
    expect(await ids(period)).toEqual(await expectedIds({ period: { end: noon } }))
    const north = await getJson<Answer>(app, `${pair}&limit=10000&bbox=-180,0,180,90`)
    expect(north.features.every(({ properties }) => (properties.lat as number) >= 0)).toBe(true)
    const south = await ids('&bbox=-180,-90,180,0')
    expect(north.features.length + south.length).toBe((await expectedIds()).length)
    expect(south.length).toBeGreaterThan(5)
    const rising = await getJson<Answer>(app, `${pair}&direction-a=ascending&filter-b=pass%20%3C%2012`)
    expect(rising.features.length).toBeGreaterThan(0)
    for (const { properties } of rising.features) {
      expect(properties.direction_a).toBe('ascending')
      expect(properties.pass_b).toBeLessThan(12)
    }
    const everything = await getJson<Answer>(app, '/stac/crossovers?collections=one&versus=*&limit=10000')
    const partners = new Set(everything.features.map(({ properties }) => properties.collection_b))
    expect([...partners].sort()).toEqual(['one', 'other'])
  })

  it('are filtered by CQL2, text and JSON, on both sides and on either, by the names that items have', async () => {
    const [early, late] = ["start_datetime < TIMESTAMP('2015-01-01T09:00:00Z')", 'pass > 3 AND pass <= 30']
    const text = new URLSearchParams({ filter: early, 'filter-a': late, limit: '10000' })
    const json = {
      collections: ['one', 'other'],
      limit: 10_000,
      'filter-lang': 'cql2-json',
      filter: {
        op: '<',
        args: [{ property: 'start_datetime' }, { timestamp: '2015-01-01T09:00:00Z' }],
      },
      'filter-a': { op: 'between', args: [{ property: 'pass' }, 4, 30] },
    }
    const byGet = await getJson<Answer>(app, `${pair}&${text}`)
    const [all, end] = [await getJson<Answer>(app, `${pair}&limit=10000`), epoch + 9 * hour]
    const passOf = (id: unknown) => 1 + Number(String(id).split('-')[1])
    const startOf = (id: unknown) => epoch + (passOf(id) - 1) * (hour / 2)
    const expected = pairsIn(all).filter(
      ([a, b]) => startOf(a) < end && startOf(b) < end && passOf(a) > 3 && passOf(a) <= 30,
    )
    expect(expected.length).toBeGreaterThan(3)
    expect(expected.length).toBeLessThan(all.features.length)
    expect(pairsIn(byGet)).toEqual(expected)
    const byPost = await postJson<Answer>(app, '/stac/crossovers', json)
    expect(pairsIn(byPost)).toEqual(expected)
  })

  it('are linked from collections and items', async () => {
    const collection = await getJson<{ links: StacLink[] }>(app, '/stac/collections/one')
    expect(await getJson<Answer>(app, linkOf(collection, 'crossovers')!.href)).toHaveProperty('features')
    const item = await getJson<StacItem>(app, '/stac/collections/one/items/one-010')
    const { features } = await getJson<Answer>(app, linkOf(item, 'crossovers')!.href)
    expect(features.length).toBeGreaterThan(2)
    for (const { properties } of features) {
      expect([properties.id_a, properties.id_b]).toContain('one-010')
    }
  })

  it('stand under the root too', async () => {
    const { statusCode, headers } = await app.inject('/crossovers?collections=one')
    expect([statusCode, headers.location]).toEqual([
      308,
      'http://localhost:80/stac/crossovers?collections=one',
    ])
  })

  it.each([
    ['collections', '?window=3h'],
    ['window', '?collections=one&window=3'],
    ['window', '?collections=one&window=3h..1h'],
    ['window', '?collections=one&window=9999d'],
    ['mode', '?collections=one&mode=near'],
    ['distance', '?collections=one&distance=10'],
    ['distance', '?collections=one&mode=approach'],
    ['least-angle', '?collections=one&least-angle=91'],
    ['overlap', '?collections=one&overlap=20'],
    ['bbox', '?collections=one&bbox=1,2,3'],
    ['datetime', '?collections=one&datetime=yesterday'],
    ['filter', '?collections=one&filter=pass'],
    ['filter-a', '?collections=one&filter-a=pass+%3D'],
    ['filter-b', '?collections=one&filter-b={"op":"<"}'],
    ['filter-lang', '?collections=one&filter-lang=sql'],
    ['filter', '?collections=one&filter-lang=cql2-json&filter=pass+%3C+3'],
    ['direction-b', '?collections=one&direction-b=up'],
    ['limit', '?collections=one&limit=0'],
    ['token', '?collections=one&token=nonsense'],
    ['self', '?collections=one&self=perhaps'],
    ['colections', '?colections=one'],
  ])('are refused with 400 naming %s for %s', async (parameter, query) => {
    const response = await app.inject(`/stac/crossovers${query}`)
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.json()).toMatchObject({ status: 400, parameter })
  })

  it('are 404 for a collection that is not there', async () => {
    const response = await app.inject('/stac/crossovers?collections=one,absent')
    expect(response.statusCode).toBe(404)
    expect(response.json<{ detail: string }>().detail).toContain('absent')
  })
})
