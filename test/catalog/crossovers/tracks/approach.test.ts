import { expect, test } from 'vitest'
import { approachTracks } from '../../../../catalog/crossovers/tracks/approach.ts'
import { distanceKm } from '../../../../catalog/geometry/sphere.ts'
import { decodeTracks } from '../../../../catalog/track/decode.ts'
import { encodeTracks } from '../../../../catalog/track/encode.ts'
import { altimeterA, type CircularOrbit, sample } from '../../track/orbit.ts'

const tracksOf = (orbit: CircularOrbit) => decodeTracks(encodeTracks([sample(orbit, 0, 3000, 1)])!)
const window = { least: -60_000, greatest: 60_000 }

test('tracks side by side are one stretch, as long and as near as their measurements say', () => {
  const beside = { ...altimeterA, node: altimeterA.node + 0.3 }
  const [one, other] = [sample(altimeterA, 0, 3000, 1), sample(beside, 0, 3000, 1)]
  const [a, b] = [tracksOf(altimeterA), tracksOf(beside)]
  const [approach, ...others] = approachTracks(a, b, { window, distanceKm: 50 })
  expect(others).toEqual([])
  let [length, least] = [0, Infinity]
  for (let i = 0; i < one.lon.length; i++) {
    if (i > 0) length += distanceKm(one.lon[i - 1]!, one.lat[i - 1]!, one.lon[i]!, one.lat[i]!)
    for (let j = Math.max(0, i - 5); j <= Math.min(i + 5, other.lon.length - 1); j++) {
      least = Math.min(least, distanceKm(one.lon[i]!, one.lat[i]!, other.lon[j]!, other.lat[j]!))
    }
  }
  expect(approach!.lengthKm / length).toBeGreaterThan(0.99)
  expect(approach!.lengthKm / length).toBeLessThan(1.01)
  // The nearest measurement lies up to half a step beside the nearest place.
  expect(approach!.leastKm).toBeLessThanOrEqual(least + 0.01)
  expect(Math.hypot(approach!.leastKm, 3.6)).toBeGreaterThan(least - 0.01)
  expect(approachTracks(a, b, { window, distanceKm: 0.98 * approach!.leastKm })).toEqual([])
  expect(approachTracks(a, b, { window: { least: hour, greatest: 2 * hour }, distanceKm: 50 })).toEqual([])
})

const hour = 3_600_000
