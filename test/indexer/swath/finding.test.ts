import { describe, expect, it } from 'vitest'
import { slantedScan, type VariableDraft } from '../memory-dataset.ts'
import { latitude, longitude, minute, observed, pass, secondsSince, sizeOf, swath } from './observing.ts'

describe('finding the coordinates', () => {
  it('takes them by units where names say nothing', () => {
    const { lon, lat } = slantedScan(4, 3)
    const dims = ['a:4', 'b:3']
    const { observation } = observed({
      variables: {
        '/p': { dims, data: lon, attributes: { units: 'degreesE' } },
        '/q': { dims, data: lat, attributes: { units: 'degree_north' } },
      },
    })
    expect(observation.parts[0]).toMatchObject({ layout: 'scan', rows: 4, columns: 3 })
  })

  it('takes them by name in a group, without the time dimension of length one', () => {
    const { lon, lat } = slantedScan(6, 4)
    const dims = ['time:1', 'scanline:6', 'ground_pixel:4']
    const { observation } = observed({
      variables: {
        '/PRODUCT/longitude': { dims, data: lon, attributes: { units: 'degrees' } },
        '/PRODUCT/latitude': { dims, data: lat, attributes: { units: 'degrees' } },
      },
    })
    expect([observation.kind, sizeOf(observation.parts[0])]).toEqual(['swath', [6, 4]])
  })

  it('leaves out the satellite, the sun, corners and bounds', () => {
    const dims = ['nj:20', 'ni:5']
    const other = (): VariableDraft => ({
      dims,
      data: new Float32Array(100).fill(1),
      attributes: { units: 'degrees' },
    })
    const { sources } = observed({
      variables: {
        '/satellite_latitude': other(),
        '/satellite_longitude': other(),
        '/solar_latitude': other(),
        '/solar_longitude': other(),
        '/latitude_bounds': { ...other(), dims: ['nj:20', 'ni:5', 'corner:4'], data: new Float32Array(400) },
        '/longitude_bounds': { ...other(), dims: ['nj:20', 'ni:5', 'corner:4'], data: new Float32Array(400) },
        ...swath(),
      },
    })
    expect(sources.coordinates).toBe('variables /lon, /lat')
  })

  it('takes the resolution that most variables lie on, not its tie points', () => {
    const tie = ['tie_rows:5', 'tie_columns:3']
    const { lon, lat } = slantedScan(5, 3, 0.5, 0.25, 9, -0.2)
    const { observation } = observed({
      variables: {
        '/TP_lon': { dims: tie, data: lon, attributes: longitude },
        '/TP_lat': { dims: tie, data: lat, attributes: latitude },
        '/TP_pressure': { dims: tie, data: new Float32Array(15) },
        ...swath(),
        ...Object.fromEntries(
          Array.from({ length: 6 }, (_, i) => [
            `/band_${i}`,
            { dims: ['nj:20', 'ni:5'], data: new Float32Array(100) },
          ]),
        ),
      },
    })
    expect(observation.parts.map(sizeOf)).toEqual([[20, 5]])
  })

  it('takes 1 Hz beside 20 Hz once', () => {
    const one = pass(50)
    const twenty = pass(1000)
    const { observation, sources } = observed({
      attributes: minute,
      variables: {
        '/time': { dims: ['time:50'], data: one.time, attributes: secondsSince },
        '/lon': { dims: ['time:50'], data: one.lon, attributes: longitude },
        '/lat': { dims: ['time:50'], data: one.lat, attributes: latitude },
        '/swh': { dims: ['time:50'], data: new Float32Array(50), attributes: { coordinates: 'lon lat' } },
        '/ssha': { dims: ['time:50'], data: new Float32Array(50), attributes: { coordinates: 'lon lat' } },
        '/lon_20hz': {
          dims: ['time:50', 'meas_ind:20'],
          data: twenty.lon.map((v) => 10 - (10 - v) / 20),
          attributes: longitude,
        },
        '/lat_20hz': {
          dims: ['time:50', 'meas_ind:20'],
          data: twenty.lat.map((v) => v / 20),
          attributes: latitude,
        },
        '/range_20hz': { dims: ['time:50', 'meas_ind:20'], data: new Float32Array(1000) },
      },
    })
    expect([observation.kind, observation.parts.map(sizeOf)]).toEqual(['track', [50]])
    expect(sources.coordinates).toBe('variables /lon, /lat')
  })

  it('takes each beam of an instrument, and a swath told twice once', () => {
    const beams = ['gt1l', 'gt1r', 'gt2l'].flatMap((beam, i) => {
      // Pairs of beams stand 90 m apart.
      const { lon, lat, time } = pass(40)
      const dims = [`${beam}/segments/delta_time:40`]
      return [
        [`/${beam}/segments/delta_time`, { dims, data: time, attributes: secondsSince }],
        [
          `/${beam}/segments/longitude`,
          { dims, data: lon.map((v) => v + i * 0.001), attributes: { units: 'degrees_east' } },
        ],
        [`/${beam}/segments/latitude`, { dims, data: lat, attributes: { units: 'degrees_north' } }],
        [`/${beam}/segments/height`, { dims, data: new Float32Array(40) }],
      ] as const
    })
    const twice = observed({
      variables: {
        ...Object.fromEntries(beams),
        ...Object.fromEntries(beams.slice(0, 4).map(([path, v]) => [path.replace('gt1l', 'gt3l'), v])),
      },
    })
    expect([twice.observation.kind, twice.observation.parts.map(sizeOf)]).toEqual(['track', [40, 40, 40]])
  })

  it('puts the boxes on both sides of a nadir line beside it', () => {
    const nadir = pass(30)
    const side = (shift: number) => Array.from(nadir.lon, (v) => v + shift)
    const { observation } = observed({
      variables: {
        '/time_nadir': { dims: ['n_box:30'], data: nadir.time, attributes: secondsSince },
        '/lon_nadir': { dims: ['n_box:30'], data: nadir.lon, attributes: longitude },
        '/lat_nadir': { dims: ['n_box:30'], data: nadir.lat, attributes: latitude },
        '/swh': { dims: ['n_box:30'], data: new Float32Array(30) },
        '/lon_box': {
          dims: ['posneg:2', 'n_box:30'],
          data: Float64Array.from([...side(-1), ...side(1)]),
          attributes: longitude,
        },
        '/lat_box': {
          dims: ['posneg:2', 'n_box:30'],
          data: Float64Array.from([...nadir.lat, ...nadir.lat]),
          attributes: latitude,
        },
        '/spectrum': { dims: ['posneg:2', 'n_box:30'], data: new Float32Array(60) },
      },
    })
    expect([observation.kind, observation.parts.map(sizeOf)]).toEqual(['track', [30, 30, 30]])
    expect(Math.round((observation.parts[1]!.lon[0]! - observation.parts[0]!.lon[0]!) * 10)).toBe(-10)
  })

  it('says what it looked for where there is nothing', () => {
    expect(() => observed({ variables: { '/sst': { dims: ['n:3'], data: new Float32Array(3) } } })).toThrow(
      /none of its 1 variables is a longitude and latitude/,
    )
    expect(() =>
      observed({
        variables: {
          '/lat': { dims: ['n:0'], data: new Float32Array(0), attributes: latitude },
          '/lon': { dims: ['n:0'], data: new Float32Array(0), attributes: longitude },
        },
      }),
    ).toThrow(/not one position/)
  })
})
