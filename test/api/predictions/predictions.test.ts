import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import type { Position } from '../../../catalog/geometry/types.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { motionOf, passGranule, passStart, tenDays } from '../../catalog/prediction/repeating.ts'
import { getJson } from '../stac/sample.ts'

const orbit = { ...tenDays, cycle: 172_800_000, revolutions: 29, turns: 2, inclination: 98.6 }

interface Answer {
  numberMatched: number
  numberReturned: number
  repeat: { seconds: number; known_until: string; error_km: { greatest: number } }
  features: {
    id: string
    geometry: { type: string; coordinates: Position[] | Position[][] }
    properties: Record<string, string | number>
    links: { rel: string; href: string }[]
  }[]
}

let store: Store
let app: FastifyInstance

beforeAll(async () => {
  store = await openSqliteStore(':memory:')
  await store.put(Array.from({ length: 90 }, (_, number) => passGranule('S', orbit, number)))
  app = await buildApp(store)
})
afterAll(async () => {
  await app.close()
  await store.close()
})

const iso = (instant: number) => new Date(instant).toISOString()
const day = `${iso(passStart(orbit, 100) + 10_000)}/${iso(passStart(orbit, 130) - 10_000)}`

function linesOf({ geometry }: Answer['features'][number]): Position[][] {
  const { type, coordinates } = geometry
  return (type === 'LineString' ? [coordinates] : coordinates) as Position[][]
}

test('a day to come is told pass by pass, on the track, with the item that it carries on', async () => {
  const answer = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}`)
  expect([answer.numberMatched, answer.numberReturned]).toEqual([30, 30])
  expect(answer.repeat.seconds).toBeCloseTo(172_800, 2)
  const motion = motionOf(orbit)
  answer.features.forEach((feature, i) => {
    const { properties, links } = feature
    const number = 100 + i
    expect(properties).toMatchObject({
      name: 'S',
      direction: number % 2 === 1 ? 'ascending' : 'descending',
      cycle: 1 + Math.floor(number / 58),
      pass: 1 + (number % 58),
      source: `S_${String(number - 58).padStart(5, '0')}`,
      cycles_ahead: 1,
    })
    expect(links).toMatchObject([{ rel: 'derived_from' }])
    expect(links[0]!.href).toMatch(/\/stac\/collections\/S\/items\/S_000\d\d$/)
    const at = motion(Date.parse(String(properties.equator_datetime)))!
    expect(distanceKm(at[0], at[1], Number(properties.equator_lon), 0)).toBeLessThan(0.02)
    const [start, end] = [linesOf(feature)[0]![0]!, linesOf(feature).at(-1)!.at(-1)!]
    expect(Math.abs(start[1])).toBeCloseTo(81.4, 1)
    expect(Math.abs(end[1])).toBeCloseTo(81.4, 1)
  })
})

test('lines stay within the world and never step over half of it', async () => {
  const { features } = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}`)
  for (const line of features.flatMap(linesOf)) {
    for (const [lon] of line) expect(Math.abs(lon)).toBeLessThanOrEqual(180)
    for (let i = 1; i < line.length; i++) expect(Math.abs(line[i]![0] - line[i - 1]![0])).toBeLessThan(60)
  }
})

test('a box leaves the passes that cross it, also over the antimeridian, and a limit the first of them', async () => {
  const all = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}`)
  const box = [170, -20, -160, 20]
  const some = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}&bbox=${box}`)
  const inBox = ([lon, lat]: Position) => (lon >= 170 || lon <= -160) && Math.abs(lat) <= 20
  const expected = all.features.filter((feature) => linesOf(feature).flat().some(inBox))
  expect(expected.length).toBeGreaterThan(2)
  expect(some.features.map(({ id }) => id)).toEqual(expect.arrayContaining(expected.map(({ id }) => id)))
  expect(some.features.length).toBeLessThan(all.features.length / 2)
  const few = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}&limit=3`)
  expect([few.numberMatched, few.numberReturned]).toEqual([30, 3])
  expect(few.features.map(({ id }) => id)).toEqual(all.features.slice(0, 3).map(({ id }) => id))
})

test('what the catalogue has itself is not predicted', async () => {
  const until = passStart(orbit, 92) - 10_000
  const period = `${iso(passStart(orbit, 50))}/${iso(until)}`
  const { features } = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${period}`)
  expect(features.map(({ properties }) => properties.pass)).toEqual([33, 34])
})

test('the short address leads there', async () => {
  const response = await app.inject(`/predictions?collection=S&datetime=${day}`)
  expect(response.statusCode).toBe(308)
  expect(response.headers.location).toMatch(/\/stac\/predictions\?collection=S&datetime=/)
})

test.each([
  ['datetime=2020-01-05T00:00:00Z/2020-01-06T00:00:00Z', 'collection'],
  ['collection=S', 'datetime'],
  ['collection=S&datetime=2020-01-05T00:00:00Z/..', 'datetime'],
  ['collection=S&datetime=tomorrow', 'datetime'],
  ['collection=S&datetime=2020-01-05T00:00:00Z/2020-03-06T00:00:00Z', 'datetime'],
  ['collection=S&datetime=2020-01-05T00:00:00Z/2020-01-06T00:00:00Z&limit=0', 'limit'],
  ['collection=S&datetime=2020-01-05T00:00:00Z/2020-01-06T00:00:00Z&bbox=1,2,3', 'bbox'],
  ['collection=S&datetime=2020-01-05T00:00:00Z/2020-01-06T00:00:00Z&orbits=7', 'orbits'],
])('%s is a bad request that names %s', async (query, parameter) => {
  const response = await app.inject(`/stac/predictions?${query}`)
  expect([response.statusCode, response.json().description]).toEqual([
    400,
    expect.stringContaining(parameter),
  ])
})

test('a collection that is not there is 404; one whose tracks do not come back is a bad request that says so', async () => {
  const [known, day] = [passGranule('T', orbit, 3), '2020-01-05T00:00:00Z/2020-01-06T00:00:00Z']
  await store.put([known])
  const none = await app.inject(`/stac/predictions?collection=N&datetime=${day}`)
  expect(none.statusCode).toBe(404)
  const short = await app.inject(`/stac/predictions?collection=T&datetime=${day}`)
  expect([short.statusCode, short.json().description]).toEqual([
    400,
    expect.stringContaining('do not come back'),
  ])
})

test('what is found once is found anew when tracks have come', async () => {
  const before = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}`)
  await store.put([passGranule('S', orbit, 90), passGranule('S', orbit, 91)])
  const after = await getJson<Answer>(app, `/stac/predictions?collection=S&datetime=${day}`)
  expect(after.repeat.known_until > before.repeat.known_until).toBe(true)
})
