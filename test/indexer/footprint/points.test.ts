import { expect, it } from 'vitest'
import type { PointCoordinates } from '../../../indexer/coordinates.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { seeded } from '../../seeded.ts'
import { coversPoint, faultsOf } from './judge.ts'
import { distanceTo, greatCircle } from './judge-distance.ts'

function draw(...positions: [number, number][][]) {
  const parts = positions.map(
    (all): PointCoordinates => ({
      layout: 'points',
      lon: Float64Array.from(all, ([lon]) => lon),
      lat: Float64Array.from(all, ([, lat]) => lat),
      time: Float64Array.from(all, (_, i) => 1000 * i),
    }),
  )
  return computeFootprint({ kind: 'points', parts }, { start: 0, end: 1e9 })
}

it('keeps profiles as points, each a segment with its time', () => {
  const { geometry, segments } = draw([
    [10, 20],
    [190, 21],
    [12, NaN],
    [12, 22],
  ])
  expect(geometry).toEqual({
    type: 'MultiPoint',
    coordinates: [
      [10, 20],
      [-170, 21],
      [12, 22],
    ],
  })
  expect(segments.map(({ rows, start }) => [...rows, start])).toEqual([
    [0, 0, 0],
    [1, 1, 1000],
    [3, 3, 3000],
  ])
})

it('is one point for a mooring', () => {
  expect(draw(Array.from({ length: 9 }, () => [7.5, 64])).geometry).toEqual({
    type: 'Point',
    coordinates: [7.5, 64],
  })
})

it('is the outline of many points, those far away on their own, over the antimeridian and a pole', () => {
  const random = seeded(14)
  const around = (lon: number, lat: number, size: number, count: number) =>
    Array.from({ length: count }, (): [number, number] => [
      lon + (size * (random() - 0.5)) / Math.cos((lat * Math.PI) / 180),
      Math.min(90, lat + size * (random() - 0.5)),
    ])
  const all = [...around(179, 10, 6, 3000), ...around(-60, -40, 8, 3000), ...around(30, 89, 3, 2000)]
  all.push([100, 0])
  const { geometry, segments } = draw(all)
  for (const shape of [geometry, ...segments.map((segment) => segment.geometry)]) {
    expect(faultsOf(shape)).toEqual([])
  }
  for (const [lon, lat] of all) expect(coversPoint(geometry, lon, lat)).toBe(true)
  for (let i = 0; i < 3000; i++) {
    const [lon, lat] = [360 * random() - 180, (Math.asin(2 * random() - 1) * 180) / Math.PI]
    const isFar = all.every(([x, y]) => Math.abs(lat - y) > 0.6 || greatCircle(x, y, lon, lat) > 0.6)
    if (isFar) expect(coversPoint(geometry, lon, lat)).toBe(false)
  }
  expect(segments.length).toBeLessThan(100)
  all.forEach(([lon, lat], row) => {
    const mine = segments.filter(({ rows }) => row >= rows[0] && row <= rows[1])
    expect(mine.some((segment) => distanceTo(segment.geometry, lon, lat) < 1e-4)).toBe(true)
  })
})

it('takes several sets together', () => {
  const random = seeded(15)
  const set = () => Array.from({ length: 2000 }, (): [number, number] => [10 * random(), 10 * random()])
  const { geometry } = draw(set(), set())
  expect(geometry.type).toBe('Polygon')
  expect(faultsOf(geometry)).toEqual([])
})
