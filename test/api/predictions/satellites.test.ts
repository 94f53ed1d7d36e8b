import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import type { Box, Position } from '../../../catalog/geometry/types.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { motionOf, readElements } from '../../../catalog/prediction/elements.ts'
import { motionOf as motionOnOrbit, passGranule, tenDays } from '../../catalog/prediction/repeating.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { granule, postJson } from '../stac/sample.ts'

const low = `LOW
1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87
2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058`
const minute = 60_000
const start = Date.UTC(1980, 9, 2)
const hours = (from: number, to: number) =>
  [from, to].map((hour) => new Date(start + hour * 60 * minute).toISOString()).join('/')
const motion = motionOf(readElements(low, 'tle')[0]!)

interface Feature {
  id: string
  geometry: { type: string; coordinates: Position[] | Position[][] }
  properties: Record<string, string | number>
  links: { rel: string; href: string; title?: string }[]
}

interface Answer {
  numberMatched: number
  numberReturned: number
  satellites: { name: string; epoch: string }[]
  features: Feature[]
  links: { rel: string; body?: object }[]
}

const random = seeded(5)
/** Boxes of four degrees, each seen for a minute. */
const boxes = Array.from({ length: 150 }, (_, i) => {
  const [west, south] = [-180 + 356 * random(), -65 + 126 * random()]
  const at = start + 4 * 60 * minute * random()
  return { id: `box-${i}`, box: [west, south, west + 4, south + 4] as Box, at }
})
const orbit = { ...tenDays, epoch: start - tenDays.cycle }

let app: FastifyInstance
beforeAll(async () => {
  const store = openScanStore()
  const span = (at: number): [string, string] => [
    new Date(at).toISOString(),
    new Date(at + minute).toISOString(),
  ]
  await store.put(boxes.map(({ id, box, at }) => granule(id, box, span(at))))
  await store.put(Array.from({ length: 264 }, (_, number) => passGranule('ALT', orbit, number - 16)))
  app = await buildApp(store, { logger: false })
})
afterAll(() => app.close())

const passes = (body: object) => postJson<Answer>(app, '/stac/predictions', { tle: low, ...body })
const crossed = (body: object) =>
  postJson<Answer>(app, '/stac/predictions/crossovers', { tle: low, datetime: hours(0, 4), ...body })
const idsOf = ({ features }: Answer) => features.map(({ properties }) => String(properties.id_b))

describe('passes by two-line elements', () => {
  test('are those of the command line, on the track, whole', async () => {
    const answer = await passes({ datetime: hours(0, 2) })
    expect(answer.satellites).toEqual([{ name: 'LOW', epoch: '1980-10-01T23:41:24.113Z' }])
    expect([answer.numberMatched, answer.numberReturned]).toEqual([4, 4])
    expect(answer.features.map(({ properties }) => properties.start_datetime)).toEqual([
      '1980-10-01T23:22:59.625Z',
      '1980-10-02T00:08:08.992Z',
      '1980-10-02T00:52:42.284Z',
      '1980-10-02T01:37:51.692Z',
    ])
    for (const { properties, geometry } of answer.features) {
      const [lon, lat] = motion(Date.parse(String(properties.equator_datetime)))!
      expect(distanceKm(lon, lat, Number(properties.equator_lon), 0)).toBeLessThan(0.02)
      expect(geometry.type).toMatch(/LineString$/)
    }
  })

  test('are filtered by a box and cut by a limit, and several satellites come in the order of time', async () => {
    const all = await passes({ datetime: hours(0, 12) })
    const box = [60, -20, 110, 20]
    const some = await passes({ datetime: hours(0, 12), bbox: box })
    const inBox = ([lon, lat]: Position) => lon >= 60 && lon <= 110 && Math.abs(lat) <= 20
    const meeting = all.features.filter(({ geometry }) =>
      (geometry.coordinates.flat(Infinity) as number[]).some(
        (_, i, flat) => i % 2 === 0 && inBox([flat[i]!, flat[i + 1]!]),
      ),
    )
    expect(some.features.map(({ id }) => id)).toEqual(meeting.map(({ id }) => id))
    expect(meeting.length).toBeGreaterThan(1)
    const drawn = await passes({ datetime: hours(0, 12), intersects: boxArea([60, -20, 110, 20]) })
    expect(drawn.features).toEqual(some.features)
    const few = await passes({ datetime: hours(0, 12), limit: 3 })
    expect([few.numberMatched, few.numberReturned]).toEqual([all.numberMatched, 3])
    const twins = `${low}\r\n${low.replace('LOW', '0 TWIN').replaceAll('\n', '\r\n')}\r\n`
    const both = await passes({ tle: twins, datetime: hours(0, 12) })
    expect(both.satellites.map(({ name }) => name)).toEqual(['LOW', 'TWIN'])
    const starts = both.features.map(({ properties }) => properties.start_datetime)
    expect(starts).toEqual(
      all.features.flatMap(({ properties: own }) => [own.start_datetime, own.start_datetime]),
    )
  })
})

