import { beforeAll, describe, expect, test } from 'vitest'
import type { Window } from '../../../../catalog/crossovers/crossover.ts'
import { crossTracks } from '../../../../catalog/crossovers/tracks/cross.ts'
import type { TrackCrossing } from '../../../../catalog/crossovers/tracks/crossing.ts'
import { distanceKm, toPosition, toVector } from '../../../../catalog/geometry/sphere.ts'
import { decodeTracks } from '../../../../catalog/track/decode.ts'
import { encodeTracks } from '../../../../catalog/track/encode.ts'
import type { Track } from '../../../../catalog/track/track.ts'
import { seeded } from '../../../seeded.ts'
import { cutPasses, type Pass } from '../passes.ts'
import { compareWithTruth, hasReference, referenceMissions } from '../reference.ts'
import { crossingsByLatitude, type LatitudeCrossing } from './latitudes.ts'

const hours = 3_600_000
const always: Window = { least: -1e12, greatest: 1e12 }

interface Flown {
  pass: Pass
  tracks: Track[]
}

interface Found extends TrackCrossing {
  passA: number
  passB: number
}

function fly(passes: Pass[]): Flown[] {
  return passes.flatMap((pass) => {
    const encoded = encodeTracks([pass])
    return encoded ? [{ pass, tracks: decodeTracks(encoded) }] : []
  })
}

function crossAll(a: Flown[], b: Flown[], window: Window): Found[] {
  return a
    .flatMap((one) =>
      b.flatMap((other) =>
        crossTracks(one.tracks, other.tracks, { window }).map((crossing) => ({
          ...crossing,
          passA: one.pass.number,
          passB: other.pass.number,
        })),
      ),
    )
    .sort((p, q) => p.passA - q.passA || p.passB - q.passB || p.a.time - q.a.time)
}

/** None missed, none extra; under 0.05 s and 30 m. */
function expectSame(found: Found[], expected: LatitudeCrossing[]): void {
  expect(found.length).toBe(expected.length)
  let [late, metres] = [0, 0]
  const otherPasses: number[] = []
  for (const [i, { timeA, timeB, lon, lat, passA, passB }] of expected.entries()) {
    const { a, b, position, ...one } = found[i]!
    late = Math.max(late, Math.abs(a.time - timeA), Math.abs(b.time - timeB))
    metres = Math.max(metres, 1000 * distanceKm(...position, lon, lat))
    if (one.passA !== passA || one.passB !== passB) otherPasses.push(timeA)
  }
  expect(late).toBeLessThan(50)
  expect(metres).toBeLessThan(30)
  expect(otherPasses).toEqual([])
}

