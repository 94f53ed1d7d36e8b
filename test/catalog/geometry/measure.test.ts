import { expect, test } from 'vitest'
import { areaKm2, lengthKm } from '../../../catalog/geometry/measure.ts'
import { DEGREE, distanceKm, EARTH_RADIUS_KM, KM_PER_DEGREE } from '../../../catalog/geometry/sphere.ts'
import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'
import { box, boxes } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const sphere = 4 * Math.PI * EARTH_RADIUS_KM ** 2

test('the whole Earth, a half and an eighth of it have their areas', () => {
  expect(areaKm2(box([-180, -90, 180, 90]))).toBeCloseTo(sphere, 3)
  expect(areaKm2(box([-180, -90, 180, 0]))).toBeCloseTo(sphere / 2, 3)
  expect(areaKm2(box([90, 0, 180, 90]))).toBeCloseTo(sphere / 8, 3)
})

test('a box has the area between its parallels, near a pole and on either side of the antimeridian', () => {
  const between = (south: number, north: number, width: number) =>
    (sphere * (Math.sin(north * DEGREE) - Math.sin(south * DEGREE)) * width) / 720
  expect(areaKm2(box([10, 89, 11, 90]))).toBeCloseTo(between(89, 90, 1), 6)
  expect(areaKm2(boxes([170, -20, 180, 5], [-180, -20, -175, 5]))).toBeCloseTo(between(-20, 5, 15), 3)
})

test('holes are left out, whichever way rings turn', () => {
  const rings = [[-10, 30, 20, 60] as const, [0, 40, 5, 45] as const].map(
    (corners) => (box([...corners]) as { coordinates: Ring[] }).coordinates[0]!,
  )
  const whole = areaKm2(box([-10, 30, 20, 60])) - areaKm2(box([0, 40, 5, 45]))
  for (const drawn of [rings, rings.map((ring) => ring.toReversed()), [rings[0]!, rings[1]!.toReversed()]]) {
    expect(areaKm2({ type: 'Polygon', coordinates: drawn })).toBeCloseTo(whole, 6)
  }
})

test('what has no extent has no area', () => {
  expect(areaKm2({ type: 'Point', coordinates: [3, 4] })).toBe(0)
  expect(areaKm2(line([0, 0], [10, 10]))).toBe(0)
})

test('random polygons have the area of the cells of a fine grid in them', () => {
  const random = seeded(11)
  for (let trial = 0; trial < 12; trial++) {
    const ring = starAround([-60 + 120 * random(), -50 + 100 * random()], random)
    expect(areaKm2({ type: 'Polygon', coordinates: [ring] }) / areaByStripes(ring)).toBeCloseTo(1, 5)
  }
})

test('lines have the length of many short great circles along them', () => {
  expect(lengthKm(line([0, 0], [0, 90]))).toBeCloseTo(90 * KM_PER_DEGREE, 6)
  expect(lengthKm(line([170, 60], [180, 60]))).toBeCloseTo(5 * KM_PER_DEGREE, 6)
  expect(lengthKm(box([0, 0, 1, 1]))).toBe(0)
  for (const [from, to] of [
    [
      [0, 0],
      [30, 40],
    ],
    [
      [-170, 85],
      [-20, 89.9],
    ],
    [
      [5, -89],
      [9, -60],
    ],
  ] as [Position, Position][]) {
    const at = (share: number): Position => [
      from[0] + share * (to[0] - from[0]),
      from[1] + share * (to[1] - from[1]),
    ]
    const steps = 100_000
    let sum = 0
    for (let i = 0; i < steps; i++) sum += distanceKm(...at(i / steps), ...at((i + 1) / steps))
    expect(lengthKm(line(from, to)) / sum).toBeCloseTo(1, 5)
    const parts = lengthKm(line(from, at(0.3))) + lengthKm(line(at(0.3), to))
    expect(parts / lengthKm(line(from, to))).toBeCloseTo(1, 5)
  }
})

function line(...coordinates: Position[]): Geometry {
  return { type: 'LineString', coordinates }
}

function starAround([lon, lat]: Position, random: () => number): Ring {
  const corners = Array.from({ length: 20 }, (_, i): Position => {
    const [angle, reach] = [(i * Math.PI) / 10, 5 + 30 * random()]
    return [lon + reach * Math.cos(angle), lat + reach * Math.sin(angle)]
  })
  return [...corners, corners[0]!]
}

/** Of stripes along parallels, each as wide as the polygon is at its middle. */
function areaByStripes(ring: Ring): number {
  const step = 0.002
  let sum = 0
  for (let lat = -90 + step / 2; lat < 90; lat += step) {
    const crossings = ring
      .slice(1)
      .flatMap(([x, y], i) => {
        const [px, py] = ring[i]!
        return py > lat !== y > lat ? [px + ((lat - py) / (y - py)) * (x - px)] : []
      })
      .sort((p, q) => p - q)
    const width = crossings.reduce((total, x, i) => total + (i % 2 === 0 ? -x : x), 0)
    sum += width * DEGREE * Math.cos(lat * DEGREE) * step * DEGREE
  }
  return sum * EARTH_RADIUS_KM ** 2
}
