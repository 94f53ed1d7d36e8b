import { describe, expect, it } from 'vitest'
import type { Coordinates, ScanCoordinates } from '../../../indexer/coordinates.ts'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readCoverage } from '../../../indexer/metadata/coverage.ts'
import { observe } from '../../../indexer/swath/observe.ts'
import { type DatasetDraft, memoryDataset, slantedScan, type VariableDraft } from '../memory-dataset.ts'

function observed(draft: DatasetDraft) {
  const dataset = memoryDataset(draft)
  const attributes = collectAttributes(dataset)
  return observe(dataset, attributes, readCoverage(attributes))
}

const day = { time_coverage_start: '2020-01-01T00:00:00Z', time_coverage_end: '2020-01-02T00:00:00Z' }
const minute = { time_coverage_start: '2020-01-01T00:00:00Z', time_coverage_end: '2020-01-01T00:01:00Z' }
const latitude = { units: 'degrees_north', standard_name: 'latitude' }
const longitude = { units: 'degrees_east', standard_name: 'longitude' }

function swath(rows = 20, columns = 5): Record<string, VariableDraft> {
  const { lon, lat } = slantedScan(rows, columns)
  const dims = [`nj:${rows}`, `ni:${columns}`]
  return {
    '/lon': { dims, data: lon, attributes: longitude },
    '/lat': { dims, data: lat, attributes: latitude },
    '/sst': { dims, data: new Float32Array(rows * columns), attributes: { coordinates: 'lon lat' } },
  }
}

/** Positions passed by a satellite: 7 km and a second apart. */
function pass(count: number, south = 0) {
  return {
    lon: Float64Array.from({ length: count }, (_, i) => 10 - i * 0.01),
    lat: Float64Array.from({ length: count }, (_, i) => south + i * 0.062),
    time: Float64Array.from({ length: count }, (_, i) => i),
  }
}

const secondsSince = { units: 'seconds since 2020-01-01', standard_name: 'time' }

function sizeOf(part: Coordinates | undefined) {
  if (part?.layout === 'scan') return [part.rows, part.columns]
  return part?.layout === 'axes' ? [part.lat.length, part.lon.length] : part?.lat.length
}

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
    ['degrees', 4, 4],
  ])('reads %s', (units, value, degrees) => {
    const data = Float64Array.of(value, value, value, value)
    const [lon, lat] = decoded({ dims, data, attributes: { units } }, { dims, data, attributes: { units } })
    expect([lon![0], lat![0]]).toEqual([degrees, degrees])
  })
})

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
