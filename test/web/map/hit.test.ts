import { expect, test } from 'vitest'
import { covers } from '../../../catalog/geometry/pieces.ts'
import { shapeOf as exactShape } from '../../../catalog/geometry/shape.ts'
import { resource } from '../../../catalog/resource.ts'
import { randomGranules } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const { shapesAt } = await import(resource('web/map/hit.js').href)
const { shapeOf } = await import(resource('web/map/shape.js').href)

const view = { kind: 'globe', lon: 0, lat: 0, zoom: 1, width: 800, height: 600 }
/** Pixels to a degree in the middle of that view. */
const scale = ((600 / 2) * 0.94 * Math.PI) / 180

test('what lies at a place is every area that covers it', () => {
  const random = seeded(41)
  const areas = randomGranules(random, 300).flatMap(({ geometry }) => {
    const exact = exactShape(geometry)
    return exact.polygons.length > 0 && exact.points.length === 0 && exact.lines.length === 0
      ? [{ shape: shapeOf(geometry), exact }]
      : []
  })
  let hits = 0
  for (let i = 0; i < 500; i++) {
    const place: [number, number] = [360 * random() - 180, (Math.asin(2 * random() - 1) * 180) / Math.PI]
    const found = new Set(shapesAt(view, place, areas))
    const expected = areas.filter(({ exact }) => covers(exact, ...place))
    hits += expected.length
    expect(found).toEqual(new Set(expected))
  }
  expect(hits).toBeGreaterThan(500)
})

test('points and lines are found within six pixels, before areas, and the smallest area first', () => {
  const shown = (name: string, type: string, coordinates: unknown) => ({
    name,
    shape: shapeOf({ type, coordinates }),
  })
  const square = (half: number) => [
    [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
      [-half, -half],
    ],
  ]
  const all = [
    shown('large', 'Polygon', square(20)),
    shown('small', 'Polygon', square(10)),
    shown('line', 'LineString', [
      [5, -40],
      [5, 40],
    ]),
    shown('point', 'Point', [5, 0]),
  ]
  const at = (lon: number, lat: number) =>
    shapesAt(view, [lon, lat], all).map(({ name }: { name: string }) => name)
  expect(at(5 + 5 / scale, 0)).toEqual(['point', 'line', 'small', 'large'])
  expect(at(5 + 7 / scale, 0)).toEqual(['small', 'large'])
  expect(at(5, 30)).toEqual(['line'])
  expect(at(15, 15)).toEqual(['large'])
  expect(at(60, 0)).toEqual([])
})
