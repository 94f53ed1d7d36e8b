import { describe, expect, it } from 'vitest'
import { slantedScan } from '../memory-dataset.ts'
import { latitude, longitude, observed, secondsSince } from './observing.ts'

const start = Date.UTC(2020, 0, 1)

describe('times that do not go with the positions one by one', () => {
  it.each([
    ['without a dimension', []],
    ['with a dimension each', ['LATITUDE:1', 'LONGITUDE:1']],
  ])('are those of a station, its place %s', (_how, [lat, lon]: string[]) => {
    const { observation, extent } = observed({
      attributes: { featureType: 'timeSeries' },
      variables: {
        '/LATITUDE': { dims: lat ? [lat] : [], data: Float32Array.of(48), attributes: latitude },
        '/LONGITUDE': { dims: lon ? [lon] : [], data: Float32Array.of(-5), attributes: longitude },
        '/TIME': {
          dims: ['TIME:100'],
          data: Float64Array.from({ length: 100 }, (_, i) => i * 3600),
          attributes: secondsSince,
        },
        '/TEMP': { dims: ['TIME:100', 'DEPTH:3'], data: new Float32Array(300) },
      },
    })
    expect(observation).toMatchObject({ kind: 'points', parts: [{ layout: 'points' }] })
    expect(extent).toEqual({ first: start, last: start + 99 * 3_600_000 })
  })

  const tied = (time: Float64Array) => {
    const { lon, lat } = slantedScan(40, 10)
    return observed({
      variables: {
        '/tp_lat': { dims: ['tp_row:40', 'tp_col:10'], data: lat, attributes: latitude },
        '/tp_lon': { dims: ['tp_row:40', 'tp_col:10'], data: lon, attributes: longitude },
        '/time': { dims: [`row:${time.length}`], data: time, attributes: secondsSince },
        '/sst': { dims: ['row:400', 'col:100'], data: new Float32Array(40_000) },
      },
    })
  }

  it('are those of rows finer than the tie points', () => {
    const { observation, extent } = tied(Float64Array.from({ length: 400 }, (_, i) => i / 10))
    expect([observation.kind, observation.parts.length]).toEqual(['swath', 1])
    expect(extent).toEqual({ first: start, last: start + 39_900 })
  })

  it('but not a single one beside many positions, which is nominal', () => {
    expect(tied(Float64Array.of(0)).extent).toBeUndefined()
  })
})
