import { expect, test } from 'vitest'
import { beside } from '../../../bench/synthetic.ts'
import { overlapGranules } from '../../../catalog/crossovers/overlap.ts'
import { distanceToShapeKm, surround } from '../../../catalog/geometry/distance.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { seeded } from '../../seeded.ts'
import { passGranules } from './passes.ts'
import { randomOrbit, swathOf } from './swaths.ts'

const second = 1000
const begin = Date.UTC(2012, 3, 1)

interface Measured {
  granule: Granule
  lon: number[]
  lat: number[]
  time: number[]
}

/** Half an hour, measured so often, with a gap. */
function measuredTrack(random: () => number, step: number): Measured {
  const orbit = randomOrbit(random)
  const gap = begin + 600 * second * random()
  const time = Array.from({ length: Math.floor((1800 * second) / step) }, (_, i) => begin + i * step).filter(
    (instant) => instant < gap || instant > gap + 90 * second,
  )
  const places = time.map((instant) => beside(orbit, instant, 0))
  const [lon, lat] = [places.map(([x]) => x), places.map(([, y]) => y)]
  const [granule] = passGranules('track', { lon, lat, time, pass: time.map(() => 1) })
  return { granule: granule!, lon, lat, time }
}

test.each([
  ['1 Hz', 1 * second, 25],
  ['0.1 Hz', 10 * second, 40],
  ['5 Hz', 0.2 * second, 10],
])('rows of a track over a swath at %s hold each measurement in it, and reach some kilometres farther at most', (_, step, trials) => {
  const random = seeded(12)
  let [held, grazing, narrower, cut, farthest] = [0, 0, 0, 0, 0]
  for (let trial = 0; trial < trials; trial++) {
    const { granule, lon, lat, time } = measuredTrack(random, step)
    const start = Math.round(begin - 3_600_000 * random())
    const swath = swathOf({ orbit: randomOrbit(random), start, minutes: 90, halfWidth: 0.15, segments: 30 })
    const least = Math.round(-3_600_000 * random())
    const window = { least, greatest: least + Math.round(3_600_000 * (0.3 + random())) }
    const found = overlapGranules(granule, swath, { window })
    const footprint = shapeOf(swath.geometry)
    const parts = swath.segments.map((segment) => ({ segment, shape: shapeOf(segment.geometry) }))
    const kmFrom = (i: number, km: number) => {
      const place = surround(lon[i]!, lat[i]!, km)
      const toFootprint = distanceToShapeKm(place, footprint)
      const own = granule.segments.filter(({ rows }) => i >= rows[0] && i <= rows[1])
      const near = parts.filter(({ segment }) =>
        own.some(
          ({ start, end }) => segment.start - end <= window.greatest && segment.end - start >= window.least,
        ),
      )
      const toParts = near.map(({ shape }) => distanceToShapeKm(place, shape))
      return Math.max(toFootprint, Math.min(Infinity, ...toParts))
    }
    for (let i = 0; i < time.length; i++) {
      if (kmFrom(i, 0) > 0) continue
      // What is drawn of the track passes within 100 m of it: where it grazes a swath there may be no overlap at all.
      if (found.every(({ a }) => i < a.rows![0] - 400 || i > a.rows![1] + 400)) {
        grazing++
        continue
      }
      held++
      const holding = found.filter(({ a }) => i >= a.rows![0] && i <= a.rows![1])
      expect(holding.length, `row ${i} of trial ${trial}`).toBeGreaterThan(0)
      expect(holding.some(({ a }) => time[i]! >= a.start - 1 && time[i]! <= a.end + 1)).toBe(true)
    }
    for (const { a } of found) {
      const whole = granule.segments.filter(({ rows }) => rows[1] > a.rows![0] && rows[0] < a.rows![1])
      const rows = [
        Math.min(...whole.map(({ rows }) => rows[0])),
        Math.max(...whole.map(({ rows }) => rows[1])),
      ]
      if (a.rows![0] > rows[0]! || a.rows![1] < rows[1]!) narrower++
      cut += rows[1]! - rows[0]! - (a.rows![1] - a.rows![0])
      for (const i of a.rows!) {
        const km = kmFrom(i, 500)
        if (km < Infinity) farthest = Math.max(farthest, km)
      }
    }
  }
  expect(held).toBeGreaterThan(50)
  expect(grazing).toBeLessThan(held / 100)
  expect(narrower).toBeGreaterThan(2)
  expect(cut).toBeGreaterThan(10)
  // Two kilometres of a step, one of its ball, and a measurement beside.
  expect(farthest).toBeLessThan(3 + (7.5 * step) / second)
})
