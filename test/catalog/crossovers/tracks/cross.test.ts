import { describe, expect, test } from 'vitest'
import type { Window } from '../../../../catalog/crossovers/crossover.ts'
import { crossTracks } from '../../../../catalog/crossovers/tracks/cross.ts'
import type { TrackCrossing } from '../../../../catalog/crossovers/tracks/crossing.ts'
import { distanceKm, toPosition } from '../../../../catalog/geometry/sphere.ts'
import { decodeTracks } from '../../../../catalog/track/decode.ts'
import { encodeTracks } from '../../../../catalog/track/encode.ts'
import type { Track, TrackSamples } from '../../../../catalog/track/track.ts'
import { seeded } from '../../../seeded.ts'
import {
  altimeterA,
  altimeterB,
  ascends,
  below,
  epoch,
  type Samples,
  samplePasses,
  type TrueCrossing,
  trueCrossings,
} from '../../track/orbit.ts'
import { roam } from '../../track/rough.ts'

const hours = 3_600_000
const always: Window = { least: -1e12, greatest: 1e12 }
const tracksOf = (samples: TrackSamples): Track[] => decodeTracks(encodeTracks([samples])!)

function crossAll(a: Samples[], b: Samples[], window: Window): TrackCrossing[] {
  const [first, second] = [a.map(tracksOf), b.map(tracksOf)]
  return first.flatMap((one) => second.flatMap((other) => crossTracks(one, other, { window })))
}

/** None missed, none extra, and each where and when it is. */
function expectTruth(found: TrackCrossing[], truth: TrueCrossing[]): void {
  const ordered = found.toSorted((p, q) => p.a.time - q.a.time || p.b.time - q.b.time)
  expect(ordered.length).toBe(truth.length)
  let [late, metres] = [0, 0]
  for (const [i, { a, b, position }] of truth.entries()) {
    const crossing = ordered[i]!
    late = Math.max(
      late,
      Math.abs(crossing.a.time - epoch - 1000 * a),
      Math.abs(crossing.b.time - epoch - 1000 * b),
    )
    metres = Math.max(metres, 1000 * distanceKm(...crossing.position, ...position))
    const directions = [ascends(altimeterA, a), ascends(altimeterB, b)]
    expect([crossing.a.direction === 'ascending', crossing.b.direction === 'ascending']).toEqual(directions)
    expect(crossing.difference).toBe(crossing.b.time - crossing.a.time)
  }
  expect(late).toBeLessThan(2)
  expect(metres).toBeLessThan(10)
}

describe('tracks of two orbits cross where root-finding says', () => {
  const seconds = 1.5 * 86_400
  const truth = trueCrossings(altimeterA, altimeterB, seconds)
  const within = ({ least, greatest }: Window) =>
    truth.filter(({ a, b }) => 1000 * (b - a) >= least && 1000 * (b - a) <= greatest)
  const [a, b] = [samplePasses(altimeterA, seconds, 1), samplePasses(altimeterB, seconds, 1)]

  test.each([
    ['any', always, 500],
    ['three hours', { least: -3 * hours, greatest: 3 * hours }, 100],
    ['an hour before to five after', { least: -hours, greatest: 5 * hours }, 100],
    ['ten to twenty hours before', { least: -20 * hours, greatest: -10 * hours }, 50],
  ] as [string, Window, number][])('within a window of %s', (_, window, atLeast) => {
    const expected = within(window)
    expect(expected.length).toBeGreaterThan(atLeast)
    expectTruth(crossAll(a, b, window), expected)
  })

  test('measured every ten seconds, with longitudes of 0 to 360', () => {
    const sparse = [altimeterA, altimeterB].map((orbit) =>
      samplePasses(orbit, seconds, 10).map(({ lon, ...rest }) => ({
        ...rest,
        lon: lon.map((x) => (x + 360) % 360),
      })),
    )
    // Between the last measurement of a pass and the first of the next one both reach half a step.
    expectTruth(crossAll(sparse[0]!, sparse[1]!, always), truth)
  })

  test('measured twenty times a second', () => {
    const day = 20_000
    const fine = [altimeterA, altimeterB].map((orbit) => samplePasses(orbit, day, 0.05))
    const expected = trueCrossings(altimeterA, altimeterB, day)
    expect(expected.length).toBeGreaterThan(5)
    expectTruth(crossAll(fine[0]!, fine[1]!, always), expected)
  })

  test('but for those that lie in gaps', () => {
    const random = seeded(70)
    const lost = Array.from({ length: 150 }, () => {
      const from = seconds * random()
      return [from, from + 10 + 590 * random() ** 2] as const
    })
    const isLost = (time: number) => lost.some(([from, to]) => time > from && time < to)
    const cut = (passes: Samples[]) =>
      passes.map(({ lon, lat, time }) => ({
        lon,
        time,
        lat: lat.map((value, i) => (isLost((time[i]! - epoch) / 1000) ? Number.NaN : value)),
      }))
    // A gap lies between the measurements around it.
    const isGone = (time: number) => isLost(Math.floor(time)) || isLost(Math.ceil(time))
    const expected = truth.filter((one) => !isGone(one.a) && !isGone(one.b))
    expect(truth.length - expected.length).toBeGreaterThan(100)
    const has = (samples: Samples) => samples.lat.filter(Number.isFinite).length > 1
    expectTruth(crossAll(cut(a).filter(has), cut(b).filter(has), always), expected)
  })

  test('and the nearest rows are those of the files', () => {
    for (const { a: side, position } of crossAll(a.slice(0, 3), b.slice(0, 5), always)) {
      const pass = a.find(({ time }) => time[0]! - 500 <= side.time && time.at(-1)! + 500 >= side.time)!
      expect(Math.abs(pass.time[side.row]! - side.time)).toBeLessThanOrEqual(500.3)
      expect(distanceKm(pass.lon[side.row]!, pass.lat[side.row]!, ...position)).toBeLessThan(4)
    }
  })
})

