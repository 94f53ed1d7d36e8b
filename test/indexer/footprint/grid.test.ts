import { expect, it } from 'vitest'
import type { AxesCoordinates } from '../../../indexer/coordinates.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { seeded } from '../../seeded.ts'
import { coversPoint, faultsOf, polygonsOf } from './judge.ts'

const axis = (first: number, step: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => first + i * step)

function draw(lon: Float64Array, lat: Float64Array, mask?: Uint8Array) {
  const part: AxesCoordinates = { layout: 'axes', lon, lat, ...(mask && { mask }) }
  const footprint = computeFootprint({ kind: 'grid', parts: [part] }, { start: 0, end: 86_400_000 })
  for (const { geometry } of [footprint, ...footprint.segments]) expect(faultsOf(geometry)).toEqual([])
  return footprint
}

it.each([
  ['from Greenwich', axis(0.125, 0.25, 1440)],
  ['from the antimeridian', axis(-179.875, 0.25, 1440)],
  ['in whole degrees', axis(0, 1, 360)],
  ['that begin and end in the same place', axis(0, 1, 361)],
  ['to the west', axis(179.5, -1, 360)],
])('is the whole Earth for a global grid with longitudes %s', (_, lon) => {
  const { geometry, bbox } = draw(lon, axis(89.875, -0.25, 720))
  expect(bbox).toEqual([-180, -90, 180, 90])
  expect(polygonsOf(geometry)).toHaveLength(1)
  expect(polygonsOf(geometry)[0]![0]).toHaveLength(5)
})

it('is the box of its cells for a regional grid', () => {
  const { geometry, bbox } = draw(axis(10.5, 1, 20), axis(-4.5, 1, 10))
  expect(bbox).toEqual([10, -5, 30, 5])
  expect(geometry.type).toBe('Polygon')
})

it('crosses the antimeridian on 0..360 and on -180..180', () => {
  for (const lon of [axis(170.5, 1, 20), axis(170.5, 1, 20).map((x) => (x > 180 ? x - 360 : x))]) {
    const { geometry, bbox } = draw(lon, axis(0.5, 1, 10))
    expect(bbox).toEqual([170, 0, -170, 10])
    expect(polygonsOf(geometry)).toHaveLength(2)
  }
})

it('gives a row or a column of cells the extent of the other axis, and one cell a point', () => {
  expect(draw(axis(10, 1, 5), Float64Array.of(20)).bbox).toEqual([9.5, 19.5, 14.5, 20.5])
  expect(draw(Float64Array.of(10), Float64Array.of(20)).geometry).toEqual({
    type: 'Point',
    coordinates: [10, 20],
  })
})

it('is whole for a composite with clouds and land', () => {
  const random = seeded(13)
  const mask = Uint8Array.from({ length: 360 * 180 }, () => (random() < 0.3 ? 1 : 0))
  expect(draw(axis(-179.5, 1, 360), axis(-89.5, 1, 180), mask).bbox).toEqual([-180, -90, 180, 90])
})

it('is what has data for a swath on a grid', () => {
  const [columns, rows] = [720, 360]
  const onSwath = (x: number, y: number) => Math.abs(x - 500 - y / 4) < 40 && y > 30 && y < 330
  const mask = Uint8Array.from({ length: columns * rows }, (_, i) =>
    onSwath(i % columns, Math.floor(i / columns)) ? 1 : 0,
  )
  const [lon, lat] = [axis(0.25, 0.5, columns), axis(89.75, -0.5, rows)]
  const { geometry, segments } = draw(lon, lat, mask)
  let wrong = 0
  for (let i = 0; i < mask.length; i++) {
    const [x, y] = [lon[i % columns]!, lat[Math.floor(i / columns)]!]
    if (mask[i]) {
      expect(coversPoint(geometry, x, y)).toBe(true)
      const row = Math.floor(i / columns)
      const mine = segments.filter(({ rows: [first, last] }) => row >= first && row <= last)
      expect(mine.some((segment) => coversPoint(segment.geometry, x, y))).toBe(true)
    } else if (
      !onSwath((i % columns) + 3, Math.floor(i / columns)) &&
      !onSwath((i % columns) - 3, Math.floor(i / columns))
    ) {
      if (coversPoint(geometry, x, y)) wrong++
    }
  }
  expect(wrong).toBeLessThan(0.01 * mask.length)
  expect(segments.length).toBeGreaterThan(20)
})

it('says so when nothing is set or an axis is empty', () => {
  expect(() => draw(axis(0, 1, 4), axis(0, 1, 4), new Uint8Array(16))).toThrow(/no valid position/)
  expect(() => draw(axis(0, 1, 0), axis(0, 1, 4))).toThrow(/no valid position/)
})
