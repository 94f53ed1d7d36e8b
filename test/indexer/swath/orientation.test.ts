import { describe, expect, it } from 'vitest'
import type { ScanCoordinates } from '../../../indexer/coordinates.ts'
import { slantedScan, type VariableDraft } from '../memory-dataset.ts'
import { latitude, longitude, observed, secondsSince, sizeOf, swath } from './observing.ts'

describe('turning scans so that rows run along track', () => {
  const turned = (lonLat: Float32Array, rows: number, columns: number) =>
    Float32Array.from(
      { length: rows * columns },
      (_, i) => lonLat[(i % rows) * columns + Math.floor(i / rows)]!,
    )

  function expectTurned(
    variables: Record<string, VariableDraft>,
    rows: number,
    columns: number,
    straight: Float32Array,
  ) {
    const part = observed({ variables }).observation.parts[0] as ScanCoordinates
    expect([part.rows, part.columns]).toEqual([rows, columns])
    expect(Array.from(part.lat)).toEqual(Array.from(straight))
  }

  it('by the dimension of time', () => {
    const { lon, lat } = slantedScan(20, 5)
    const dims = ['u:5', 'v:20']
    expectTurned(
      {
        '/lon': { dims, data: turned(lon, 20, 5), attributes: longitude },
        '/lat': { dims, data: turned(lat, 20, 5), attributes: latitude },
        '/time': {
          dims: ['v:20'],
          data: Float64Array.from({ length: 20 }, (_, i) => i),
          attributes: secondsSince,
        },
      },
      20,
      5,
      lat,
    )
  })

  it('by the length of time where dimensions have no names', () => {
    const { lon, lat } = slantedScan(20, 5)
    const dims = [':5', ':20']
    expectTurned(
      {
        '/lon': { dims, data: turned(lon, 20, 5), attributes: longitude },
        '/lat': { dims, data: turned(lat, 20, 5), attributes: latitude },
        '/row_time': {
          dims: [':20'],
          data: Float64Array.from({ length: 20 }, (_, i) => i),
          attributes: secondsSince,
        },
      },
      20,
      5,
      lat,
    )
  })

  it('by the names of the dimensions', () => {
    const { lon, lat } = slantedScan(8, 6)
    const dims = ['pixel:6', 'scan:8']
    expectTurned(
      {
        '/lon': { dims, data: turned(lon, 8, 6), attributes: longitude },
        '/lat': { dims, data: turned(lat, 8, 6), attributes: latitude },
      },
      8,
      6,
      lat,
    )
  })

  it('by the ground: no swath is as wide as an orbit is long', () => {
    const { lon, lat } = slantedScan(120, 6, 1, 0.2, 0, -60)
    const dims = ['a:6', 'b:120']
    expectTurned(
      {
        '/lon': { dims, data: turned(lon, 120, 6), attributes: longitude },
        '/lat': { dims, data: turned(lat, 120, 6), attributes: latitude },
      },
      120,
      6,
      lat,
    )
  })

  it('cuts several scans in one file apart, each with its times', () => {
    const one = slantedScan(6, 20)
    const two = slantedScan(6, 20, 0.1, 0.1, 100, 30)
    const dims = ['subset:2', 'NUMROWS:6', 'NUMCELLS:20']
    const { observation, extent } = observed({
      variables: {
        '/lon': { dims, data: Float32Array.from([...one.lon, ...two.lon]), attributes: longitude },
        '/lat': { dims, data: Float32Array.from([...one.lat, ...two.lat]), attributes: latitude },
        '/time': {
          dims: ['subset:2', 'NUMROWS:6'],
          data: Float64Array.from({ length: 12 }, (_, i) => i * 10),
          attributes: secondsSince,
        },
      },
    })
    expect(observation.parts.map(sizeOf)).toEqual([
      [6, 20],
      [6, 20],
    ])
    expect(Math.round(observation.parts[1]!.lon[0]!)).toBe(100)
    const second = observation.parts[1] as ScanCoordinates
    expect(second.time?.[0]).toBe(Date.UTC(2020, 0, 1, 0, 1))
    expect(extent?.last).toBe(Date.UTC(2020, 0, 1, 0, 1, 50))
  })

  it('lays the pixels of each field of view side by side', () => {
    const { lon, lat } = slantedScan(40, 27)
    const dims = ['atrack:40', 'xtrack:9', 'fov:3']
    const { observation } = observed({
      variables: {
        '/lon': { dims, data: lon, attributes: longitude },
        '/lat': { dims, data: lat, attributes: latitude },
      },
    })
    expect(observation.parts.map(sizeOf)).toEqual([[40, 27]])
  })

  it('leaves a scan of one row a scan', () => {
    const { observation } = observed({ variables: swath(1, 12) })
    expect(observation.parts.map(sizeOf)).toEqual([[1, 12]])
  })
})
