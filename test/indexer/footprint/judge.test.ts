import { expect, it } from 'vitest'
import type { Geometry, Ring } from '../../../catalog/geometry/types.ts'
import { coversPoint, faultsOf } from './judge.ts'
import { distanceTo } from './judge-distance.ts'

// Judges that could not find anything wrong would be worth nothing.

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const polygon = (...rings: Ring[]): Geometry => ({ type: 'Polygon', coordinates: rings })

it('finds nothing wrong with what is valid', () => {
  expect(faultsOf(polygon(square(0, 0, 10), square(2, 2, 3).toReversed()))).toEqual([])
  const two: Geometry = { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(3, 0, 1)]] }
  expect(faultsOf(two)).toEqual([])
})

it.each<[string, Geometry]>([
  ['turns the wrong way', polygon(square(0, 0, 10).toReversed())],
  [
    'meet',
    polygon([
      [0, 0],
      [4, 4],
      [4, 0],
      [0, 4],
      [0, 0],
    ]),
  ],
  ['meet', { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(1, 1, 2)]] }],
  ['meet', { type: 'MultiPolygon', coordinates: [[square(0, 0, 2)], [square(2, 0, 2)]] }],
  ['inside of another', { type: 'MultiPolygon', coordinates: [[square(0, 0, 9)], [square(1, 1, 2)]] }],
  ['hole outside', polygon(square(0, 0, 3), square(5, 5, 1).toReversed())],
  ['not closed', polygon(square(0, 0, 3).slice(0, 4))],
  ['position at 181', polygon(square(179, 0, 2))],
])('finds that it %s', (fault, geometry) => {
  expect(faultsOf(geometry).join()).toContain(fault)
})

it('tells inside from outside, and how far', () => {
  const geometry = polygon(square(170, 50, 10), square(174, 54, 2).toReversed())
  expect(coversPoint(geometry, 172, 52)).toBe(true)
  expect(coversPoint(geometry, -180, 52)).toBe(true)
  expect(coversPoint(geometry, 175, 55)).toBe(false)
  expect(coversPoint(geometry, -179, 52)).toBe(false)
  expect(distanceTo(geometry, 175, 52)).toBe(0)
  expect(distanceTo(geometry, -179, 55)).toBeCloseTo(Math.cos((55 * Math.PI) / 180), 2)
  expect(distanceTo(geometry, 175, 49)).toBeCloseTo(1, 6)
})
