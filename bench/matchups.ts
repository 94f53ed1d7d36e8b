/**
 * Measures matchups: observations a second against a catalogue of swaths, from a warm catalogue on disk to the last match,
 * beside a search of the store for each observation and a look at every segment, on some of the same observations.
 * `node bench/matchups.ts [OBSERVATIONS] [GRANULES] [--hours N] [--distance KM] [--references N] [--seed N]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { matchInPortions } from '../catalog/crossovers/matchups/match-observations.ts'
import type { MatchCriteria, Observation } from '../catalog/crossovers/matchups/observation.ts'
import { leastDifference } from '../catalog/crossovers/window.ts'
import { distanceToShapeKm, surround } from '../catalog/geometry/distance.ts'
import { type Shape, shapeOf } from '../catalog/geometry/shape.ts'
import type { Granule, Segment } from '../catalog/granule.ts'
import { circleArea } from '../catalog/parse/area.ts'
import { openSqliteStore } from '../catalog/sqlite/open.ts'
import type { Store } from '../catalog/store.ts'
import { seeded } from '../test/seeded.ts'
import { firstInstant, outline, polarOrbit } from './synthetic.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hours: { type: 'string', default: '3' },
    distance: { type: 'string', default: '25' },
    references: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})
const [observationCount, granuleCount] = [
  Number(positionals[0] ?? 1_000_000),
  Number(positionals[1] ?? 100_000),
]
const random = seeded(Number(options.seed))
const minutes5 = 300_000
const reach = Number(options.hours) * 3600_000
const criteria: MatchCriteria = {
  collections: ['swaths'],
  window: { least: -reach, greatest: reach },
  distanceKm: Number(options.distance),
}

const orbit = polarOrbit(random)

const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
try {
  const store = await openSqliteStore(join(scratch, 'catalog.db'))
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`,
  )
  console.log(
    `${observationCount} observations, ${granuleCount} granules of 5 minutes, ${options.hours} h, ${options.distance} km`,
  )
  for (const batch of batches()) await store.put(batch)
  await measure(store)
  await store.close()
} finally {
  rmSync(scratch, { recursive: true })
}

/** One satellite that looks all the time, 2300 km wide. */
function* batches(): Generator<Granule[]> {
  for (let i = 0; i < granuleCount; i += 1000) {
    const count = Math.min(1000, granuleCount - i)
    yield Array.from({ length: count }, (_, k) => granuleAt(firstInstant + (i + k) * minutes5, i + k))
  }
}

function granuleAt(start: number, number: number): Granule {
  const parts = 4
  const draw = (from: number, to: number, steps: number) => outline(orbit, from, to, 0.18, steps, 6)
  return {
    collection: 'swaths',
    id: `swath-${number}`,
    kind: 'swath',
    start,
    end: start + minutes5,
    geometry: draw(start, start + minutes5, 12),
    bbox: [-180, -90, 180, 90],
    segments: Array.from({ length: parts }, (_, k) => {
      const [from, to] = [start + (minutes5 * k) / parts, start + (minutes5 * (k + 1)) / parts]
      return { start: from, end: to, rows: [500 * k, 500 * k + 500], geometry: draw(from, to, 4) }
    }),
    properties: {},
    assets: {},
    updated: start,
  }
}

/** Anywhere on the sphere at any time, in the order of time; each is made when it is asked for, the same in every run. */
function* observations(): Generator<Observation> {
  const random = seeded(Number(options.seed) + 1)
  const gap = (granuleCount * minutes5) / observationCount
  let time = firstInstant
  for (let i = 0; i < observationCount; i++) {
    time -= gap * Math.log(1 - random())
    const lat = (Math.asin(2 * random() - 1) * 180) / Math.PI
    yield { lon: 360 * random() - 180, lat, start: time, end: time }
  }
}

async function measure(store: Store): Promise<void> {
  const every = Math.ceil(observationCount / Number(options.references))
  const found = new Map<Observation, Set<string>>()
  let [number, matches, most] = [0, 0, 0]
  const [begun, busy] = [performance.now(), process.cpuUsage()]
  for await (const portion of matchInPortions(store, observations(), criteria)) {
    for (const matchup of portion) {
      matches += matchup.matches.length
      if (number++ % every === 0) {
        found.set(matchup.observation, new Set(matchup.matches.map(({ granule }) => granule.id)))
      }
    }
    most = Math.max(most, process.memoryUsage.rss())
  }
  const sample = [...found.keys()]
  const rate = tell('matchups', observationCount, performance.now() - begun)
  const { user, system } = process.cpuUsage(busy)
  const seconds = (user + system) / 1e6
  console.log(
    `  ${seconds.toFixed(1)} s of processor time (${Math.round(observationCount / seconds)} observations/s of it), ` +
      `${Math.round(most / 1e6)} MB at most, ${(matches / observationCount).toFixed(2)} matches an observation`,
  )

  const searching = performance.now()
  for (const observation of sample) await search(store, observation)
  tell('a search each', sample.length, performance.now() - searching, rate)

  const shapes = layOut()
  const looking = performance.now()
  let wrong = 0
  for (const observation of sample) {
    const expected = everySegment(shapes, observation)
    if (expected.symmetricDifference(found.get(observation)!).size > 0) wrong++
  }
  tell('every segment', sample.length, performance.now() - looking, rate)
  console.log(`  ${wrong} of ${sample.length} observations have other granules than by every segment`)
}

async function search(store: Store, { lon, lat, start }: Observation): Promise<void> {
  await store.search(
    {
      collections: criteria.collections,
      area: circleArea([lon, lat], criteria.distanceKm * 1000, 'distance'),
      period: { start: Math.floor(start - reach), end: Math.ceil(start + reach) },
      alongTrack: true,
    },
    { limit: 1000, segments: true, uncounted: true },
  )
}

interface Laid {
  id: string
  segment: Segment
  shape: Shape
  footprint: Shape
}

function layOut(): Laid[] {
  const laid: Laid[] = []
  for (const batch of batches()) {
    for (const { id, geometry, segments } of batch) {
      const footprint = shapeOf(geometry)
      for (const segment of segments) laid.push({ id, segment, shape: shapeOf(segment.geometry), footprint })
    }
  }
  return laid
}

function everySegment(laid: Laid[], observation: Observation): Set<string> {
  const seen = laid.filter(
    ({ segment, shape, footprint }) =>
      leastDifference(observation, segment, criteria.window) !== undefined &&
      isNear(observation, shape) &&
      isNear(observation, footprint),
  )
  return new Set(seen.map(({ id }) => id))
}

function isNear({ lon, lat }: Observation, shape: Shape): boolean {
  return distanceToShapeKm(surround(lon, lat, criteria.distanceKm), shape) < Infinity
}

function tell(name: string, count: number, milliseconds: number, ours?: number): number {
  const rate = (1000 * count) / milliseconds
  const ratio = ours === undefined ? '' : `, ${Math.round(ours / rate)} times slower`
  console.log(
    `${name.padEnd(14)} ${Math.round(rate)} observations/s (${count} in ${(milliseconds / 1000).toFixed(1)} s${ratio})`,
  )
  return rate
}
