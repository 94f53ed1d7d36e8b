import { expect, test } from 'vitest'
import { matchObservations } from '../../../catalog/crossovers/matchups/match-observations.ts'
import type { MatchCriteria, Observation } from '../../../catalog/crossovers/matchups/observation.ts'
import { distanceToShapeKm, surround } from '../../../catalog/geometry/distance.ts'
import { type Shape, shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import type { Granule, Segment } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { epoch, place, randomGranules, spread } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'
import { minute, placeNear, randomOrbit, swathOf, trackOf } from './swaths.ts'

const hour = 60 * minute
const begin = Date.UTC(2012, 3, 1)

/** That observations have the matches that every segment of every granule gives, whatever the engine: `open` gives an empty catalogue. */
export function describeMatchups(name: string, open: () => Promise<Store>): void {
  test(name, { timeout: 120_000 }, async () => {
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
    // Near the antimeridian and the pole, where the store is asked by area.
    const local = observations.filter(({ lon, lat }) => Math.abs(lon) > 150 && lat > 40)
    expect(local.length).toBeGreaterThan(20)
    const store = await open()
    try {
      await store.put(granules)
      for (const wanted of criteria) {
        expect(await compare(store, granules, observations, wanted)).toBeGreaterThan(20)
        await compare(store, granules, local, wanted)
      }
    } finally {
      await store.close()
    }
  })
}

/** How many matches there were. */
async function compare(
  store: Store,
  granules: Granule[],
  observations: Observation[],
  criteria: MatchCriteria,
): Promise<number> {
  let matches = 0
  let position = 0
  for await (const found of matchObservations(store, observations, criteria)) {
    const observation = observations[position++]!
    expect(found.observation).toBe(observation)
    expect(found.matches.map(summary)).toEqual(bruteForce(granules, observation, criteria))
    matches += found.matches.length
  }
  expect(position).toBe(observations.length)
  return matches
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
