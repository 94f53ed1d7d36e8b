import { describe, expect, it } from 'vitest'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { distanceKm } from '../../../indexer/swath/sphere.ts'
import type { DatasetDraft } from '../memory-dataset.ts'
import { minute, observed } from './observing.ts'

function radar(azimuths: number[], units = 'meters', far = 150_000): DatasetDraft {
  const one = (value: number, unit: string) => ({
    dims: [],
    data: Float64Array.of(value),
    attributes: { units: unit },
  })
  return {
    attributes: minute,
    variables: {
      '/latitude': one(48.46, 'degrees_north'),
      '/longitude': one(-4.43, 'degrees_east'),
      '/time': {
        dims: [`time:${azimuths.length}`],
        data: Float64Array.from(azimuths, (_, i) => i / 10),
        attributes: { units: 'seconds since 2020-01-01T00:00:00Z', standard_name: 'time' },
      },
      '/azimuth': {
        dims: [`time:${azimuths.length}`],
        data: Float32Array.from(azimuths),
        attributes: { units: 'degrees', standard_name: 'ray_azimuth_angle' },
      },
      '/range': {
        dims: ['range:100'],
        data: Float32Array.from({ length: 100 }, (_, i) => ((i + 1) / 100) * far),
        attributes: { units, standard_name: 'projection_range_coordinate' },
      },
      '/DBZ': {
        dims: [`time:${azimuths.length}`, 'range:100'],
        data: new Float32Array(azimuths.length * 100),
      },
    },
  }
}

const around = Array.from({ length: 360 }, (_, i) => (i + 200.5) % 360)

describe('the scan of a radar', () => {
  it.each([
    ['meters', 150_000],
    ['km', 150],
  ])('by azimuth and range in %s reaches as far all around', (units, far) => {
    const { observation, extent } = observed(radar(around, units, far))
    const [part] = observation.parts
    if (part?.layout !== 'scan') throw new Error('no scan')
    expect([observation.kind, part.rows]).toEqual(['swath', 361])
    expect(extent).toEqual({ first: Date.UTC(2020, 0, 1), last: Date.UTC(2020, 0, 1, 0, 0, 35, 900) })
    for (let row = 0; row < part.rows; row++) {
      const [near, edge] = [row * part.columns, (row + 1) * part.columns - 1]
      expect(distanceKm(part.lon, part.lat, near, edge)).toBeCloseTo(150, 3)
    }
    const { bbox } = computeFootprint(observation, { start: 0, end: 1 })
    expect(bbox[1]).toBeLessThan(48.46 - 1.34)
    expect(bbox[3]).toBeGreaterThan(48.46 + 1.34)
  })

  it('of a sector stays one', () => {
    const { observation } = observed(radar([10, 11, 12, 13, 14]))
    const [part] = observation.parts
    expect(part!.lat.length).toBe(5 * 24)
    expect(Math.min(...part!.lat)).toBeCloseTo(48.46, 6)
  })

  it('is told by the attributes of ODIM_H5', () => {
    const { observation, sources } = observed({
      groups: {
        '/what': { object: 'PVOL', date: '20200101', time: '000000' },
        '/where': { lon: 2.5, lat: 51.2, height: 60 },
        '/dataset1/where': { nbins: 240, nrays: 360, rscale: 1000, rstart: 0, elangle: 0.5 },
        '/dataset2/where': { nbins: 250, nrays: 360, rscale: 500, rstart: 0, elangle: 5 },
      },
      variables: { '/dataset1/data1/data': { dims: [':360', ':240'], data: new Uint8Array(360 * 240) } },
    })
    const [part] = observation.parts
    expect(Math.max(...part!.lat)).toBeCloseTo(51.2 + 240 / 111.195, 2)
    expect(sources.coordinates).toContain('/where')
  })

  it('without a range that a radar has is none', () => {
    expect(observed(radar(around, 'meters', 9e9)).observation.kind).toBe('points')
  })
})
