import { expect, test } from 'vitest'
import type { Window } from '../../../../catalog/crossovers/crossover.ts'
import { approachTracks } from '../../../../catalog/crossovers/tracks/approach.ts'
import type { TrackApproach } from '../../../../catalog/crossovers/tracks/crossing.ts'
import { EARTH_RADIUS_KM } from '../../../../catalog/geometry/sphere.ts'
import { decodeTracks } from '../../../../catalog/track/decode.ts'
import { encodeTracks } from '../../../../catalog/track/encode.ts'
import type { Track } from '../../../../catalog/track/track.ts'
import { seeded } from '../../../seeded.ts'
import { type CircularOrbit, type Samples, sample } from '../../track/orbit.ts'
import { roam } from '../../track/rough.ts'
import { type Beside, besides, type Place, placesOf } from './side-by-side.ts'

const always: Window = { least: -1e12, greatest: 1e12 }
const tracksOf = (beams: Samples[]): Track[] => decodeTracks(encodeTracks(beams)!)

interface Margins {
  km: number
  degrees: number
  ms: number
}

interface Held {
  surely: boolean
  maybe: boolean
  /** Of those that surely count. */
  nearest?: Beside
}

/** Whether a place of a has one of b beside it, told from every step of b; not told where it is as near the limit as the margins. */
function judge(found: Beside[], distanceKm: number, window: Window, { km, degrees, ms }: Margins): Held {
  const holds = (one: Beside, slack: number) =>
    one.km <= distanceKm + slack * km &&
    one.degrees <= 15 + slack * degrees &&
    one.timeB - one.timeA >= window.least - slack * ms &&
    one.timeB - one.timeA <= window.greatest + slack * ms
  const sure = found.filter((one) => holds(one, -1))
  const nearest = sure.toSorted((p, q) => p.km - q.km)[0]
  return { surely: sure.length > 0, maybe: found.some((one) => holds(one, 1)), ...(nearest && { nearest }) }
}

/**
 * What is found holds every place that surely counts; it holds no place that surely does not, but between two that count and are no
 * farther apart than the distance. Returns how many places count.
 */
function expectOracle(
  approaches: TrackApproach[],
  [a, b]: [Track, Track],
  [distanceKm, window]: [number, Window],
  stepMs: number,
  margins: Margins,
): number {
  const own = approaches.filter((one) => one.a.beam === a.beam && one.b.beam === b.beam)
  const [places, others] = [placesOf(a, stepMs), placesOf(b, stepMs)]
  const held = places.map((place) =>
    judge(besides(place, others, EARTH_RADIUS_KM), distanceKm, window, margins),
  )
  const isIn = ({ time }: Place) => own.some((one) => one.a.start <= time && time <= one.a.end)
  // A place alone may lie in a vertex, where something is beside it for no time at all.
  const staysBeside = (i: number) =>
    held[i]!.surely &&
    ((places[i]!.joined && held[i + 1]!.surely) || (places[i - 1]?.joined && held[i - 1]!.surely))
  const lost = places.filter((place, i) => staysBeside(i) && !isIn(place))
  expect(lost.map(({ time }) => time)).toEqual([])
  const isFilled = (i: number) =>
    held.some((one, k) => one.maybe && kmBetween(places[k]!, places[i]!) <= distanceKm + margins.km)
  const extra = places.filter((place, i) => !held[i]!.maybe && isIn(place) && !isFilled(i))
  expect(extra.map(({ time }) => time)).toEqual([])
  for (const approach of own) {
    const inside = held.filter(
      (_, i) => places[i]!.time >= approach.a.start && places[i]!.time <= approach.a.end,
    )
    expect(approach.leastKm).toBeLessThanOrEqual(distanceKm + 1e-6)
    expect(approach.difference).toBeGreaterThanOrEqual(window.least - 1)
    expect(approach.difference).toBeLessThanOrEqual(window.greatest + 1)
    const least = Math.min(...inside.map(({ nearest }) => nearest?.km ?? Infinity))
    // Several may run beside the same stretch, one nearer than the other.
    const among = own.filter((one) => one.a.start < approach.a.end && one.a.end > approach.a.start)
    if (least < Infinity)
      expect(Math.min(...among.map(({ leastKm }) => leastKm))).toBeLessThanOrEqual(least + margins.km)
  }
  return held.filter(({ surely }) => surely).length
}

