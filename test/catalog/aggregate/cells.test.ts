import { expect, test } from 'vitest'
import { cellsOf } from '../../../catalog/aggregate/cells.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import { box, place } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const at = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })

test('a place has the geohash and the tile that others give it', () => {
  // From the first description of geohash (geohash.org), and Brest on the tile scheme of OpenStreetMap.
  expect(cellsOf(shapeOf(at(-5.6, 42.6)), 'geohash', 3)).toEqual(['ezs'])
  expect(cellsOf(shapeOf(at(-4.48, 48.39)), 'geotile', 8)).toEqual(['8/124/88'])
})

test('a place anywhere is in the tile that its Mercator coordinates say', () => {
  const random = seeded(60)
  for (let i = 0; i < 2000; i++) {
    const [lon, lat] = place(random)
    const zoom = Math.floor(9 * random())
    const n = 2 ** zoom
    const north = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI
    const clamp = (value: number) => Math.min(n - 1, Math.max(0, Math.floor(value)))
    const name = `${zoom}/${clamp(((lon + 180) / 360) * n)}/${clamp(((1 - north) / 2) * n)}`
    expect(cellsOf(shapeOf(at(lon, lat)), 'geotile', zoom), `${lon} ${lat}`).toEqual([name])
  }
})

test('the whole Earth reaches into every cell, a box that ends on edges into none beyond', () => {
  const earth = shapeOf(box([-180, -90, 180, 90]))
  expect(cellsOf(earth, 'geohash', 2)).toHaveLength(1024)
  expect(new Set(cellsOf(earth, 'geotile', 4)).size).toBe(256)
  expect(cellsOf(shapeOf(box([0, 0, 45, 45])), 'geohash', 1)).toEqual(['s'])
})
