import type { Coordinates } from '../../../indexer/coordinates.ts'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readCoverage } from '../../../indexer/metadata/coverage.ts'
import { observe } from '../../../indexer/swath/observe.ts'
import { type DatasetDraft, memoryDataset, slantedScan, type VariableDraft } from '../memory-dataset.ts'

export function observed(draft: DatasetDraft) {
  const dataset = memoryDataset(draft)
  const attributes = collectAttributes(dataset)
  return observe(dataset, attributes, readCoverage(attributes))
}

export const day = { time_coverage_start: '2020-01-01T00:00:00Z', time_coverage_end: '2020-01-02T00:00:00Z' }
export const minute = {
  time_coverage_start: '2020-01-01T00:00:00Z',
  time_coverage_end: '2020-01-01T00:01:00Z',
}
export const latitude = { units: 'degrees_north', standard_name: 'latitude' }
export const longitude = { units: 'degrees_east', standard_name: 'longitude' }

export function swath(rows = 20, columns = 5): Record<string, VariableDraft> {
  const { lon, lat } = slantedScan(rows, columns)
  const dims = [`nj:${rows}`, `ni:${columns}`]
  return {
    '/lon': { dims, data: lon, attributes: longitude },
    '/lat': { dims, data: lat, attributes: latitude },
    '/sst': { dims, data: new Float32Array(rows * columns), attributes: { coordinates: 'lon lat' } },
  }
}

/** Positions passed by a satellite: 7 km and a second apart. */
export function pass(count: number, south = 0) {
  return {
    lon: Float64Array.from({ length: count }, (_, i) => 10 - i * 0.01),
    lat: Float64Array.from({ length: count }, (_, i) => south + i * 0.062),
    time: Float64Array.from({ length: count }, (_, i) => i),
  }
}

export const secondsSince = { units: 'seconds since 2020-01-01', standard_name: 'time' }

export function sizeOf(part: Coordinates | undefined) {
  if (part?.layout === 'scan') return [part.rows, part.columns]
  return part?.layout === 'axes' ? [part.lat.length, part.lon.length] : part?.lat.length
}
