import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  matchInPortions,
  matchObservations,
} from '../../../catalog/crossovers/matchups/match-observations.ts'
import type { MatchCriteria, Observation } from '../../../catalog/crossovers/matchups/observation.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Granule, Segment } from '../../../catalog/granule.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { box, boxes } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { describeMatchups } from './describe-matchups.ts'
import { granuleFrom, minute } from './swaths.ts'

const hour = 60 * minute

describe('observations have the matches that every segment of every granule gives', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-matchups-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  describeMatchups('by scan', async () => openScanStore())
  describeMatchups('by SQLite', () => openSqliteStore(join(folder, 'catalog.db')))
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

test('observations are taken as they come, a batch ahead at most, so that any number of them needs the same memory', async () => {
  const wanted = { collections: ['drawn'], window: { least: -10, greatest: 10 }, distanceKm: 25 }
  let [made, answered, most] = [0, 0, 0]
  function* many() {
    for (; made < 250_000; made++) yield at((made % 360) - 180, 5, made)
  }
  async function* asTheyCome() {
    yield* many()
  }
  const store = await storeOf(granuleFrom({ geometry: box([0, 0, 9, 9]), start: 0, end: 300_000 }))
  for (const observations of [many(), asTheyCome()]) {
    ;[made, answered] = [0, 0]
    let matched = 0
    for await (const portion of matchInPortions(store, observations, wanted)) {
      most = Math.max(most, made - answered)
      answered += portion.length
      matched += portion.filter(({ matches }) => matches.length > 0).length
    }
    expect(answered).toBe(250_000)
    expect(matched).toBeGreaterThan(5000)
  }
  expect(most).toBeLessThanOrEqual(100_001)
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
