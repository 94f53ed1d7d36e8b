import { describe, expect, it } from 'vitest'
import type { VariableDraft } from '../memory-dataset.ts'
import { day, latitude, longitude, observed, pass, secondsSince, sizeOf, swath } from './observing.ts'

describe('telling kinds apart', () => {
  const axis = (n: number, first: number, step: number) =>
    Float64Array.from({ length: n }, (_, i) => first + i * step)

  it('a grid by its axes', () => {
    const { observation } = observed({
      attributes: day,
      variables: {
        '/lat': { dims: ['lat:3'], data: axis(3, -10, 10), attributes: latitude },
        '/lon': { dims: ['lon:4'], data: axis(4, 0, 90), attributes: longitude },
        '/sst': { dims: ['time:1', 'lat:3', 'lon:4'], data: new Float32Array(12) },
      },
    })
    expect([observation.kind, observation.parts.map(sizeOf)]).toEqual(['grid', [[3, 4]]])
  })

  it('a grid of equal sides without names of dimensions', () => {
    const { observation } = observed({
      variables: {
        '/lat': { dims: [':5'], data: axis(5, 0, 1), attributes: { unit: 'degrees_north' } },
        '/lon': { dims: [':5'], data: axis(5, 0, 1), attributes: { unit: 'degrees_east' } },
        '/sst': { dims: [':5', ':5'], data: new Float32Array(25) },
      },
    })
    expect([observation.kind, sizeOf(observation.parts[0])]).toEqual(['grid', [5, 5]])
  })

  it('a mooring whose positions have dimensions of their own name', () => {
    const { observation } = observed({
      attributes: { ...day, cdm_data_type: 'timeSeries' },
      variables: {
        '/TIME': { dims: ['TIME:7'], data: axis(7, 0, 600), attributes: secondsSince },
        '/LATITUDE': { dims: ['LATITUDE:7'], data: new Float32Array(7).fill(64), attributes: latitude },
        '/LONGITUDE': { dims: ['LONGITUDE:7'], data: new Float32Array(7).fill(7), attributes: longitude },
        '/SWH': { dims: ['TIME:7', 'DEPTH:1'], data: new Float32Array(7) },
      },
    })
    expect([observation.kind, observation.parts[0]!.layout]).toEqual(['points', 'points'])
  })

  it('a station of one latitude and one longitude', () => {
    const { observation, extent } = observed({
      variables: {
        '/time': { dims: ['time:3'], data: axis(3, 0, 600), attributes: secondsSince },
        '/latitude': { dims: ['latitude:1'], data: Float32Array.of(40), attributes: latitude },
        '/longitude': { dims: ['longitude:1'], data: Float32Array.of(-70), attributes: longitude },
        '/wspd': { dims: ['time:3', 'latitude:1', 'longitude:1'], data: new Float32Array(3) },
      },
    })
    expect([observation.kind, observation.parts[0]!.layout]).toEqual(['points', 'points'])
    expect(extent?.last).toBe(Date.UTC(2020, 0, 1, 0, 20))
  })

  const line = (count: number, secondsApart: number, attributes: Record<string, string> = {}) => {
    const { lon, lat, time } = pass(count)
    const dims = [`obs:${count}`]
    return observed({
      attributes,
      variables: {
        '/time': { dims, data: time.map((t) => t * secondsApart), attributes: secondsSince },
        '/lat': { dims, data: lat, attributes: latitude },
        '/lon': { dims, data: lon, attributes: longitude },
      },
    }).observation
  }

  it('a track by its speed over the ground, whatever it is called', () => {
    expect(line(100, 1).kind).toBe('track')
    expect(line(100, 1, { featureType: 'trajectory' }).kind).toBe('track')
    expect(line(100, 1, { cdm_data_type: 'swath' })).toMatchObject({
      kind: 'track',
      parts: [{ layout: 'line' }],
    })
  })

  it('a ship by its speed', () =>
    expect(line(100, 1000)).toMatchObject({ kind: 'trajectory', parts: [{ layout: 'line' }] }))

  it('profiles as they are declared', () =>
    expect(line(5, 86_400, { featureType: 'trajectoryProfile' })).toMatchObject({
      kind: 'profile',
      parts: [{ layout: 'points' }],
    }))

  it('a cloud of pixels, and stations, which have names', () => {
    const count = 500
    const dims = [`n:${count}`]
    const scatter = (a: number, range: number) =>
      Float64Array.from({ length: count }, (_, i) => ((i * a) % range) - range / 2)
    const variables: Record<string, VariableDraft> = {
      '/lat': { dims, data: scatter(37.7, 120), attributes: latitude },
      '/lon': { dims, data: scatter(91.3, 300), attributes: longitude },
    }
    const hour = { time_coverage_start: '2020-01-01T00:00:00Z', time_coverage_end: '2020-01-01T01:00:00Z' }
    expect(observed({ attributes: hour, variables }).observation).toMatchObject({
      kind: 'swath',
      parts: [{ layout: 'points' }],
    })
    const named = {
      ...variables,
      '/station_name': { dims: [`n:${count}`, 'letters:8'], data: new Array<string>(count).fill('A') },
    }
    expect(observed({ attributes: hour, variables: named }).observation.kind).toBe('points')
  })

  it('many drifters in turn are points, not one line', () => {
    const count = 300
    const dims = [`n:${count}`]
    const { observation } = observed({
      variables: {
        '/time': {
          dims,
          data: Float64Array.from({ length: count }, (_, i) => Math.floor(i / 3) * 21_600),
          attributes: secondsSince,
        },
        '/lat': {
          dims,
          data: Float64Array.from({ length: count }, (_, i) => [-30, 10, 40][i % 3]! + i * 0.01),
          attributes: latitude,
        },
        '/lon': {
          dims,
          data: Float64Array.from({ length: count }, (_, i) => [-30, 60, 170][i % 3]!),
          attributes: longitude,
        },
      },
    })
    expect(observation).toMatchObject({ kind: 'points', parts: [{ layout: 'points' }] })
  })

  it('a grid with two-dimensional coordinates, by its level or by lying along the parallels', () => {
    expect(observed({ attributes: { processing_level: 'L3' }, variables: swath() }).observation.kind).toBe(
      'grid',
    )
    expect(observed({ attributes: { processing_level: 'L2' }, variables: swath() }).observation.kind).toBe(
      'swath',
    )
    const dims = ['I:6', 'J:8']
    const even = {
      '/lat': {
        dims,
        data: Float64Array.from({ length: 48 }, (_, i) => Math.floor(i / 8) * 0.1),
        attributes: latitude,
      },
      '/lon': {
        dims,
        data: Float64Array.from({ length: 48 }, (_, i) => (i % 8) * 0.1),
        attributes: longitude,
      },
    }
    expect(observed({ variables: even }).observation).toMatchObject({
      kind: 'grid',
      parts: [{ layout: 'scan' }],
    })
  })
})