function kmBetween(p: Place, q: Place): number {
  return EARTH_RADIUS_KM * Math.hypot(...[0, 1, 2].map((axis) => p.at[axis]! - q.at[axis]!))
}

/** Lost measurements here and there. */
function withGaps(samples: Samples, random: () => number): Samples {
  const count = samples.lat.length
  const gaps = Array.from({ length: 3 }, () => {
    const from = Math.floor(count * random())
    return [from, from + 5 + Math.floor(0.1 * count * random())] as const
  })
  const isLost = (i: number) => gaps.some(([from, to]) => i >= from && i < to)
  return { ...samples, lat: samples.lat.map((lat, i) => (isLost(i) ? Number.NaN : lat)) }
}

/** Flown the other way, in the same time. */
function turned({ lon, lat, time }: Samples): Samples {
  return { lon: lon.toReversed(), lat: lat.toReversed(), time }
}

test('orbits run side by side where each step of one beside each of the other does', () => {
  const random = seeded(81)
  let [counted, found] = [0, 0]
  for (let round = 0; round < 24; round++) {
    const inclination = [66, 98.6, 90, 51.6][round % 4]!
    const first: CircularOrbit = { inclination, period: 6000, node: 360 * random(), phase: 360 * random() }
    const near = {
      ...first,
      inclination: inclination + 6 * (random() - 0.5),
      node: first.node + 4 * (random() - 0.5),
    }
    const beams = (orbit: CircularOrbit, count: number) =>
      Array.from({ length: count }, (_, k) => sample({ ...orbit, node: orbit.node + 0.7 * k }, 0, 3000, 10))
    const changed = beams(near, 1 + (round % 2)).map((one) => (round % 3 === 1 ? turned(one) : one))
    const [a, b] = [beams(first, 1 + (round % 2)), changed].map((some) =>
      tracksOf(some.map((one) => (round % 2 === 0 ? withGaps(one, random) : one))),
    ) as [Track[], Track[]]
    const distanceKm = 10 ** (1 + 1.7 * random())
    const window = round % 5 === 0 ? { least: -30_000, greatest: 200_000 * random() } : always
    const approaches = approachTracks(a, b, { window, distanceKm })
    found += approaches.length
    const margins = { km: 0.01 * distanceKm + 0.2, degrees: 0.3, ms: 3000 }
    for (const one of a) {
      for (const other of b) {
        counted += expectOracle(approaches, [one, other], [distanceKm, window], 5000, margins)
      }
    }
  }
  expect(found).toBeGreaterThan(25)
  expect(counted).toBeGreaterThan(2000)
})

test('rough tracks run side by side where each step of one beside each of the other does', () => {
  const random = seeded(82)
  let counted = 0
  for (let round = 0; round < 18; round++) {
    const how = { metres: 800, seconds: 3600, turn: [20, 60, 150][round % 3]! }
    const one = roam(random, 80, how)
    // Over the antimeridian, and near a pole.
    const [lon, lat] = [
      [179.9, 10],
      [0, 89.5],
      [30, -45],
    ][round % 3]!
    const moved = (walk: Samples, aside: number): Samples => ({
      ...walk,
      lon: walk.lon.map((x) => x - walk.lon[0]! + lon! + aside),
      lat: walk.lat.map((y) => y - walk.lat[0]! + lat!),
      time: walk.time.map((time) => time - walk.time[0]!),
    })
    const other =
      round % 2 === 0 ? roam(random, 80, how) : { ...one, lat: one.lat.map((y) => y + 0.01 * random()) }
    const [a, b] = [tracksOf([moved(one, 0)]), tracksOf([moved(other, 0.01)])]
    const distanceKm = 10 ** (random() * 1.3)
    const approaches = approachTracks(a, b, { window: always, distanceKm })
    const margins = { km: 0.03 * distanceKm + 0.05, degrees: 1, ms: 200_000 }
    counted += expectOracle(approaches, [a[0]!, b[0]!], [distanceKm, always], 300_000, margins)
  }
  expect(counted).toBeGreaterThan(500)
})
