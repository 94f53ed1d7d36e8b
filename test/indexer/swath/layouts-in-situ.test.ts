import { describe, expect, it } from 'vitest'
import type { Position } from '../../../catalog/geometry/types.ts'
import type { VariableDraft } from '../memory-dataset.ts'
import { at, data, judged, numbers } from './layouts.ts'
import { latitude, longitude, secondsSince } from './observing.ts'

const whole = { missed: [], wrong: [] }
const hour = 3600

/** A walk from a place, by hundredths of degrees an hour. */
function walk(count: number, [lon, lat]: Position, east = 0.02, north = 0.01) {
  return {
    lon: numbers(count, (i) => lon + i * east),
    lat: numbers(count, (i) => lat + i * north),
    time: numbers(count, (i) => i * hour),
  }
}

function along(dims: string[], set: ReturnType<typeof walk>): Record<string, VariableDraft> {
  return {
    '/time': { dims, data: set.time, attributes: secondsSince },
    '/longitude': { dims, data: set.lon, attributes: longitude },
    '/latitude': { dims, data: set.lat, attributes: latitude },
    '/sst': data(dims, { coordinates: 'time latitude longitude' }),
  }
}

const placesOf = ({ lon, lat }: { lon: Float64Array; lat: Float64Array }): Position[] =>
  Array.from(lat, (y, i): Position => [lon[i]!, y])

describe('layouts of what moves', () => {
  it('a drone or a ship: one trajectory', () => {
    const set = walk(200, [-130, 30])
    const found = judged(
      { attributes: { featureType: 'trajectory' }, variables: along(['trajectory:1', 'obs:200'], set) },
      placesOf(set),
      [[-129, 35]],
    )
    expect(found).toMatchObject({
      kind: 'trajectory',
      layout: 'line',
      hasTrack: true,
      times: [at(0), at(199 * hour)],
      ...whole,
    })
  })

  it('a glider that hardly leaves its place', () => {
    const set = walk(30, [-70, 40], 1e-4, 1e-4)
    const found = judged(
      { attributes: { featureType: 'trajectory' }, variables: along(['obs:30'], set) },
      placesOf(set),
      [[-70, 40.5]],
    )
    expect(found).toMatchObject({ kind: 'trajectory', layout: 'line', hasTrack: true, ...whole })
  })

  it('drifters one after the other, with the number of positions of each', () => {
    const sets = [walk(120, [-40, -20]), walk(80, [150, 35]), walk(60, [178.6, -10])]
    const all = {
      lon: Float64Array.from(sets.flatMap(({ lon }) => [...lon])).map((x) => (x > 180 ? x - 360 : x)),
      lat: Float64Array.from(sets.flatMap(({ lat }) => [...lat])),
      time: Float64Array.from(sets.flatMap(({ time }) => [...time])),
    }
    const found = judged(
      {
        attributes: { featureType: 'trajectory' },
        variables: {
          ...along(['obs:260'], all),
          '/ID': { dims: ['traj:3'], data: ['1', '2', '3'], attributes: { cf_role: 'trajectory_id' } },
          // Where each was put out, with more said of it than was measured.
          '/first_lon': { dims: ['traj:3'], data: Float32Array.of(-41, 149, 178), attributes: longitude },
          '/first_lat': { dims: ['traj:3'], data: Float32Array.of(-21, 34, -11), attributes: latitude },
          '/lon_of_release': {
            dims: ['traj:3'],
            data: Float32Array.of(-41, 149, 178),
            attributes: longitude,
          },
          '/lat_of_release': { dims: ['traj:3'], data: Float32Array.of(-21, 34, -11), attributes: latitude },
          '/drogue_length': data(['traj:3'], {}),
          '/mass': data(['traj:3'], {}),
          '/rowsize': {
            dims: ['traj:3'],
            data: Int32Array.of(120, 80, 60),
            attributes: { sample_dimension: 'obs' },
          },
        },
      },
      placesOf(all),
      [
        [50, 10],
        [0, -20],
        [90, 20],
      ],
    )
    expect(found).toMatchObject({ kind: 'trajectory', times: [at(0), at(119 * hour)], ...whole })
  })
})

