import { describe, expect, it } from 'vitest'
import { matchObservations } from '../../../catalog/crossovers/matchups/match-observations.ts'
import { placeNear, randomOrbit, swathOf } from '../../catalog/crossovers/swaths.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { appOver, getJson, postJson } from '../stac/sample.ts'

interface Answer {
  type: string
  features: {
    id?: string
    properties: {
      datetime: string
      matches: { id: string; distance: number; difference: number; first_row: number; href: string }[]
    }
  }[]
}

const hour = 3_600_000
const begin = Date.UTC(2012, 3, 1)
const random = seeded(9)
const orbit = randomOrbit(random)
const granules = Array.from({ length: 40 }, (_, i) =>
  swathOf({
    collection: 'swaths',
    orbit,
    start: begin + (i * hour) / 4,
    minutes: 15,
    halfWidth: 0.15,
    segments: 4,
  }),
)
const store = openScanStore()
await store.put(granules)
const app = await appOver(store)

const observed = granules.flatMap((granule, i) => {
  const [lon, lat] = placeNear(granule, random)
  const datetime = new Date(granule.start + Math.round(hour * (random() - 0.5))).toISOString()
  return {
    type: 'Feature',
    id: `o${i}`,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { datetime },
  }
})
// Not in the order of time.
const features = [...observed.slice(20), ...observed.slice(0, 20)]
const body = (more: object = {}, some: object[] = features) => ({
  collections: ['swaths'],
  observations: { type: 'FeatureCollection', features: some },
  ...more,
})

describe('matchups over HTTP', () => {
  it('are the observations as they were given, each with its matches and links to the items', async () => {
    const answer = await postJson<Answer>(app, '/stac/matchups', body({ window: '1h', distance: 100 }))
    expect(answer.features.map(({ id }) => id)).toEqual(features.map(({ id }) => id))
    const inOrder = features
      .map(({ id, geometry, properties }) => {
        const [lon, lat] = geometry.coordinates as [number, number]
        return { id, lon, lat, start: Date.parse(properties.datetime), end: Date.parse(properties.datetime) }
      })
      .sort((a, b) => a.start - b.start)
    const criteria = { collections: ['swaths'], window: { least: -hour, greatest: hour }, distanceKm: 100 }
    let matched = 0
    for await (const { observation, matches } of matchObservations(store, inOrder, criteria)) {
      const found = answer.features.find(({ id }) => id === observation.id)!.properties.matches
      expect(found.map(({ id, first_row: row }) => [id, row])).toEqual(
        matches.map(({ granule }) => [granule.id, granule.rows![0]]),
      )
      matched += matches.length
    }
    expect(matched).toBeGreaterThan(20)
    const { href, id } = answer.features.flatMap(({ properties }) => properties.matches)[0]!
    expect(await getJson<{ id: string }>(app, new URL(href).pathname)).toMatchObject({ id })
  })

  it('take the nearest, a window with a sign, a condition and an interval of time', async () => {
    const count = async (more: object, some?: object[]) =>
      (await postJson<Answer>(app, '/stac/matchups', body(more, some))).features.flatMap(
        ({ properties }) => properties.matches,
      )
    const all = await count({ window: '5h', distance: 500 })
    const nearest = await count({ window: '5h', distance: 500, nearest: 1 })
    expect(nearest.length).toBeLessThan(all.length)
    expect((await count({ window: '0..5h', distance: 500 })).every(({ difference }) => difference >= 0)).toBe(
      true,
    )
    expect(await count({ filter: 'cycle = 3' })).toEqual([])
    const some = granules[20]!.id
    const isOne = (property: string) => ({ filter: { op: '=', args: [{ property }, some] } })
    const ids = (await count({ ...isOne('id'), window: '5h', distance: 500 })).map(({ id }) => id)
    expect([...new Set(ids)]).toEqual([some])
    expect(await count({ ...isOne('collection') })).toEqual([])
    const [first] = observed
    const datetime = `${new Date(begin - 3 * hour).toISOString()}/${new Date(begin + 9 * hour).toISOString()}`
    expect((await count({ window: '0' }, [{ ...first, properties: { datetime } }])).length).toBeGreaterThan(0)
  })

  it.each([
    ['collections', { collections: [] }],
    ['observations', { observations: { type: 'FeatureCollection', features: [] } }],
    [
      'observations.features[0].geometry',
      { observations: { type: 'FeatureCollection', features: [at([0, 91], '2012-04-01T00:00:00Z')] } },
    ],
    [
      'observations.features[0].properties.datetime',
      { observations: { type: 'FeatureCollection', features: [at([0, 1], 'yesterday')] } },
    ],
    [
      'observations.features[0].properties.datetime',
      { observations: { type: 'FeatureCollection', features: [at([0, 1], '../2012-04-01T00:00:00Z')] } },
    ],
    ['window', { window: '3 apples' }],
    ['window', { window: '60d' }],
    ['distance', { distance: -1 }],
    ['nearest', { nearest: 0 }],
    ['filter', { filter: 'cycle ==' }],
    ['filter', { filter: { op: '=', args: [{ property: 'cycle' }] } }],
    ['filter-lang', { 'filter-lang': 'sql' }],
    ['radius', { radius: 3 }],
  ])('name %s where it is wrong', async (parameter, wrong) => {
    const { statusCode, body: text } = await app.inject({
      method: 'POST',
      url: '/stac/matchups',
      payload: { ...body(), ...wrong },
    })
    expect(statusCode).toBe(400)
    expect((JSON.parse(text) as { detail: string }).detail).toContain(parameter)
  })

  it('answer 404 for a collection that is not there', async () => {
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/stac/matchups',
      payload: body({ collections: ['none'] }),
    })
    expect(statusCode).toBe(404)
  })
})

function at(coordinates: number[], datetime: string) {
  return { type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { datetime } }
}
