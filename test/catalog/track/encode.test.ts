import { describe, expect, test } from 'vitest'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import { CLOCK_BOUND_MS, instantsOf, rowAt } from '../../../catalog/track/clock.ts'
import { decodeTracks } from '../../../catalog/track/decode.ts'
import { encodeTracks } from '../../../catalog/track/encode.ts'
import { positionAt } from '../../../catalog/track/evaluate.ts'
import type { Track, TrackSamples } from '../../../catalog/track/track.ts'
import { seeded } from '../../seeded.ts'
import { altimeterA, altimeterB, epoch, type Samples, sample } from './orbit.ts'
import { roam } from './rough.ts'

function roundTrip(samples: TrackSamples): { bytes: number; track: Track } {
  const encoded = encodeTracks([samples])!
  const [track] = decodeTracks(encoded)
  return { bytes: encoded.length, track: track! }
}

/** Every measurement is where and when it was, within the bounds that are stated, and its row is its own. */
function expectWithinBounds({ lon, lat, time }: Samples, track: Track, rows = lon.map((_, i) => i)): void {
  const instantOf = instantsOf(track.clock)
  let [late, metres] = [0, 0]
  const others: number[] = []
  rows.forEach((row, measurement) => {
    const instant = instantOf(measurement)
    late = Math.max(late, Math.abs(instant - time[row]!))
    const [x, y] = positionAt(track, instant) ?? [Number.NaN, Number.NaN]
    metres = Math.max(metres, 1000 * distanceKm(x, y, lon[row]!, lat[row]!))
    if (rowAt(track.clock, time[row]!) !== row) others.push(row)
  })
  expect(late).toBeLessThanOrEqual(CLOCK_BOUND_MS)
  expect(metres).toBeLessThanOrEqual(track.boundM + 0.001)
  expect(others).toEqual([])
}

const everyNth = <T>(values: T[], keep: (i: number) => boolean) => values.filter((_, i) => keep(i))
const choose = ({ lon, lat, time }: Samples, keep: (i: number) => boolean): Samples => ({
  lon: everyNth(lon, keep),
  lat: everyNth(lat, keep),
  time: everyNth(time, keep),
})

