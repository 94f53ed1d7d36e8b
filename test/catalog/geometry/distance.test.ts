import { expect, test } from 'vitest'
import { ringAroundCircle } from '../../../catalog/geometry/circle.ts'
import { distanceToShapeKm, halfWidth, surround } from '../../../catalog/geometry/distance.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import { distanceKm, KM_PER_DEGREE } from '../../../catalog/geometry/sphere.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { box, boxes, place } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'
import { placeNear, randomOrbit, swathOf, trackOf } from '../crossovers/swaths.ts'

const distance = (lon: number, lat: number, geometry: Geometry, limit = 30_000) =>
  distanceToShapeKm(surround(lon, lat, limit), shapeOf(geometry))

test('a place inside, on an edge and at a corner is at no distance', () => {
  expect(distance(5, 5, box([0, 0, 10, 10]), 0)).toBe(0)
  expect(distance(10, 5, box([0, 0, 10, 10]), 0)).toBe(0)
  expect(distance(10, 10, box([0, 0, 10, 10]), 0)).toBe(0)
  expect(distance(10.001, 10, box([0, 0, 10, 10]), 0)).toBe(Infinity)
})

test('the antimeridian and the poles are no borders', () => {
  expect(distance(180, 5, boxes([-180, 0, -170, 10]), 0)).toBe(0)
  expect(distance(179, 0, box([-180, -1, -170, 1]))).toBeCloseTo(KM_PER_DEGREE, 6)
  expect(distance(-179.5, 0, box([170, -1, 180, 1]))).toBeCloseTo(KM_PER_DEGREE / 2, 6)
  expect(distance(0, 89, box([170, 80, 180, 90]))).toBeCloseTo(KM_PER_DEGREE, 6)
  expect(distance(77, -90, box([0, -88, 5, -85]))).toBeCloseTo(2 * KM_PER_DEGREE, 6)
})

test('of an edge along a parallel the nearest place is due north or south, not on the great circle', () => {
  expect(distance(-120, 59, box([-180, 60, 180, 90]))).toBeCloseTo(KM_PER_DEGREE, 6)
  expect(distance(33, 89.5, box([-180, 60, 180, 89]))).toBeCloseTo(KM_PER_DEGREE / 2, 6)
})

test('what is farther than the limit is infinitely far', () => {
  expect(distance(12, 5, box([0, 0, 10, 10]), 200)).toBe(Infinity)
  expect(distance(11, 5, box([0, 0, 10, 10]), 200)).toBeCloseTo(distanceKm(11, 5, 10, 5), 3)
  expect(
    distance(
      3,
      3,
      {
        type: 'MultiPoint',
        coordinates: [
          [3, 4],
          [9, 9],
        ],
      },
      120,
    ),
  ).toBeCloseTo(KM_PER_DEGREE, 6)
})

test('of random swaths and tracks it is that of the nearest of many places along their edges', () => {
  const random = seeded(17)
  let near = 0
  for (let trial = 0; trial < 30; trial++) {
    const pass = { orbit: randomOrbit(random), start: Math.round(1e9 * random()), minutes: 20, segments: 4 }
    const granule = trial % 2 ? swathOf({ ...pass, halfWidth: 0.02 + 0.2 * random() }) : trackOf(pass)
    const shape = shapeOf(granule.geometry)
    const edges = densified(granule.geometry)
    for (let i = 0; i < 12; i++) {
      const [lon, lat] = i % 6 === 0 ? place(random) : placeNear(granule, random)
      const inside = intersects(granule.geometry, { type: 'Point', coordinates: [lon, lat] })
      const expected = inside
        ? 0
        : edges.reduce((least, at) => Math.min(least, distanceKm(lon, lat, ...at)), Infinity)
      const limit = 10 + 3000 * random()
      const found = distanceToShapeKm(surround(lon, lat, limit), shape)
      if (Math.abs(expected - limit) < 1) continue
      if (expected > limit) {
        expect(found).toBe(Infinity)
        continue
      }
      near++
      expect(found).toBeLessThanOrEqual(expected + 1e-9)
      expect(found).toBeGreaterThan(expected - 0.6)
    }
  }
  expect(near).toBeGreaterThan(100)
})

test('a circle is as wide in longitude as its half width says', () => {
  for (const [lat, km] of [
    [0, 500],
    [60, 1000],
    [-85, 100],
    [88, 200],
  ] as const) {
    const lons = ringAroundCircle([0, lat], km * 1000).map(([lon]) => lon)
    expect(Math.max(...lons) / halfWidth(lat, km)).toBeCloseTo(1, 2)
  }
  expect(halfWidth(89, 200)).toBe(180)
})

/** Places at most a kilometre apart. */
function densified(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection' || geometry.type === 'Point') return []
  const nested = geometry.coordinates as unknown[]
  const paths = (geometry.type === 'MultiPolygon' ? nested.flat() : nested) as Position[][]
  return paths.flatMap((path) =>
    path.slice(1).flatMap(([lon, lat], i) => {
      const [fromLon, fromLat] = path[i]!
      const steps = Math.ceil((Math.abs(lon - fromLon) + Math.abs(lat - fromLat)) * KM_PER_DEGREE)
      return Array.from(
        { length: steps + 1 },
        (_, k): Position => [
          fromLon + ((lon - fromLon) * k) / Math.max(1, steps),
          fromLat + ((lat - fromLat) * k) / Math.max(1, steps),
        ],
      )
    }),
  )
}
