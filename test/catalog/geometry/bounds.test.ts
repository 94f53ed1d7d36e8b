import { expect, it } from 'vitest'
import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import type { Geometry, Ring } from '../../../catalog/geometry/types.ts'

const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

it('is west to east and south to north', () => {
  expect(boundingBox({ type: 'Polygon', coordinates: [box(10, -20, 30, 40)] })).toEqual([10, -20, 30, 40])
  expect(boundingBox({ type: 'Point', coordinates: [5, 6] })).toEqual([5, 6, 5, 6])
})

it('has west greater than east across the antimeridian', () => {
  const geometry: Geometry = {
    type: 'MultiPolygon',
    coordinates: [[box(170, 0, 180, 10)], [box(-180, 0, -175, 10)]],
  }
  expect(boundingBox(geometry)).toEqual([170, 0, -175, 10])
})

it('takes the shorter way around parts that lie far apart', () => {
  const line = {
    type: 'LineString' as const,
    coordinates: [[-170, 0] as const, [-165, 5] as const].map(([x, y]) => [x, y] as [number, number]),
  }
  const point: Geometry = { type: 'Point', coordinates: [160, -5] }
  expect(boundingBox({ type: 'GeometryCollection', geometries: [line, point] })).toEqual([160, -5, -165, 5])
})

it('holds all longitudes over a pole', () => {
  const cap: Ring = [
    [-180, 80],
    [0, 75],
    [180, 80],
    [180, 90],
    [-180, 90],
    [-180, 80],
  ]
  expect(boundingBox({ type: 'Polygon', coordinates: [cap] })).toEqual([-180, 75, 180, 90])
})

it('is undefined for nothing', () => {
  expect(boundingBox({ type: 'MultiPoint', coordinates: [] })).toBeUndefined()
})
