import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { matchObservations } from '../../../catalog/crossovers/matchups/match-observations.ts'
import type { MatchCriteria, Observation } from '../../../catalog/crossovers/matchups/observation.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { distanceToShapeKm, surround } from '../../../catalog/geometry/distance.ts'
import { type Shape, shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import type { Granule, Segment } from '../../../catalog/granule.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { box, boxes, epoch, place, randomGranules, spread } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { granuleFrom, minute, placeNear, randomOrbit, swathOf, trackOf } from './swaths.ts'

const hour = 60 * minute
const begin = Date.UTC(2012, 3, 1)

describe('observations have the matches that every segment of every granule gives', () => {
  const random = seeded(33)
  const granules = [...passes(random, 160), ...randomGranules(random, 120).map(soon)]
  const observations = around(granules, random, 1000)
  const criteria: MatchCriteria[] = [
    { collections: ['swaths'], window: { least: -hour, greatest: hour }, distanceKm: 0 },
    { collections: ['swaths', 'tracks'], window: { least: -3 * hour, greatest: 3 * hour }, distanceKm: 25 },
    { collections: ['tracks'], window: { least: 0, greatest: 6 * hour }, distanceKm: 300, nearest: 2 },
    {
      collections: ['alpha', 'beta', 'Gamma', 'delta é'],
      window: { least: -hour, greatest: 0 },
      distanceKm: 100,
    },
    {
      collections: ['swaths'],
      window: { least: -hour, greatest: 9 * hour },
      distanceKm: 60,
      nearest: 1,
      where: { op: '=', property: 'pass', value: 3 },
    },
  ]
  const engines: [string, (folder: string) => Promise<Store>][] = [
    ['by scan', async () => openScanStore()],
    ['by SQLite', (folder) => openSqliteStore(join(folder, 'catalog.db'))],
  ]

  test.each(engines)('%s', async (_, open) => {
    const folder = mkdtempSync(join(tmpdir(), 'oceanid-matchups-'))
    const store = await open(folder)
    try {
      await store.put(granules)
      for (const wanted of criteria) {
        let matches = 0
        let position = 0
        for await (const found of matchObservations(store, observations, wanted)) {
          const observation = observations[position++]!
          expect(found.observation).toBe(observation)
          expect(found.matches.map(summary)).toEqual(bruteForce(granules, observation, wanted))
          matches += found.matches.length
        }
        expect(position).toBe(observations.length)
        expect(matches, JSON.stringify(wanted)).toBeGreaterThan(20)
      }
    } finally {
      await store.close()
      rmSync(folder, { recursive: true })
    }
  })
})

test('places near the poles and the antimeridian are matched from the other side', async () => {
  const store = await storeOf(
    granuleFrom({ id: 'east', geometry: box([170, -5, 180, 5]), start: 0, end: 1 }),
    granuleFrom({ id: 'north', geometry: box([0, 85, 10, 89.9]), start: 0, end: 1 }),
    granuleFrom({
      id: 'south',
      geometry: boxes([150, -90, 180, -80], [-180, -90, -150, -80]),
      start: 0,
      end: 1,
    }),
  )
  const wanted = { collections: ['drawn'], window: { least: 0, greatest: 0 }, distanceKm: 30 }
  const ids = async (lon: number, lat: number) =>
    (await all(store, [at(lon, lat)], wanted)).flatMap(({ matches }) =>
      matches.map(({ granule }) => granule.id),
    )
  expect(await ids(-179.9, 0)).toEqual(['east'])
  expect(await ids(-170, 89.95)).toEqual(['north'])
  expect(await ids(0, -89.9)).toEqual(['south'])
  expect(await ids(0, 0)).toEqual([])
})

test('nearest comes first, in space, then in time, then by name', async () => {
  const granule = (id: string, west: number, start: number) =>
    granuleFrom({ id, geometry: box([west, 0, west + 5, 5]), start, end: start })
  const store = await storeOf(
    granule('far', 1.2, 0),
    granule('late', 0, -50),
    granule('b', 0, 10),
    granule('a', 0, -10),
  )
  const wanted = { collections: ['drawn'], window: { least: -60, greatest: 60 }, distanceKm: 50 }
  const [found] = await all(store, [at(1, 1)], wanted)
  expect(found!.matches.map(({ granule, difference }) => [granule.id, difference])).toEqual([
    ['a', -10],
    ['b', 10],
    ['late', -50],
    ['far', 0],
  ])
  expect(found!.matches.at(-1)!.distanceKm).toBeCloseTo(22.2, 1)
  const [nearest] = await all(store, [at(1, 1)], { ...wanted, nearest: 2 })
  expect(nearest!.matches.map(({ granule }) => granule.id)).toEqual(['a', 'b'])
})

test('of a granule, rows that follow on one another are one match and others another', async () => {
  const part = (first: number, west: number): Segment => ({
    start: first,
    end: first + 9,
    rows: [first, first + 10],
    geometry: box([west, 0, west + 10, 10]),
  })
  const store = await storeOf(
    granuleFrom({
      geometry: box([0, 0, 20, 10]),
      start: 0,
      end: 60,
      segments: [part(0, 0), part(10, 10), part(50, 9)],
      properties: { direction: 'descending', pass: 4 },
    }),
  )
  const wanted = { collections: ['drawn'], window: { least: 0, greatest: 100 }, distanceKm: 20 }
  const [found] = await all(store, [at(9.95, 5)], wanted)
  expect(found!.matches.map(({ granule }) => granule)).toEqual([
    {
      collection: 'drawn',
      id: 'drawn-0',
      direction: 'descending',
      pass: 4,
      start: 0,
      end: 19,
      rows: [0, 20],
    },
    {
      collection: 'drawn',
      id: 'drawn-0',
      direction: 'descending',
      pass: 4,
      start: 50,
      end: 59,
      rows: [50, 60],
    },
  ])
})

test('observations that took a while are matched with what they allow', async () => {
  const store = await storeOf(granuleFrom({ geometry: box([0, 0, 5, 5]), start: 1000, end: 2000 }))
  const wanted = { collections: ['drawn'], window: { least: -100, greatest: 100 }, distanceKm: 0 }
  const differences = async (start: number, end: number) =>
    (await all(store, [{ lon: 1, lat: 1, start, end }], wanted)).flatMap(({ matches }) =>
      matches.map((m) => m.difference),
    )
  expect(await differences(0, 950)).toEqual([50])
  expect(await differences(0, 899)).toEqual([])
  expect(await differences(1500, 9000)).toEqual([0])
  expect(await differences(2100, 9000)).toEqual([-100])
})

test('observations out of the order of time are refused', async () => {
  const store = await storeOf(granuleFrom({ geometry: box([0, 0, 5, 5]), start: 0, end: 1 }))
  const wanted = { collections: ['drawn'], window: { least: 0, greatest: 0 }, distanceKm: 0 }
  const backwards = [at(0, 0, 5), at(0, 0, 4)]
  await expect(all(store, backwards, wanted)).rejects.toThrow(InvalidQueryError)
})

test('only granules near the observations are asked for, a walk for each time that has any', async () => {
  const store = openScanStore()
  const asked: unknown[] = []
  const watched: Store = {
    ...store,
    search: (query, page) => {
      asked.push(query.period)
      expect(query.area).toBeDefined()
      return store.search(query, page)
    },
  }
  const year = 365 * 24 * hour
  const wanted = { collections: ['drawn'], window: { least: -10, greatest: 10 }, distanceKm: 25 }
  await all(watched, [at(3, 4, 0), at(3.5, 4, 5), at(179, -60, year)], wanted)
  expect(asked).toEqual([
    { start: -10, end: 15 },
    { start: year - 10, end: year + 10 },
  ])
})

function at(lon: number, lat: number, time = 0): Observation {
  return { lon, lat, start: time, end: time }
}

async function storeOf(...granules: Granule[]): Promise<Store> {
  const store = openScanStore()
  await store.put(granules)
  return store
}

function all(store: Store, observations: Observation[], criteria: MatchCriteria) {
  return Array.fromAsync(matchObservations(store, observations, criteria))
}

function passes(random: () => number, count: number): Granule[] {
  return Array.from({ length: count }, (_, i) => {
    const pass = {
      orbit: randomOrbit(random),
      start: Math.round(begin + 48 * hour * random()),
      minutes: 5 + 20 * random(),
      segments: 6,
    }
    const granule =
      i % 3 === 0
        ? trackOf({ ...pass, collection: 'tracks' })
        : swathOf({ ...pass, collection: 'swaths', halfWidth: 0.02 + 0.2 * random() })
    return { ...granule, id: `${granule.id}-${i}`, properties: { pass: i % 7 } }
  })
}

/** Within the days of the passes. */
function soon(granule: Granule): Granule {
  const by = begin - epoch + Math.round((granule.start - epoch) * ((48 * hour) / spread - 1))
  const moved = <T extends { start: number; end: number }>(one: T): T => ({
    ...one,
    start: one.start + by,
    end: one.end + by,
  })
  return { ...moved(granule), segments: granule.segments.map(moved) }
}

function around(granules: Granule[], random: () => number, count: number): Observation[] {
  return Array.from({ length: count }, (_, i) => {
    const granule = granules[Math.floor(granules.length * random())]!
    const [lon, lat] = i % 10 === 0 ? place(random) : placeNear(granule, random)
    const start = Math.round(granule.start + 4 * hour * (random() - 0.5))
    return { lon, lat, start, end: start + (i % 5 === 0 ? 10 * minute : 0) }
  }).sort((a, b) => a.start - b.start)
}

const shapes = new Map<Geometry, Shape>()

function km({ lon, lat }: Observation, geometry: Geometry, limit: number): number {
  const shape = shapes.get(geometry) ?? shapeOf(geometry)
  shapes.set(geometry, shape)
  return distanceToShapeKm(surround(lon, lat, limit), shape)
}

type Summary = {
  id: string
  collection: string
  rows: [number, number] | undefined
  distanceKm: number
  difference: number
}

function summary({
  granule,
  distanceKm,
  difference,
}: {
  granule: { id: string; collection: string; rows?: [number, number] }
  distanceKm: number
  difference: number
}): Summary {
  return { id: granule.id, collection: granule.collection, rows: granule.rows, distanceKm, difference }
}

/** All segments, one after the other; those of a granule that go on are put together by marking rows. */
function bruteForce(
  granules: Granule[],
  observation: Observation,
  { collections, window, distanceKm: limit, nearest, where }: MatchCriteria,
): Summary[] {
  const matches = granules.flatMap((granule): Summary[] => {
    if (!collections.includes(granule.collection)) return []
    if (where && granule.properties.pass !== 3) return []
    const area = granule.geometry.type.endsWith('Polygon')
    const segments: (Partial<Segment> & Pick<Segment, 'start' | 'end' | 'geometry'>)[] =
      granule.segments.length > 0 ? granule.segments : [granule]
    const hits = segments.flatMap((segment) => {
      const low = Math.max(window.least, segment.start - observation.end)
      const high = Math.min(window.greatest, segment.end - observation.start)
      if (low > high) return []
      const toFootprint = area ? km(observation, granule.geometry, limit) : 0
      const distanceKm = Math.max(toFootprint, km(observation, segment.geometry, limit))
      if (distanceKm > limit) return []
      return [{ rows: segment.rows, distanceKm, difference: Math.max(low, Math.min(high, 0)) }]
    })
    const runs: (typeof hits)[] = []
    for (const hit of hits.sort((a, b) => (a.rows?.[0] ?? 0) - (b.rows?.[0] ?? 0))) {
      const reached = Math.max(...(runs.at(-1) ?? []).map(({ rows }) => rows?.[1] ?? Infinity))
      if (runs.length > 0 && (hit.rows?.[0] ?? 0) <= reached + 1) runs.at(-1)!.push(hit)
      else runs.push([hit])
    }
    return runs.map((run) => ({
      id: granule.id,
      collection: granule.collection,
      rows: run[0]!.rows && [run[0]!.rows[0], Math.max(...run.map(({ rows }) => rows![1]))],
      distanceKm: Math.min(...run.map((hit) => hit.distanceKm)),
      difference: run.map((hit) => hit.difference).sort((a, b) => Math.abs(a) - Math.abs(b))[0]!,
    }))
  })
  return matches
    .sort(
      (a, b) =>
        a.distanceKm - b.distanceKm ||
        Math.abs(a.difference) - Math.abs(b.difference) ||
        (a.collection < b.collection ? -1 : a.collection > b.collection ? 1 : a.id < b.id ? -1 : 1),
    )
    .slice(0, nearest)
}
