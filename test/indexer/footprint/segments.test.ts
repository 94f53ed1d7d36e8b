import { expect, it } from 'vitest'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { coversPoint, faultsOf, polygonsOf } from './judge.ts'
import { flySwath } from './synthetic.ts'

const plan = {
  inclination: 98,
  phase: 0.03,
  turns: 0.4,
  node: 20,
  rows: 800,
  columns: 60,
  widthKm: 1400,
  nadirGapKm: 0,
  bowKm: 0,
}
const granule = { start: 1_000_000, end: 2_000_000 }

function segmentsOf(segmentKm?: number, time?: Float64Array) {
  const swath = { ...flySwath(plan), ...(time && { time }) }
  const options = { ...granule, ...(segmentKm !== undefined && { segmentKm }) }
  return { swath, segments: computeFootprint({ kind: 'swath', parts: [swath] }, options).segments }
}

it('cuts along track, at most 500 km or as asked, without leaving a row out', () => {
  const alongKm = (plan.turns * 40030) / (plan.rows - 1)
  for (const asked of [undefined, 150, 2000]) {
    const { segments } = segmentsOf(asked)
    expect(segments[0]!.rows[0]).toBe(0)
    expect(segments.at(-1)!.rows[1]).toBe(plan.rows - 1)
    segments.forEach(({ rows }, i) => {
      expect((rows[1] - rows[0]) * alongKm).toBeLessThan((asked ?? 500) + 2 * alongKm)
      if (i > 0) expect(rows[0]).toBe(segments[i - 1]!.rows[1])
    })
  }
})

it('has small tight shapes that cover their rows and not the rest', () => {
  const { swath, segments } = segmentsOf()
  for (const { rows, geometry } of segments) {
    expect(faultsOf(geometry)).toEqual([])
    expect(polygonsOf(geometry).flat(2).length).toBeLessThan(45)
    for (let row = 0; row < plan.rows; row += 3) {
      const i = row * plan.columns + 30
      const away = Math.max(rows[0] - row, row - rows[1]) * ((plan.turns * 40030) / plan.rows)
      if (away <= 0) expect(coversPoint(geometry, swath.lon[i]!, swath.lat[i]!)).toBe(true)
      if (away > 80) expect(coversPoint(geometry, swath.lon[i]!, swath.lat[i]!)).toBe(false)
    }
  }
})

it('takes times from the rows, never outside of the granule', () => {
  const time = Float64Array.from({ length: plan.rows }, (_, row) => 1_000_500 + 1000 * row)
  time[0] = 3e12
  time[5] = NaN
  for (const { rows, start, end } of segmentsOf(500, time).segments) {
    expect(start).toBe(Math.min(granule.end, 1_000_500 + 1000 * Math.max(1, rows[0])))
    expect(end).toBe(rows[0] === 0 ? granule.end : Math.min(granule.end, 1_000_500 + 1000 * rows[1]))
  }
})

it('spreads the time of the granule over the rows where they have none', () => {
  const { segments } = segmentsOf()
  expect(segments[0]!.start).toBe(granule.start)
  expect(segments.at(-1)!.end).toBe(granule.end)
  segments.forEach(({ start, end, rows }, i) => {
    if (i > 0) expect(Math.abs(start - segments[i - 1]!.end)).toBeLessThanOrEqual(1)
    expect(end - start).toBeCloseTo((1e6 * (rows[1] - rows[0])) / (plan.rows - 1), -1)
    expect(Number.isInteger(start) && Number.isInteger(end)).toBe(true)
  })
})

it('is cut across as well where a scan is wider than any swath', () => {
  const transposed = flySwath(plan)
  const [lon, lat] = [transposed.lon.slice(), transposed.lat.slice()]
  for (let i = 0; i < lon.length; i++) {
    const j = (i % plan.columns) * plan.rows + Math.floor(i / plan.columns)
    lon[j] = transposed.lon[i]!
    lat[j] = transposed.lat[i]!
  }
  const part = { layout: 'scan' as const, rows: plan.columns, columns: plan.rows, lon, lat }
  const { segments } = computeFootprint({ kind: 'swath', parts: [part] }, granule)
  for (const { rows, columns, geometry } of segments) {
    expect(columns).toBeDefined()
    const corner = (row: number, column: number) => row * plan.rows + column
    const [a, b] = [corner(rows[0], columns![0]), corner(rows[1], columns![1])]
    expect(distanceKm(lon[a]!, lat[a]!, lon[b]!, lat[b]!)).toBeLessThan(4200)
    for (const i of [a, b]) expect(coversPoint(geometry, lon[i]!, lat[i]!)).toBe(true)
  }
})