describe('a track', () => {
  test.each([
    ['1 Hz', 1, 350],
    ['20 Hz', 0.05, 350],
    ['0.1 Hz', 10, 350],
    ['one a minute', 60, 450],
  ])('of half a revolution at %s takes a few hundred bytes', (_, step, most) => {
    for (const orbit of [altimeterA, altimeterB]) {
      const samples = sample(orbit, 1234.5, 1234.5 + orbit.period / 2, step)
      const { bytes, track } = roundTrip(samples)
      expect(track.boundM).toBe(1)
      expect(bytes).toBeLessThan(most)
      expectWithinBounds(samples, track)
    }
  })

  test('reaches half a step beyond its ends, where its neighbours take over', () => {
    for (const step of [0.05, 1, 10]) {
      const whole = sample(altimeterA, 0, 3000, step)
      const [before, after] = [choose(whole, (i) => i * step < 1500), choose(whole, (i) => i * step >= 1500)]
      const [one, other] = [roundTrip(before).track, roundTrip(after).track]
      expect(one.end).toBeCloseTo(other.start, 3)
      expect(other.start).toBeCloseTo(before.time.at(-1)! + 500 * step, 3)
      const [p, q] = [positionAt(one, one.end)!, positionAt(other, other.start)!]
      expect(1000 * distanceKm(p[0], p[1], q[0], q[1])).toBeLessThan(2)
    }
  })

  test('keeps its bounds when positions are rounded, noisy or rough', () => {
    const random = seeded(60)
    const orbit = sample(altimeterB, 0, 3000, 1)
    const single = { ...orbit, lon: orbit.lon.map(Math.fround), lat: orbit.lat.map(Math.fround) }
    const noisy = { ...orbit, lat: orbit.lat.map((lat) => lat + 1e-3 * random()) }
    const jumpy = { ...orbit, time: orbit.time.map((time) => time + 300 * random()) }
    const roamers = [
      { metres: 100, seconds: 4, turn: 40 },
      { metres: 0.3, seconds: 4, turn: 90 },
      { metres: 800, seconds: 3600, turn: 200 },
      { metres: 120, seconds: 1, turn: 5 },
    ].map((how) => roam(random, 800, how))
    for (const samples of [single, noisy, jumpy, ...roamers]) {
      const { bytes, track } = roundTrip(samples)
      expect(track.boundM).toBeLessThanOrEqual(4)
      expect(bytes).toBeLessThan(24 * samples.lon.length)
      expectWithinBounds(samples, track)
    }
  })

  test('is the same over a pole, across the antimeridian and with longitudes of 0 to 360', () => {
    const polar = { ...altimeterB, inclination: 90, node: 179.5 }
    const samples = sample(polar, 0, 6000, 1)
    const { track } = roundTrip(samples)
    expectWithinBounds(samples, track)
    const turned = roundTrip({ ...samples, lon: samples.lon.map((lon) => (lon + 360) % 360) }).track
    expect(turned.count).toBe(track.count)
    turned.powers.forEach((value, i) => {
      expect(value).toBeCloseTo(track.powers[i]!, 6)
    })
  })

  test('does not bridge gaps, and tells the rows on both sides of them', () => {
    const samples = sample(altimeterA, 0, 3000, 1)
    const lost = (i: number) => (i >= 400 && i < 410) || (i >= 1000 && i < 1600) || (i >= 2000 && i < 2003)
    const there = samples.time.map((_, i) => i).filter((i) => !lost(i))
    const lat = samples.lat.map((value, i) => (lost(i) ? Number.NaN : value))
    const { track } = roundTrip({ ...samples, lat })
    expectWithinBounds(samples, track, there)
    for (const [first, next] of [
      [399, 410],
      [999, 1600],
      [1999, 2003],
    ] as const) {
      for (const share of [0.01, 0.3, 0.6, 0.99]) {
        const instant = epoch + 1000 * (first + share * (next - first))
        expect(positionAt(track, instant)).toBeUndefined()
        expect(rowAt(track.clock, instant)).toBe(share < 0.5 ? first : next)
      }
    }
    const cut = choose(samples, (i) => !lost(i))
    expectWithinBounds(cut, roundTrip(cut).track)
    // One or two that are missing are no gap.
    const thinned = choose(samples, (i) => i % 100 !== 7 && i % 100 !== 8)
    expect(positionAt(roundTrip(thinned).track, epoch + 1_107_500)).toBeDefined()
  })

  test('is put in the order of time, with the rows of the file', () => {
    const samples = sample(altimeterA, 0, 900, 1)
    const turned = {
      lon: samples.lon.toReversed(),
      lat: samples.lat.toReversed(),
      time: samples.time.toReversed(),
    }
    const { bytes, track } = roundTrip(turned)
    expect(bytes).toBeLessThan(200)
    const last = samples.lon.length - 1
    expectWithinBounds(
      turned,
      track,
      samples.lon.map((_, i) => last - i),
    )
    const twice = {
      lon: [...samples.lon, ...samples.lon],
      lat: [...samples.lat, ...samples.lat],
      time: [...samples.time, ...samples.time],
    }
    expectWithinBounds(
      twice,
      roundTrip(twice).track,
      samples.lon.map((_, i) => i),
    )
  })

  test('takes no part in what has no time, no place, or is far off', () => {
    const samples = sample(altimeterA, 0, 900, 1)
    const spoilt: Samples = structuredClone(samples)
    spoilt.lat[100] = 95
    spoilt.lon[200] = Number.NaN
    spoilt.time[300] = Number.NaN
    spoilt.lat[400] = 0
    spoilt.lon[400] = 0
    const { track } = roundTrip(spoilt)
    const valid = samples.time.map((_, i) => i).filter((i) => ![100, 200, 300].includes(i))
    const instantOf = instantsOf(track.clock)
    valid.forEach((row, i) => {
      const instant = instantOf(i)
      expect(rowAt(track.clock, instant)).toBe(row)
      const position = positionAt(track, instant)
      if (row === 400) expect(position).toBeUndefined()
      else
        expect(
          1000 * distanceKm(position![0], position![1], samples.lon[row]!, samples.lat[row]!),
        ).toBeLessThan(1.01)
    })
    expect(encodeTracks([])).toBeUndefined()
    expect(encodeTracks([{ lon: [1], lat: [1], time: [epoch] }])).toBeUndefined()
    expect(encodeTracks([{ lon: [1, 1], lat: [1, 2], time: [Number.NaN, Number.NaN] }])).toBeUndefined()
  })
})

describe('the bytes', () => {
  test('hold several beams, each under its index', () => {
    const [one, other] = [sample(altimeterA, 0, 900, 1), sample(altimeterB, 0, 900, 1)]
    const tracks = decodeTracks(encodeTracks([one, { lon: [], lat: [], time: [] }, other])!)
    expect(tracks.map(({ beam }) => beam)).toEqual([0, 2])
    expectWithinBounds(one, tracks[0]!)
    expectWithinBounds(other, tracks[1]!)
  })

  test('of another version, or cut short, are refused', () => {
    const bytes = encodeTracks([sample(altimeterA, 0, 900, 1)])!
    const later = bytes.slice()
    later[0] = 9
    expect(() => decodeTracks(later)).toThrow(/version 9/)
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeTracks(bytes.subarray(0, length))).toThrow(RangeError)
    }
  })

  test('bring the same track again wherever they lie in memory', () => {
    const bytes = encodeTracks([sample(altimeterA, 0, 900, 1)])!
    const elsewhere = new Uint8Array(bytes.length + 3)
    elsewhere.set(bytes, 3)
    expect(decodeTracks(elsewhere.subarray(3))).toEqual(decodeTracks(bytes))
  })
})