describe('layouts of what stays', () => {
  it('a mooring with times and depths', () => {
    const found = judged(
      {
        attributes: { featureType: 'timeSeriesProfile' },
        variables: {
          '/TIME': { dims: ['TIME:48'], data: numbers(48, (i) => i * hour), attributes: secondsSince },
          '/LATITUDE': { dims: [], data: Float64Array.of(-33.9), attributes: latitude },
          '/LONGITUDE': { dims: [], data: Float64Array.of(151.3), attributes: longitude },
          '/DEPTH': data(['DEPTH:20']),
          '/TEMP': data(['TIME:48', 'DEPTH:20']),
        },
      },
      [[151.3, -33.9]],
      [[152, -33.9]],
    )
    expect(found).toMatchObject({ layout: 'points', times: [at(0), at(47 * hour)], ...whole })
  })

  it('profiles of floats, many to a file', () => {
    const set = walk(12, [-30, 45], 0.3, -0.2)
    const dims = ['N_PROF:12']
    const found = judged(
      {
        attributes: { featureType: 'trajectoryProfile' },
        variables: {
          '/PLATFORM_NUMBER': { dims: [...dims, 'STRING8:8'], data: Array<string>(12).fill('6900001') },
          '/JULD': {
            dims,
            data: numbers(12, (i) => 25_567 + i * 10),
            attributes: { units: 'days since 1950-01-01 00:00:00 UTC', standard_name: 'time' },
          },
          '/LATITUDE': { dims, data: set.lat, attributes: { ...latitude, _FillValue: 99999 } },
          '/LONGITUDE': { dims, data: set.lon, attributes: { ...longitude, _FillValue: 99999 } },
          '/PRES': data([...dims, 'N_LEVELS:70']),
          '/TEMP': data([...dims, 'N_LEVELS:70']),
        },
      },
      placesOf(set),
      [[-20, 45]],
      5,
    )
    expect(found).toMatchObject({ kind: 'profile', times: [at(0), at(110 * 24 * hour)], ...whole })
  })

  it('currents of a coast by radar: a grid, of an hour', () => {
    const found = judged(
      {
        attributes: { featureType: 'Grid' },
        variables: {
          '/TIME': { dims: ['TIME:1'], data: Float64Array.of(1800), attributes: secondsSince },
          '/LATITUDE': {
            dims: ['J:10', 'I:12'],
            data: numbers(120, (i) => -31 - Math.floor(i / 12) * 0.02),
            attributes: latitude,
          },
          '/LONGITUDE': {
            dims: ['J:10', 'I:12'],
            data: numbers(120, (i) => 115 + (i % 12) * 0.02),
            attributes: longitude,
          },
          '/UCUR': data(['TIME:1', 'J:10', 'I:12']),
        },
      },
      [
        [115.1, -31.1],
        [115.22, -31.18],
      ],
      [[115.5, -31.1]],
    )
    expect(found).toMatchObject({ kind: 'grid', times: [at(1800), at(1800)], ...whole })
  })

  it('totals of a radar as a list of cells', () => {
    const dims = ['TIME:1', 'cell:90']
    const found = judged(
      {
        variables: {
          '/TIME': { dims: ['TIME:1'], data: Float64Array.of(1800), attributes: secondsSince },
          '/LATITUDE': {
            dims: ['cell:90'],
            data: numbers(90, (i) => 40 + (i % 9) * 0.05),
            attributes: latitude,
          },
          '/LONGITUDE': {
            dims: ['cell:90'],
            data: numbers(90, (i) => -72 + Math.floor(i / 9) * 0.05),
            attributes: longitude,
          },
          '/u': data(dims),
        },
      },
      [
        [-72, 40],
        [-71.55, 40.4],
      ],
      [[-70, 40]],
    )
    expect(found).toMatchObject({ ...whole })
  })
})