/** Vertices of a track that is all chords. */
function vertices(track: Track): [number, number, number][][] {
  const chains: [number, number, number][][] = []
  for (let i = 0; i < track.count; i++) {
    expect(track.first[i + 1]! - track.first[i]!).toBe(2)
    const at = (s: number) =>
      [0, 1, 2].map(
        (axis) =>
          track.powers[3 * track.first[i]! + axis]! + s * track.powers[3 * track.first[i]! + 3 + axis]!,
      )
    if (!track.joined[i]) chains.push([at(-1) as [number, number, number]])
    chains.at(-1)!.push(at(1) as [number, number, number])
  }
  return chains
}

describe('rough tracks cross where every two of their steps do', () => {
  const side = (p: number[], q: number[], r: number[]) =>
    (p[1]! * q[2]! - p[2]! * q[1]!) * r[0]! +
    (p[2]! * q[0]! - p[0]! * q[2]!) * r[1]! +
    (p[0]! * q[1]! - p[1]! * q[0]!) * r[2]!
  const bruteForce = (a: Track, b: Track): number => {
    let count = 0
    for (const p of vertices(a)) {
      for (const q of vertices(b)) {
        for (let i = 1; i < p.length; i++) {
          for (let j = 1; j < q.length; j++) {
            const [a0, a1, b0, b1] = [p[i - 1]!, p[i]!, q[j - 1]!, q[j]!]
            if (a0[0] * b0[0] + a0[1] * b0[1] + a0[2] * b0[2] < 0) continue
            if (side(a0, a1, b0) > 0 === side(a0, a1, b1) > 0) continue
            if (side(b0, b1, a0) > 0 !== side(b0, b1, a1) > 0) count++
          }
        }
      }
    }
    return count
  }

  test.each([0, 1, 2])('over the whole Earth and around both poles: %i', (where) => {
    const random = seeded(71 + where)
    let total = 0
    for (let round = 0; round < 12; round++) {
      const [a, b] = [0, 1].map(() => {
        const walk = roam(random, 120, { metres: where === 0 ? 900_000 : 150_000, seconds: 3600, turn: 260 })
        if (where === 0) return walk
        // Laid around a pole: within some hundreds of kilometres of it, crossing over it again and again.
        const lat = walk.lat.map(
          (_, i) => (where === 1 ? 1 : -1) * (90 - 4 * Math.abs(Math.sin((i + 0.5) * (0.7 + random())))),
        )
        return { ...walk, lat, lon: walk.lon.map(() => 360 * random()) }
      }) as [Samples, Samples]
      const [one, other] = [tracksOf(a), tracksOf(b)]
      const found = crossTracks(one, other, { window: always })
      const expected = bruteForce(one[0]!, other[0]!)
      expect(found.length).toBe(expected)
      total += expected
      const back = crossTracks(other, one, { window: always })
      expect(back.length).toBe(expected)
    }
    expect(total).toBeGreaterThan(100)
  })
})

/** Straight from place to place, measured so that the places lie on measurements. */
function straight(places: [number, number][], start = epoch): Samples {
  return {
    lon: places.map(([lon]) => lon),
    lat: places.map(([, lat]) => lat),
    time: places.map((_, i) => start + 10_000 * i),
  }
}

const line = (count: number, place: (share: number) => [number, number]): [number, number][] =>
  Array.from({ length: count + 1 }, (_, i) => place((2 * i) / count - 1))

