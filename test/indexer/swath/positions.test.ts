import { describe, expect, it } from 'vitest'
import type { VariableDraft } from '../memory-dataset.ts'
import { latitude, longitude, observed } from './observing.ts'

describe('decoding positions', () => {
  function decoded(lon: VariableDraft, lat: VariableDraft) {
    const [part] = observed({ variables: { '/lon': lon, '/lat': lat } }).observation.parts
    return [
      Array.from(part!.lon, (v) => Math.round(v * 1e4) / 1e4),
      Array.from(part!.lat, (v) => Math.round(v * 1e4) / 1e4),
    ]
  }
  const dims = ['rows:2', 'cells:2']

  it('unpacks, unsigned where it is said, and leaves fill out of both', () => {
    expect(
      decoded(
        {
          dims,
          data: Int16Array.from([0, 100, -1536, -1]),
          attributes: { ...longitude, _Unsigned: 'true', scale_factor: 0.005, _FillValue: -1 },
        },
        {
          dims,
          data: Int32Array.from([1_500_000, -1_500_000, 2_000_000, 100]),
          attributes: { ...latitude, scale_factor: 1e-5 },
        },
      ),
    ).toEqual([
      [0, 0.5, 320, Number.NaN],
      [15, -15, 20, Number.NaN],
    ])
  })

  it('takes out fills that nobody declared, and positions at the origin that repeat', () => {
    expect(
      decoded(
        {
          dims: ['rows:2', 'cells:3'],
          data: Float32Array.from([10, -9999, 1e30, 0, 0, 20]),
          attributes: longitude,
        },
        {
          dims: ['rows:2', 'cells:3'],
          data: Float32Array.from([5, -9999, 3, 0, 0, 95]),
          attributes: latitude,
        },
      ),
    ).toEqual([
      [10, ...new Array(5).fill(Number.NaN)],
      [5, ...new Array(5).fill(Number.NaN)],
    ])
  })

  it('believes neither a stale valid range nor its own packing twice', () => {
    expect(
      decoded(
        {
          dims,
          data: Float32Array.from([200, 201, 202, 203]),
          attributes: { ...longitude, valid_min: 0, valid_max: 100 },
        },
        {
          dims,
          data: Float32Array.from([1, 2, 3, 4]),
          attributes: { ...latitude, valid_min: -9_000_000, valid_max: 0 },
        },
      ),
    ).toEqual([
      [200, 201, 202, 203],
      [1, 2, 3, 4],
    ])
  })

  it.each([
    ['radians', 0.1, 5.7296],
    ['1e-6 degrees', 2_000_000, 2],
    ['microdegrees', 3_000_000, 3],
    ['10-6 degrees', 4_000_000, 4],
    ['degrees', 4, 4],
  ])('reads %s', (units, value, degrees) => {
    const data = Float64Array.of(value, value, value, value)
    const [lon, lat] = decoded({ dims, data, attributes: { units } }, { dims, data, attributes: { units } })
    expect([lon![0], lat![0]]).toEqual([degrees, degrees])
  })
})
