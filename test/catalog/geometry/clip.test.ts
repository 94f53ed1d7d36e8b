import { expect, test } from 'vitest'
import { clip, type Dimension, dimensionOf, draw, geometryOf } from '../../../catalog/geometry/clip.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import { areaKm2 } from '../../../catalog/geometry/measure.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'
import { box, boxes } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const common = (a: Geometry, b: Geometry, dimension: Dimension = dimensionOf(a)) =>
  geometryOf(clip(draw(a, dimension), draw(b, 2)))

test('boxes that overlap have a box in common, and each lies whole in one that holds it', () => {
  expect(areaKm2(common(box([0, 0, 10, 10]), box([5, -5, 20, 5]))!)).toBeCloseTo(
    areaKm2(box([5, 0, 10, 5])),
    6,
  )
  expect(areaKm2(common(box([1, 1, 2, 2]), box([0, 0, 10, 10]))!)).toBeCloseTo(areaKm2(box([1, 1, 2, 2])), 6)
})

test('areas that only touch, at an edge or a corner, have nothing in common', () => {
  expect(common(box([0, 0, 10, 10]), box([10, 0, 20, 10]))).toBeUndefined()
  expect(common(box([0, 0, 10, 10]), box([10, 10, 20, 20]))).toBeUndefined()
})

test('what lies in a hole is not common, and an island in it is', () => {
  const ring = (corners: [number, number, number, number]) =>
    (box(corners) as { coordinates: Ring[] }).coordinates[0]!
  const frame: Geometry = { type: 'Polygon', coordinates: [ring([0, 0, 30, 30]), ring([5, 5, 25, 25])] }
  const withIsland: Geometry = {
    type: 'MultiPolygon',
    coordinates: [frame.coordinates, [ring([10, 10, 12, 12])]],
  }
  expect(common(box([6, 6, 9, 9]), frame)).toBeUndefined()
  expect(areaKm2(common(box([6, 6, 20, 20]), withIsland)!)).toBeCloseTo(areaKm2(box([10, 10, 12, 12])), 6)
  const around = common(withIsland, box([-5, -5, 40, 40]))!
  expect(areaKm2(around)).toBeCloseTo(areaKm2(withIsland), 6)
  expect(around).toMatchObject({ type: 'MultiPolygon' })
})

test('lines are cut where they leave an area, and what goes on is one line', () => {
  const line: Geometry = {
    type: 'LineString',
    coordinates: [
      [-5, 5],
      [5, 5],
      [15, 5],
    ],
  }
  expect(common(line, box([0, 0, 10, 10]))).toEqual({
    type: 'LineString',
    coordinates: [
      [0, 5],
      [5, 5],
      [10, 5],
    ],
  })
  expect(common(line, boxes([0, 0, 2, 10], [8, 0, 10, 10]))).toEqual({
    type: 'MultiLineString',
    coordinates: [
      [
        [0, 5],
        [2, 5],
      ],
      [
        [8, 5],
        [10, 5],
      ],
    ],
  })
})

test('points count on the edge of an area and not in its hole', () => {
  const points: Geometry = {
    type: 'MultiPoint',
    coordinates: [
      [0, 0],
      [5, 5],
      [11, 5],
    ],
  }
  expect(common(points, box([0, 0, 10, 10]))).toEqual({
    type: 'MultiPoint',
    coordinates: [
      [0, 0],
      [5, 5],
    ],
  })
})

test('of random stars, what is common holds the points that lie in both and no others', () => {
  const random = seeded(5)
  for (let trial = 0; trial < 60; trial++) {
    const [a, b] = [star(random), star(random)]
    const both = common(a, b)
    for (let i = 0; i < 200; i++) {
      const point: Geometry = { type: 'Point', coordinates: [40 * random() - 20, 40 * random() - 20] }
      const expected = intersects(a, point) && intersects(b, point)
      expect(both !== undefined && intersects(both, point)).toBe(expected)
    }
    if (both) expect(shapeOf(both).envelope[0]).toBeLessThan(shapeOf(both).envelope[2])
  }
})

function star(random: () => number): Geometry {
  const at: Position = [20 * random() - 10, 20 * random() - 10]
  const ring = (most: number) =>
    Array.from({ length: 25 }, (_, i): Position => {
      const [angle, reach] = [(i * 2 * Math.PI) / 25, most * (0.5 + 0.5 * random())]
      return [at[0] + reach * Math.cos(angle), at[1] + reach * Math.sin(angle)]
    })
  const closed = (positions: Position[]) => [...positions, positions[0]!]
  return { type: 'Polygon', coordinates: [closed(ring(12)), closed(ring(4)).toReversed()] }
}
