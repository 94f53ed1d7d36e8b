import { expect, test } from 'vitest'
import { toStacGeometry } from '../../../api/stac/items/geometry.ts'
import { signedArea } from '../../../catalog/geometry/cut.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'
import { within } from '../../../catalog/geometry/within.ts'
import { seeded } from '../../seeded.ts'

const square: Ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
]
const collection = (...geometries: Geometry[]): Geometry => ({ type: 'GeometryCollection', geometries })

test('what is not a collection stays as it is', () => {
  const polygon: Geometry = { type: 'Polygon', coordinates: [square] }
  expect(toStacGeometry(polygon)).toBe(polygon)
})

test('parts of one dimension become one geometry, however they are nested', () => {
  expect(
    toStacGeometry(
      collection(
        { type: 'Point', coordinates: [1, 2] },
        collection({ type: 'MultiPoint', coordinates: [[3, 4]] }),
      ),
    ),
  ).toEqual({
    type: 'MultiPoint',
    coordinates: [
      [1, 2],
      [3, 4],
    ],
  })
  const line: Position[] = [
    [0, 0],
    [5, 5],
  ]
  const lines = collection(
    { type: 'LineString', coordinates: line },
    { type: 'MultiLineString', coordinates: [line] },
  )
  expect(toStacGeometry(lines)).toEqual({ type: 'MultiLineString', coordinates: [line, line] })
  const polygons = collection(
    { type: 'Polygon', coordinates: [square] },
    { type: 'MultiPolygon', coordinates: [[square]] },
  )
  expect(toStacGeometry(polygons)).toEqual({ type: 'MultiPolygon', coordinates: [[square], [square]] })
})

test('mixed parts become polygons that hold them, counter-clockwise, within a metre', () => {
  const random = seeded(3)
  const position = (): Position => [random() * 360 - 180, random() * 180 - 90]
  const parts: Geometry[] = [
    { type: 'Polygon', coordinates: [square] },
    { type: 'MultiPoint', coordinates: [...Array.from({ length: 50 }, position), [180, 90], [-180, -90]] },
    ...Array.from(
      { length: 50 },
      (): Geometry => ({ type: 'LineString', coordinates: [position(), position(), position()] }),
    ),
  ]
  const made = toStacGeometry(collection(...parts))
  if (made.type !== 'MultiPolygon') throw new Error(made.type)
  for (const part of parts) expect(within(part, made)).toBe(true)
  for (const rings of made.coordinates) {
    const shape: Geometry = { type: 'Polygon', coordinates: rings }
    expect(signedArea(rings[0]!)).toBeGreaterThan(0)
    expect(parts.some((part) => intersects(part, shape))).toBe(true)
    for (const [lon, lat] of rings[0]!) expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 90).toBe(true)
  }
  const [[west], [east]] = made.coordinates[1]![0] as [Position, Position]
  expect(east - west).toBeCloseTo(1e-5, 9)
})
