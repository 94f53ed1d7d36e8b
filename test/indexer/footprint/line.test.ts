import { expect, it } from 'vitest'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import type { LineCoordinates } from '../../../indexer/coordinates.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { seeded } from '../../seeded.ts'
import { distanceTo } from './judge-distance.ts'
import { flySwath } from './synthetic.ts'

const orbit = {
  inclination: 66,
  phase: 0,
  turns: 0.5,
  node: -60,
  rows: 3300,
  columns: 1,
  widthKm: 0,
  nadirGapKm: 0,
  bowKm: 0,
}
const granule = { start: 0, end: 3_300_000 }

function track(changes: Partial<typeof orbit> = {}): LineCoordinates {
  const { lon, lat } = flySwath({ ...orbit, ...changes })
  return { layout: 'line', lon, lat, time: Float64Array.from(lon, (_, i) => 1000 * i) }
}

function draw(line: LineCoordinates, toleranceKm?: number) {
  const options = { ...granule, ...(toleranceKm !== undefined && { toleranceKm }) }
  return computeFootprint({ kind: 'track', parts: [line] }, options)
}

function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : []
}

function without(line: LineCoordinates, isLost: (i: number) => boolean): LineCoordinates {
  const kept = (values: ArrayLike<number>) => Float64Array.from(values).filter((_, i) => !isLost(i))
  return { layout: 'line', lon: kept(line.lon), lat: kept(line.lat), time: kept(line.time!) }
}

it('stays within the tolerance of every position, with few vertices', () => {
  const line = track()
  for (const toleranceKm of [0.5, 2, 10]) {
    const { geometry } = draw(line, toleranceKm)
    expect(linesOf(geometry).flat().length).toBeLessThan(220 / Math.sqrt(toleranceKm))
    for (let i = 0; i < line.lat.length; i += 11) {
      expect(111.2 * distanceTo(geometry, line.lon[i]!, line.lat[i]!)).toBeLessThan(1.01 * toleranceKm)
    }
  }
})

it('is cut at the antimeridian, where both parts end', () => {
  const lines = linesOf(draw(track({ node: 120 })).geometry)
  expect(lines.length).toBe(2)
  const ends = lines.flatMap((line) => [line[0]!, line.at(-1)!]).filter(([lon]) => Math.abs(lon) === 180)
  expect(ends.map(([lon]) => lon).sort()).toEqual([-180, 180])
  expect(ends[0]![1]).toBe(ends[1]![1])
})

it('is cut at gaps in distance and in time, and has no bridge', () => {
  const line = track()
  const isLost = (i: number) => (i > 1000 && i < 1100) || (i > 2000 && i < 2015)
  const { geometry, segments } = draw(without(line, isLost))
  expect(linesOf(geometry)).toHaveLength(3)
  expect(distanceTo(geometry, line.lon[1050]!, line.lat[1050]!)).toBeGreaterThan(1)
  for (const { rows } of segments) expect(rows[0] > 1000 || rows[1] <= 1000).toBe(true)
})

it('draws a day of passes in one file as many lines', () => {
  const passes = without(track({ turns: 10, rows: 60_000 }), (i) => i % 3000 > 2400)
  const { geometry } = draw(passes)
  expect(linesOf(geometry).length).toBeGreaterThanOrEqual(20)
  expect(linesOf(geometry).length).toBeLessThan(40)
})

it('does not multiply where positions tremble on the antimeridian', () => {
  const random = seeded(11)
  const lat = Float64Array.from({ length: 1000 }, (_, i) => -30 + 0.05 * i)
  const lon = lat.map(() => {
    const x = 180 + 0.002 * (random() - 0.5)
    return x > 180 ? x - 360 : x
  })
  const { geometry, bbox } = draw({ layout: 'line', lon, lat })
  expect(linesOf(geometry).length).toBeLessThanOrEqual(3)
  expect(bbox[0] === -180 && bbox[2] === 180 && Math.abs(bbox[0] - bbox[2]) < 360).toBe(false)
})

it('follows great circles over a pole and between sparse positions', () => {
  const polar = track({ inclination: 90, phase: 0.1, turns: 0.3, rows: 60 })
  const fine = track({ inclination: 90, phase: 0.1, turns: 0.3, rows: 60 * 59 + 1 })
  const { geometry } = draw(polar)
  for (let i = 0; i < fine.lat.length; i += 37) {
    expect(111.2 * distanceTo(geometry, fine.lon[i]!, fine.lat[i]!)).toBeLessThan(4)
  }
})

it('draws a lone measurement as long as a step, and a lone position as a point', () => {
  const line = track()
  const lone = without(line, (i) => i > 1000 && i !== 1500)
  const [, second] = linesOf(draw(lone).geometry)
  expect(second).toHaveLength(2)
  expect(
    distanceTo({ type: 'LineString', coordinates: second! }, line.lon[1500]!, line.lat[1500]!),
  ).toBeLessThan(0.03)
  const one: LineCoordinates = { layout: 'line', lon: Float64Array.of(200), lat: Float64Array.of(5) }
  expect(draw(one).geometry).toEqual({ type: 'Point', coordinates: [-160, 5] })
})

it('passes over what is not valid', () => {
  const line = track()
  for (let i = 0; i < line.lat.length; i += 7) line.lon[i] = line.lat[i] = NaN
  expect(linesOf(draw(line).geometry)).toHaveLength(1)
})

it('takes positions that do not follow one another for a cloud of points', () => {
  const random = seeded(12)
  const lon = Float64Array.from({ length: 5000 }, () => 40 * random())
  const lat = Float64Array.from({ length: 5000 }, () => 40 * random())
  expect(draw({ layout: 'line', lon, lat }).geometry.type).toMatch(/Polygon/)
})

it('has segments of at most 500 km, close to the positions, whose times are those of their rows', () => {
  const line = track()
  const { segments } = draw(line)
  expect([40, 41]).toContain(segments.length)
  for (const { rows, start, end, geometry } of segments) {
    expect([start, end]).toEqual([1000 * rows[0], Math.min(granule.end, 1000 * rows[1])])
    for (let i = rows[0]; i <= rows[1]; i += 9) {
      expect(111.2 * distanceTo(geometry, line.lon[i]!, line.lat[i]!)).toBeLessThan(0.11)
    }
  }
})
