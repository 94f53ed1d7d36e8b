import { expect, test } from 'vitest'
import { shapeOf } from '../../catalog/geometry/shape.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import { decodeGeometry, decodeMembers, decodeShape, encodeGeometry } from '../../catalog/sqlite/blob.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'
import { drawAny } from './geometry/draw.ts'

const random = seeded(80)
const geometries: Geometry[] = [
  ...Array.from({ length: 300 }, () => drawAny(random)),
  ...randomGranules(random, 60).map(({ geometry }) => geometry),
  { type: 'Point', coordinates: [-180, 90] },
  { type: 'Point', coordinates: [360.1234567, 0.1] },
  { type: 'MultiPoint', coordinates: [] },
  // Left open, which GeoJSON forbids: the shape closes it.
  {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [9, 0],
        [9, 9],
      ],
    ],
  },
  { type: 'LineString', coordinates: [[3, 4]] },
  {
    type: 'GeometryCollection',
    geometries: [{ type: 'GeometryCollection', geometries: [] }, drawAny(random)],
  },
]

test('geometries come back to the last bit, as GeoJSON and as shapes', () => {
  for (const geometry of geometries) {
    const bytes = encodeGeometry(geometry)
    expect(decodeGeometry(bytes)).toEqual(geometry)
    expect(decodeShape(bytes)).toEqual(shapeOf(geometry))
    // As a part of a longer buffer, at an offset that no number may begin at.
    const shifted = new Uint8Array(bytes.length + 5)
    shifted.set(bytes, 5)
    expect(decodeGeometry(shifted.subarray(5))).toEqual(geometry)
  }
})

test('members of a collection come one by one', () => {
  const bytes = encodeGeometry({ type: 'GeometryCollection', geometries })
  expect(decodeMembers(bytes)).toEqual(geometries.map(shapeOf))
})

test('coordinates of seven decimals take half the room', () => {
  const line = (decimals: number): Geometry => ({
    type: 'LineString',
    coordinates: Array.from({ length: 100 }, () => {
      return [360 * random() - 180, 180 * random() - 90].map((x) => Number(x.toFixed(decimals))) as [
        number,
        number,
      ]
    }),
  })
  expect(encodeGeometry(line(7)).length).toBe(16 + 800)
  expect(encodeGeometry(line(9)).length).toBe(16 + 1600)
})
