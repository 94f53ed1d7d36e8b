import { booleanIntersects } from '@turf/boolean-intersects'
import { describe, expect, test } from 'vitest'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { within } from '../../../catalog/geometry/within.ts'
import { seeded } from '../../seeded.ts'
import { drawAny, drawPolygon } from './draw.ts'

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]
const polygon = (...rings: Position[][]): Geometry => ({ type: 'Polygon', coordinates: rings })
const line = (...coordinates: Position[]): Geometry => ({ type: 'LineString', coordinates })
const point = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })

describe('intersects', () => {
  test('decides as turf does on seeded random pairs of every type', () => {
    const random = seeded(1)
    let met = 0
    for (let i = 0; i < 5000; i++) {
      const a = drawAny(random)
      const b = drawAny(random)
      const expected = booleanIntersects(a, b)
      met += Number(expected)
      expect(intersects(a, b), JSON.stringify([a, b])).toBe(expected)
      expect(intersects(b, a), JSON.stringify([b, a])).toBe(expected)
    }
    expect(met).toBeGreaterThan(1500)
    expect(met).toBeLessThan(4500)
  })

  test.each<[string, Geometry, Geometry, boolean]>([
    ['squares that share a side', polygon(square(0, 0, 1)), polygon(square(1, 0, 1)), true],
    ['squares that share a corner', polygon(square(0, 0, 1)), polygon(square(1, 1, 1)), true],
    ['the same square twice', polygon(square(0, 0, 1)), polygon(square(0, 0, 1)), true],
    ['a square inside a square', polygon(square(0, 0, 9)), polygon(square(3, 3, 1)), true],
    ['a square inside a hole', polygon(square(0, 0, 9), square(2, 2, 5)), polygon(square(3, 3, 1)), false],
    ['a square that fills a hole', polygon(square(0, 0, 9), square(2, 2, 5)), polygon(square(2, 2, 5)), true],
    ['a square around a hole', polygon(square(0, 0, 9), square(2, 2, 5)), polygon(square(1, 1, 7)), true],
    ['a square around it all', polygon(square(0, 0, 9), square(2, 2, 5)), polygon(square(-1, -1, 20)), true],
    ['a point in a hole', polygon(square(0, 0, 9), square(2, 2, 5)), point(4, 4), false],
    ['a point on the rim of a hole', polygon(square(0, 0, 9), square(2, 2, 5)), point(2, 4), true],
    ['a point level with two corners', polygon(square(0, 0, 1)), point(-1, 1), false],
    ['a point on a slanted edge', line([0, 0], [0.3, 0.9]), point(0.1, 0.3), true],
    ['a point beside a slanted edge', line([0, 0], [0.3, 0.9]), point(0.1, 0.3 + 1e-12), false],
    ['a point beyond the end of a line', line([0, 0], [1, 1]), point(1.5, 1.5), false],
    ['lines that end on each other', line([0, 0], [2, 0]), line([1, 0], [1, 5]), true],
    ['lines along one line that overlap', line([0, 0], [2, 2]), line([1, 1], [3, 3]), true],
    ['lines along one line with a gap', line([0, 0], [1, 1]), line([2, 2], [3, 3]), false],
    ['a line whose envelope alone meets', line([0, 0], [10, 10]), polygon(square(6, 1, 2)), false],
    ['a line through a square', line([-5, 0.5], [5, 0.5]), polygon(square(0, 0, 1)), true],
    ['a line of one position', line([4, 4], [4, 4]), polygon(square(0, 0, 9)), true],
    [
      'a polygon squeezed into a line',
      polygon([
        [0, 0],
        [2, 2],
        [0, 0],
      ]),
      point(1, 1),
      true,
    ],
    ['nothing at all', { type: 'GeometryCollection', geometries: [] }, polygon(square(0, 0, 9)), false],
  ])('%s: %#', (_, a, b, expected) => {
    expect(intersects(a, b)).toBe(expected)
    expect(intersects(b, a)).toBe(expected)
  })

  test('a ring that is left open is closed', () => {
    expect(intersects(polygon(square(0, 0, 4).slice(0, 4)), point(0, 2))).toBe(true)
  })
})

describe('within', () => {
  test('is to miss the complement, on seeded random pairs', () => {
    const random = seeded(2)
    let held = 0
    for (let i = 0; i < 3000; i++) {
      const outer = drawPolygon(random, 40)
      const inner = drawAny(random, 6)
      const expected = !intersects(inner, complement(outer))
      held += Number(expected)
      expect(within(inner, outer), JSON.stringify([inner, outer])).toBe(expected)
    }
    expect(held).toBeGreaterThan(300)
  })

  test('every shape is within itself', () => {
    const random = seeded(3)
    for (let i = 0; i < 500; i++) {
      const shape = drawAny(random)
      expect(within(shape, shape), JSON.stringify(shape)).toBe(true)
    }
  })

  const two: Geometry = { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(2, 0, 2)]] }
  test.each<[string, Geometry, Geometry, boolean]>([
    ['across the side that two parts share', polygon(square(1, 0.5, 1.5)), two, true],
    ['across the gap between two parts', polygon(square(1, 0.5, 1.5)), apart(0.1), false],
    ['over a hole', polygon(square(1, 1, 7)), polygon(square(0, 0, 9), square(2, 2, 5)), false],
    ['in a hole', polygon(square(3, 3, 1)), polygon(square(0, 0, 9), square(2, 2, 5)), false],
    [
      'a ring around the same hole',
      polygon(square(1, 1, 7), square(2, 2, 5)),
      polygon(square(0, 0, 9), square(2, 2, 5)),
      true,
    ],
    ['along the rim', line([0, 0], [9, 0]), polygon(square(0, 0, 9)), true],
    ['a line on a longer line', line([1, 1], [2, 2]), line([0, 0], [3, 3]), true],
    ['a line that leaves', line([1, 1], [12, 1]), polygon(square(0, 0, 9)), false],
    ['a line that leaves and comes back', line([1, 1], [4, -1], [8, 1]), polygon(square(0, 0, 9)), false],
    ['a polygon in a line', polygon(square(0, 0, 1)), line([0, 0], [1, 0], [1, 1], [0, 1], [0, 0]), false],
    ['nothing at all', { type: 'GeometryCollection', geometries: [] }, polygon(square(0, 0, 9)), false],
  ])('%s: %#', (_, inner, outer, expected) => {
    expect(within(inner, outer)).toBe(expected)
  })
})

function apart(gap: number): Geometry {
  return { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(2 + gap, 0, 2)]] }
}

function complement(outer: Geometry): Geometry {
  if (outer.type !== 'Polygon') throw new Error('draws polygons')
  const [shell, ...holes] = outer.coordinates
  return {
    type: 'MultiPolygon',
    coordinates: [[square(-500, -500, 1000), shell!], ...holes.map((hole) => [hole])],
  }
}
