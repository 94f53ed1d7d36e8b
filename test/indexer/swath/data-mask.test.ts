import { describe, expect, it } from 'vitest'
import type { AxesCoordinates } from '../../../indexer/coordinates.ts'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readCoverage } from '../../../indexer/metadata/coverage.ts'
import { observe } from '../../../indexer/swath/observe.ts'
import { seeded } from '../../seeded.ts'
import { memoryDataset } from '../memory-dataset.ts'

function axesOf(
  rows: number,
  columns: number,
  data: Int16Array,
  attributes: Record<string, string>,
  transposed = false,
) {
  const sst = transposed ? ['lon:', 'lat:'] : ['lat:', 'lon:']
  const sizes = transposed ? [columns, rows] : [rows, columns]
  const dataset = memoryDataset({
    attributes,
    variables: {
      '/lat': {
        dims: [`lat:${rows}`],
        data: Float64Array.from({ length: rows }, (_, i) => 40 - i * 0.01),
        attributes: { units: 'degrees_north' },
      },
      '/lon': {
        dims: [`lon:${columns}`],
        data: Float64Array.from({ length: columns }, (_, i) => i * 0.01),
        attributes: { units: 'degrees_east' },
      },
      '/quality_level': {
        dims: [`lat:${rows}`, `lon:${columns}`],
        data: new Int8Array(rows * columns),
        attributes: { _FillValue: -128 },
      },
      '/sst': {
        dims: ['time:1', ...sst.map((d, i) => d + sizes[i])],
        data,
        attributes: { _FillValue: -1, standard_name: 'sea_surface_temperature' },
      },
    },
  })
  const found = collectAttributes(dataset)
  return observe(dataset, found, readCoverage(found)).observation.parts[0] as AxesCoordinates
}

const passage = { time_coverage_start: '2020-01-01T00:00:00Z', time_coverage_end: '2020-01-01T00:10:00Z' }
const day = { ...passage, time_coverage_end: '2020-01-02T00:00:00Z' }

describe('the mask of a swath on a grid', () => {
  const data = Int16Array.from({ length: 12 }, (_, i) => ([1, 6, 11].includes(i) ? 300 : -1))

  it('is where the main variable has data', () => {
    expect(Array.from(axesOf(3, 4, data, passage).mask!)).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
  })

  it('lies latitude by longitude, whatever the order of the variable', () => {
    const turned = Int16Array.from({ length: 12 }, (_, i) => data[(i % 3) * 4 + Math.floor(i / 3)]!)
    expect(Array.from(axesOf(3, 4, turned, passage, true).mask!)).toEqual([
      0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1,
    ])
  })

  it('is not there for a composite of a day, an empty grid or a full one', () => {
    expect(axesOf(3, 4, data, day).mask).toBeUndefined()
    expect(axesOf(3, 4, data, { ...day, processing_level: 'L3U' }).mask).toBeDefined()
    expect(axesOf(3, 4, new Int16Array(12).fill(-1), passage).mask).toBeUndefined()
    expect(axesOf(3, 4, new Int16Array(12).fill(5), passage).mask).toBeUndefined()
  })

  it('of a fine grid is coarser and misses no cell with data', () => {
    const [rows, columns] = [2101, 3003]
    const fine = new Int16Array(rows * columns).fill(-1)
    const random = seeded(7)
    const cells = Array.from({ length: 200 }, () => Math.floor(random() * fine.length))
    for (const cell of cells) fine[cell] = 1
    fine[fine.length - 1] = 1
    const { lat, lon, mask } = axesOf(rows, columns, fine, passage)
    expect(mask!.length).toBe(lat.length * lon.length)
    expect(mask!.length).toBeLessThan(4_000_001)
    const block = Math.ceil(rows / lat.length)
    for (const cell of [...cells, fine.length - 1]) {
      const [row, column] = [Math.floor(cell / columns), cell % columns]
      expect(mask![Math.floor(row / block) * lon.length + Math.floor(column / block)]).toBe(1)
      // The coarse cell is around the fine one.
      expect(Math.abs(lat[Math.floor(row / block)]! - (40 - row * 0.01))).toBeLessThan(0.01 * block)
    }
    expect(mask!.reduce((sum, cell) => sum + cell, 0)).toBeLessThanOrEqual(201)
  })
})