describe.skipIf(!hasReference)('the tracks of two analytic missions', () => {
  let [passesA, passesB]: [Pass[], Pass[]] = [[], []]
  let [a, b]: [Flown[], Flown[]] = [[], []]
  let all: LatitudeCrossing[] = []
  beforeAll(async () => {
    ;[passesA, passesB] = (await referenceMissions()).map(cutPasses) as [Pass[], Pass[]]
    ;[a, b] = [fly(passesA), fly(passesB)]
    all = crossingsByLatitude(passesA, passesB).sort(
      (p, q) => p.passA - q.passA || p.passB - q.passB || p.timeA - q.timeA,
    )
  }, 300_000)
  const within = ({ least, greatest }: Window) =>
    all.filter(({ timeA, timeB }) => timeB - timeA >= least && timeB - timeA <= greatest)

  test('cross 33,662 times, each where its latitudes say', () => {
    expect(all.length).toBe(33_662)
    expectSame(crossAll(a, b, always), all)
  })

  test('cross within three hours as root-finding on the orbits says, directions and passes included', () => {
    const found = crossAll(a, b, { least: -3 * hours, greatest: 3 * hours }).map((one) => ({
      position: one.position,
      a: { start: one.a.time, pass: one.passA, direction: one.a.direction },
      b: { start: one.b.time, pass: one.passB, direction: one.b.direction },
    }))
    const { worstMs, worstMetres, ...counts } = compareWithTruth(found)
    expect(counts).toEqual({ missed: 0, extra: 0, wrong: 0 })
    expect(worstMs).toBeLessThan(1)
    expect(worstMetres).toBeLessThan(2)
  })

  test.each([
    ['an hour before to three after', { least: -hours, greatest: 3 * hours }],
    ['a minute', { least: -60_000, greatest: 60_000 }],
    ['one to two days before', { least: -48 * hours, greatest: -24 * hours }],
  ] as [string, Window][])('cross within a window of %s', (_, window) => {
    expectSame(crossAll(a, b, window), within(window))
  })

  test('cross but in their gaps', () => {
    const random = seeded(91)
    const gaps = Array.from({ length: 60 }, () => {
      const from = passesA[0]!.time[0]! + 864_000_000 * random()
      return [from, from + 10_000 + 5_000_000 * random()] as const
    })
    const isLost = (time: number) => gaps.some(([from, to]) => time > from && time < to)
    const cut = (passes: Pass[]) =>
      fly(
        passes.map((one) => ({
          ...one,
          lat: one.lat.map((y, i) => (isLost(one.time[i]!) ? Number.NaN : y)),
        })),
      )
    // A gap begins with the last measurement before it, or where a pass ends with it half a step later: too near to tell.
    const isAtEdge = (time: number) =>
      gaps.some((edges) => edges.some((edge) => Math.abs(time - edge) < 1600))
    const left = all.filter((one) => [one.timeA, one.timeB].every((time) => !isLost(time) && !isAtEdge(time)))
    expect(all.length - left.length).toBeGreaterThan(5000)
    const found = crossAll(cut(passesA), cut(passesB), always)
    expectSame(
      found.filter((one) => !isAtEdge(one.a.time) && !isAtEdge(one.b.time)),
      left,
    )
  })

  test('cross alike with longitudes of 0 to 360, and measured every ten seconds', () => {
    const thinned = (passes: Pass[]) =>
      fly(
        passes.map(({ number, lon, lat, time }) => {
          const keep = (_: number, i: number) => i % 10 === 0
          return {
            number,
            lon: lon.filter(keep).map((x) => (x + 360) % 360),
            lat: lat.filter(keep),
            time: time.filter(keep),
          }
        }),
      )
    const [sparseA, sparseB] = [thinned(passesA), thinned(passesB)]
    // The last measurement of a pass may lie ten seconds before the first of the next one, so that it ends earlier.
    const isMeasured = (flown: Flown[], number: number, time: number) =>
      flown.some(
        ({ pass, tracks: [track] }) => pass.number === number && track!.start < time && track!.end > time,
      )
    const left = all.filter(
      (one) => isMeasured(sparseA, one.passA, one.timeA) && isMeasured(sparseB, one.passB, one.timeB),
    )
    expect(left.length).toBeGreaterThan(33_500)
    expectSame(
      crossAll(sparseA, sparseB, always).filter(
        (one) => isMeasured(a, one.passA, one.a.time) && isMeasured(b, one.passB, one.b.time),
      ),
      left,
    )
  })

  test('cross alike measured twenty times a second', () => {
    const fine = (passes: Pass[]) => passes.slice(0, 12).map(atTwentyHertz)
    const [fineA, fineB] = [fine(passesA), fine(passesB)]
    const numbers = (passes: Pass[]) => new Set(passes.map(({ number }) => number))
    const [ofA, ofB] = [numbers(fineA), numbers(fineB)]
    const expected = all.filter(({ passA, passB }) => ofA.has(passA) && ofB.has(passB))
    expect(expected.length).toBeGreaterThan(30)
    expectSame(crossAll(fly(fineA), fly(fineB), always), expected)
  })
})

/** Nineteen places between each two, along their great circle. */
function atTwentyHertz({ number, lon, lat, time }: Pass): Pass {
  const rate = 20
  const count = rate * (time.length - 1) + 1
  const fine: Pass = {
    number,
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    time: new Float64Array(count),
  }
  for (let k = 0; k < count; k++) {
    const i = Math.min(Math.floor(k / rate), time.length - 2)
    const share = k / rate - i
    const [p, q] = [toVector(lon[i]!, lat[i]!), toVector(lon[i + 1]!, lat[i + 1]!)]
    const [x, y] = toPosition([
      p[0] + share * (q[0] - p[0]),
      p[1] + share * (q[1] - p[1]),
      p[2] + share * (q[2] - p[2]),
    ])
    fine.lon[k] = x
    fine.lat[k] = y
    fine.time[k] = time[i]! + share * (time[i + 1]! - time[i]!)
  }
  return fine
}