describe('a crossing', () => {
  test.each([
    ['on the equator', [0, 0]],
    ['at the antimeridian', [180, 10]],
    ['near a pole', [20, 89]],
  ] as [string, [number, number]][])('in a vertex of both is one, %s', (_, [lon, lat]) => {
    for (const count of [2, 4, 10, 40]) {
      const east = line(count, (share) => [lon + share, lat])
      const north = line(count, (share) => [lon, lat + 0.9 * share])
      const found = crossTracks(tracksOf(straight(east)), tracksOf(straight(north, epoch + 5000)), {
        window: always,
      })
      expect(found).toHaveLength(1)
      expect(1000 * distanceKm(...found[0]!.position, lon, lat)).toBeLessThan(2)
      expect(Math.abs(found[0]!.angle - 90)).toBeLessThan(1)
      expect(found[0]!.difference).toBeCloseTo(5000, -1)
      expect([found[0]!.a.row, found[0]!.b.row]).toEqual([count / 2, count / 2])
    }
  })

  test('over the pole itself is one', () => {
    const over = (lon: number) => line(20, (share) => [share < 0 ? lon : lon + 180, 90 - 5 * Math.abs(share)])
    for (const [one, other] of [
      [0, 90],
      [30, 60],
      [170, -20 + 5],
    ] as const) {
      const found = crossTracks(tracksOf(straight(over(one))), tracksOf(straight(over(other))), {
        window: always,
      })
      expect(found).toHaveLength(1)
      expect(found[0]!.position[1]).toBeGreaterThan(89.9999)
    }
  })

  test('is none where tracks run together, touch or end before each other', () => {
    const east = straight(line(40, (share) => [10 * share, 20]))
    const walk = roam(seeded(75), 200, { metres: 100, seconds: 4, turn: 90 })
    for (const samples of [east, walk]) {
      const track = tracksOf(samples)
      const together: Window = { least: -1000, greatest: 1000 }
      expect(crossTracks(track, tracksOf(samples), { window: together })).toEqual([])
      const later = { ...samples, time: samples.time.map((time) => time + hours) }
      const after: Window = { least: hours - 1000, greatest: hours + 1000 }
      expect(crossTracks(track, tracksOf(later), { window: after })).toEqual([])
    }
    const short = straight(line(3, (share) => [0.3, 1.05 + share]))
    expect(
      crossTracks(tracksOf(straight(line(3, (share) => [share, 0]))), tracksOf(short), { window: always }),
    ).toEqual([])
  })

  test('of parallel tracks is where one passes over, and counts only from the least angle on', () => {
    const flat = tracksOf(straight(line(40, (share) => [10 * share, 0])))
    const steep = tracksOf(straight(line(40, (share) => [10 * share, 0.5 * share])))
    const [crossing, ...others] = crossTracks(flat, steep, { window: always })
    expect(others).toEqual([])
    expect(crossing!.angle).toBeCloseTo(2.87, 1)
    expect(crossTracks(flat, steep, { window: always, leastAngle: 3 })).toEqual([])
    const back = tracksOf(straight(line(40, (share) => [-10 * share, -0.5 * share])))
    expect(crossTracks(flat, back, { window: always })[0]!.angle).toBeCloseTo(177.13, 1)
    expect(crossTracks(flat, back, { window: always, leastAngle: 3 })).toEqual([])
  })

  test('of a track with itself is found once, never at one time', () => {
    const eight = Array.from({ length: 401 }, (_, i): [number, number] => {
      const turn = 0.3 + (2 * Math.PI * i) / 400
      return [4 * Math.sin(turn), 2 * Math.sin(2 * turn)]
    })
    const track = tracksOf(straight(eight))
    const found = crossTracks(track, track, { window: always })
    expect(found.filter(({ difference }) => difference > 60_000)).toHaveLength(1)
    // Where it was closed, its ends meet again.
    expect(found.length).toBeLessThanOrEqual(2)
    expect(Math.hypot(...found.find(({ difference }) => difference < 3_900_000)!.position)).toBeLessThan(1e-3)
    const before: Window = { least: -1e12, greatest: -1 }
    const turned = crossTracks(track, track, { window: before })
    expect(turned.map(({ difference }) => difference)).toEqual(found.map(({ difference }) => -difference))
  })

  test('of a year of revolutions in one file with itself is as of its passes with each other', () => {
    const seconds = 40_000
    const passes = samplePasses(altimeterB, seconds, 1)
    const whole = tracksOf({
      lon: passes.flatMap(({ lon }) => lon),
      lat: passes.flatMap(({ lat }) => lat),
      time: passes.flatMap(({ time }) => time),
    })
    const apart = passes.map(tracksOf)
    const expected = apart.flatMap((one, i) =>
      apart.slice(i + 1).flatMap((other) => crossTracks(one, other, { window: always })),
    )
    const found = crossTracks(whole, whole, { window: always })
    expect(expected.length).toBeGreaterThan(20)
    expect(found.map(({ a }) => Math.round(a.time / 10))).toEqual(
      expected.map(({ a }) => Math.round(a.time / 10)).sort((p, q) => p - q),
    )
  })
})

test('the analytic orbits are where they should be', () => {
  expect(below(altimeterA, 0)).toEqual([expect.closeTo(10, 9), expect.closeTo(0, 9)])
  expect(toPosition([0, 0, 1])[1]).toBe(90)
})