describe('crossovers by two-line elements', () => {
  test.each([30, 120])('are where the track runs over what was seen within %i minutes', async (window) => {
    const found = idsOf(await crossed({ versus: ['sst'], window: `${window}min`, limit: 1000 }))
    const [sure, possible] = [new Set<string>(), new Set<string>()]
    for (let time = start - window * minute; time <= start + 4 * 60 * minute; time += 1000) {
      const [lon, lat] = motion(time)!
      for (const { id, box, at } of boxes) {
        const [west, south, east, north] = box
        const gap = Math.max(0, at - time, time - at - minute)
        const last = Math.max(time, at)
        if (lon < west || lon > east || lat < south || lat > north || gap > (window + 2) * minute) continue
        possible.add(id)
        const isWithin = last > start + minute && last < start + (4 * 60 - 2) * minute
        if (gap < (window - 2) * minute && isWithin) sure.add(id)
      }
    }
    expect(sure.size).toBeGreaterThan(3)
    expect(found).toEqual(expect.arrayContaining([...sure]))
    expect(found.filter((id) => !possible.has(id))).toEqual([])
  })

  test('link to what is in the catalogue, and tell no rows of what is not', async () => {
    const { features, links } = await crossed({ versus: ['sst'], window: '2h', limit: 1 })
    const [first] = features
    expect(first!.properties).toMatchObject({ collection_a: 'predicted:LOW', collection_b: 'sst' })
    expect(Object.keys(first!.properties).filter((name) => /^rows?_a|first_row_a/.test(name))).toEqual([])
    expect(first!.links.map(({ title }) => title)).toEqual(['b'])
    expect(first!.links[0]!.href).toContain(`/stac/collections/sst/items/${first!.properties.id_b}`)
    const next = links.find(({ rel }) => rel === 'next')!
    const following = await postJson<Answer>(app, '/stac/predictions/crossovers', next.body!)
    const both = await crossed({ versus: ['sst'], window: '2h', limit: 2 })
    expect([...features, ...following.features]).toEqual(both.features)
  })

  test('are those in an area alone, and each once however often a collection is named', async () => {
    const all = await crossed({ versus: ['sst'], window: '2h', limit: 1000 })
    const northern = await crossed({
      versus: ['sst', 'sst'],
      window: '2h',
      limit: 1000,
      intersects: boxArea([-180, 10, 180, 90]),
    })
    const tops = new Map(boxes.map(({ id, box }) => [id, box[3]]))
    const isNorthern = ({ properties }: Feature) => tops.get(String(properties.id_b))! >= 10
    expect(northern.features.length).toBeGreaterThan(0)
    expect(northern.features.every(isNorthern)).toBe(true)
    expect(northern.features.length).toBeLessThanOrEqual(all.features.filter(isNorthern).length)
    const ids = northern.features.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('are none where nothing is predicted in the period', async () => {
    const before = `${new Date(orbit.epoch).toISOString()}/${new Date(orbit.epoch + minute).toISOString()}`
    const answer = await crossed({ versus: ['predicted:ALT'], window: '1h', datetime: before })
    expect([answer.numberReturned, answer.links.some(({ rel }) => rel === 'next')]).toEqual([0, false])
  })

  test('with the coming tracks of a collection are where both are at the place', async () => {
    const { features } = await crossed({ versus: ['predicted:ALT'], window: '1h', limit: 1000 })
    expect(features.length).toBeGreaterThan(2)
    const other = motionOnOrbit(orbit)
    for (const { geometry, properties } of features) {
      const [lon, lat] = geometry.coordinates as unknown as [number, number]
      const there = motion(Date.parse(String(properties.time_a)))!
      expect(distanceKm(lon, lat, there[0], there[1])).toBeLessThan(2)
      const [lon2, lat2] = other(Date.parse(String(properties.time_b)))!
      expect(distanceKm(lon, lat, lon2, lat2)).toBeLessThan(2)
      expect(Math.abs(Number(properties.difference))).toBeLessThanOrEqual(3600)
    }
  })
})

/** With another mean motion, and the sum of digits that goes with it. */
function withMotion(revolutions: string): string {
  const [name, first, second] = low.split('\n') as [string, string, string]
  const line = second.slice(0, 52) + revolutions.padStart(11) + second.slice(63, 68)
  const sum = [...line].reduce((total, one) => total + (one === '-' ? 1 : Number(/\d/.exec(one) ?? 0)), 0)
  return [name, first, `${line}${sum % 10}`].join('\n')
}

const day = hours(0, 24)
test.each([
  ['/predictions', { datetime: day }, 'tle'],
  ['/predictions', { tle: '', datetime: day }, 'tle'],
  ['/predictions', { tle: 'nonsense', datetime: day }, 'tle'],
  ['/predictions', { tle: low.replace('80275', '80276'), datetime: day }, 'line 2 has another sum of digits'],
  ['/predictions', { tle: low.split('\n').slice(0, 2).join('\n'), datetime: day }, 'line 3 is no line 2'],
  ['/predictions', { tle: `${low}\n`.repeat(40), datetime: day }, 'tle'],
  ['/predictions', { tle: low }, 'datetime'],
  ['/predictions', { tle: low, datetime: '1980-10-02T00:00:00Z/..' }, 'datetime'],
  ['/predictions', { tle: low, datetime: hours(0, 24 * 32) }, 'datetime'],
  ['/predictions', { tle: `${low}\n${low}`, datetime: hours(0, 24 * 20) }, '2 satellite'],
  ['/predictions', { tle: low, datetime: '1990-10-02T00:00:00Z/1990-10-03T00:00:00Z' }, 'lead nowhere'],
  ['/predictions', { tle: withMotion('0.00010000'), datetime: day }, 'takes 10000.0 days for a revolution'],
  ['/predictions', { tle: low, datetime: day, bbox: [1, 2, 3] }, 'bbox'],
  ['/predictions', { tle: low, datetime: day, collection: 'sst' }, 'collection'],
  ['/predictions/crossovers', { tle: low, datetime: day }, 'versus'],
  ['/predictions/crossovers', { tle: low, datetime: day, versus: ['sst'], window: 'soon' }, 'window'],
  ['/predictions/crossovers', { tle: `${low}\n${low}`, datetime: day, versus: ['sst'] }, 'LOW twice'],
  ['/predictions/crossovers', { tle: low, datetime: hours(0, 24 * 11), versus: ['sst'] }, 'datetime'],
  ['/predictions/crossovers', { tle: low, datetime: day, versus: ['predicted:sst'] }, 'sst'],
  ['/predictions/crossovers', { tle: low, datetime: day, versus: ['sst'], token: '!' }, 'token'],
])('POST %s of %o is a bad request that says %s', async (path, payload, reason) => {
  const response = await app.inject({ method: 'POST', url: `/stac${path}`, payload })
  expect([response.statusCode, response.json().detail]).toEqual([400, expect.stringContaining(reason)])
})

test('the short addresses lead there', async () => {
  for (const path of ['/predictions', '/predictions/crossovers']) {
    const { statusCode, headers } = await app.inject({ method: 'POST', url: path, payload: {} })
    expect([statusCode, headers.location]).toEqual([308, expect.stringMatching(`/stac${path}$`)])
  }
})

test('an unknown collection is 404, a body that is too long 413', async () => {
  const post = (payload: object) =>
    app.inject({ method: 'POST', url: '/stac/predictions/crossovers', payload })
  const asked = { tle: low, datetime: hours(0, 2) }
  expect((await post({ ...asked, versus: ['none'] })).statusCode).toBe(404)
  expect((await post({ ...asked, versus: ['predicted:none'] })).statusCode).toBe(404)
  expect((await post({ tle: ' '.repeat(100_000) })).statusCode).toBe(413)
})
