import { describe, expect, it } from 'vitest'
import type { Position } from '../../../catalog/geometry/types.ts'
import { slantedScan, type VariableDraft } from '../memory-dataset.ts'
import { at, data, judged, numbers } from './layouts.ts'
import { latitude, longitude, minute, pass, secondsSince } from './observing.ts'

const whole = { missed: [], wrong: [] }
const placesOf = (lon: ArrayLike<number>, lat: ArrayLike<number>): Position[] =>
  Array.from(lat, (y, i): Position => [lon[i]!, y])

describe('layouts of swaths', () => {
  const [rows, columns] = [30, 12]
  const { lon, lat } = slantedScan(rows, columns, 0.1, 0.15)
  const places = placesOf(lon, lat)
  const far: Position[] = [
    [30, 2],
    [10, 8],
    [-9, 0],
  ]
  const time: VariableDraft = {
    dims: [`rows:${rows}`],
    data: numbers(rows, (i) => i),
    attributes: secondsSince,
  }
  const turned = (values: Float32Array) =>
    Float32Array.from(
      { length: values.length },
      (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!,
    )

  it('navigation in a group beside the data, and the time of each line as year, day and milliseconds', () => {
    const dims = [`number_of_lines:${rows}`, `pixels_per_line:${columns}`]
    const line = (value: (i: number) => number) => ({ dims: dims.slice(0, 1), data: numbers(rows, value) })
    const found = judged(
      {
        variables: {
          '/scan_line_attributes/year': line(() => 2020),
          '/scan_line_attributes/day': line(() => 1),
          '/scan_line_attributes/msec': line((i) => i * 1000),
          '/navigation_data/longitude': { dims, data: lon, attributes: longitude },
          '/navigation_data/latitude': { dims, data: lat, attributes: latitude },
          '/geophysical_data/chlor_a': data(dims),
          '/geophysical_data/nflh': data(dims),
        },
      },
      places,
      far,
    )
    expect(found).toMatchObject({ kind: 'swath', layout: 'scan', times: [at(0), at(rows - 1)], ...whole })
  })

  it('rows and cells packed in integers, east to 360, with one time a cell', () => {
    const dims = [`NUMROWS:${rows}`, `NUMCELLS:${columns}`]
    const packed = { ...latitude, scale_factor: 1e-5, _FillValue: -2147483647 }
    const east = Float32Array.from(lon, (x) => (x - 11 + 360) % 360)
    const found = judged(
      {
        variables: {
          '/time': {
            dims,
            data: numbers(rows * columns, (i) => Math.floor(i / columns)),
            attributes: secondsSince,
          },
          '/lat': { dims, data: Int32Array.from(lat, (v) => Math.round(v * 1e5)), attributes: packed },
          '/lon': {
            dims,
            data: Int32Array.from(east, (v) => Math.round(v * 1e5)),
            attributes: { ...packed, ...longitude },
          },
          '/wind_speed': data(dims, { coordinates: 'lat lon' }),
        },
      },
      placesOf(
        Float32Array.from(lon, (x) => x - 11),
        lat,
      ),
      [
        [180, 1],
        [90, 1],
      ],
    )
    expect(found).toMatchObject({ kind: 'swath', times: [at(0), at(rows - 1)], ...whole })
  })

  it('fields of view first and scans second, as sounders have it', () => {
    const dims = [`fov:${columns}`, `scan:${rows}`]
    const found = judged(
      {
        variables: {
          '/time': { ...time, dims: [`scan:${rows}`] },
          '/lat': { dims, data: turned(lat), attributes: latitude },
          '/lon': { dims, data: turned(lon), attributes: longitude },
          '/tb': data(['channel:5', ...dims], { coordinates: 'lat lon' }),
        },
      },
      places,
      far,
    )
    expect(found).toMatchObject({ kind: 'swath', layout: 'scan', times: [at(0), at(rows - 1)], ...whole })
  })

  it('a scene of winds by radar, of one instant that only attributes tell', () => {
    const dims = [`y:${rows}`, `x:${columns}`]
    const found = judged(
      {
        attributes: {
          first_measurement_time: '2020-01-01T00:00:00Z',
          last_measurement_time: '2020-01-01T00:00:25Z',
        },
        variables: {
          '/owiLat': { dims, data: lat, attributes: { units: 'degrees_north' } },
          '/owiLon': { dims, data: lon, attributes: { units: 'degrees_east' } },
          '/owiWindSpeed': data(dims),
        },
      },
      places,
      far,
    )
    expect(found).toMatchObject({ kind: 'swath', ...whole })
  })

  it('longitudes that pass 180 within a row', () => {
    const dims = [`nj:${rows}`, `ni:${columns}`]
    const wrapped = Float32Array.from(lon, (x) => ((x + 169 + 180) % 360) - 180)
    expect([Math.min(...wrapped) < -179, Math.max(...wrapped) > 179]).toEqual([true, true])
    const found = judged(
      {
        variables: {
          '/time': { ...time, dims: [`nj:${rows}`] },
          '/lat': { dims, data: lat, attributes: latitude },
          '/lon': { dims, data: wrapped, attributes: longitude },
          '/sst': data(dims),
        },
      },
      placesOf(wrapped, lat),
      [
        [0, 1],
        [90, 1],
        [-90, 1],
        [170, 1],
      ],
    )
    expect(found).toMatchObject({ kind: 'swath', ...whole })
  })
})

describe('layouts of tracks', () => {
  it('measurements of 1 Hz and of 20 Hz in groups of their own', () => {
    const slow = pass(60)
    const fast = { lon: numbers(1200, (i) => 10 - i * 0.0005), lat: numbers(1200, (i) => i * 0.0031) }
    const group = (name: string, set: { lon: Float64Array; lat: Float64Array }, time: Float64Array) => {
      const dims = [`${name}/time:${time.length}`]
      return {
        [`/${name}/time`]: { dims, data: time, attributes: secondsSince },
        [`/${name}/longitude`]: { dims, data: set.lon, attributes: longitude },
        [`/${name}/latitude`]: { dims, data: set.lat, attributes: latitude },
        [`/${name}/ku/swh`]: data(dims, { coordinates: 'longitude latitude' }),
      }
    }
    const found = judged(
      {
        variables: {
          ...group('data_01', slow, slow.time),
          ...group(
            'data_20',
            fast,
            numbers(1200, (i) => i / 20),
          ),
        },
      },
      [...placesOf(slow.lon, slow.lat), ...placesOf(fast.lon, fast.lat)],
      [[10, 3]],
      5,
    )
    expect(found).toMatchObject({ kind: 'track', hasTrack: true, ...whole })
    expect(found.times?.[0]).toBe(at(0))
    expect(found.times![1]! - at(59)).toBeLessThan(1000)
  })

  it('profiles of a limb sounder, one a second or so', () => {
    const { lon, lat, time } = pass(40)
    const dims = [':40']
    const inside = '/HDFEOS/SWATHS/O3/Geolocation Fields'
    const found = judged(
      {
        variables: {
          [`${inside}/Time`]: {
            dims,
            data: time.map((t) => t * 4 + 851_990_410),
            attributes: { units: 's' },
          },
          [`${inside}/Latitude`]: { dims, data: lat.map((v) => v * 4), attributes: { units: 'deg' } },
          [`${inside}/Longitude`]: { dims, data: lon, attributes: { units: 'deg' } },
          [`${inside}/Pressure`]: data([':37']),
          '/HDFEOS/SWATHS/O3/Data Fields/O3': data([':40', ':37']),
        },
        groups: { '/HDFEOS/ADDITIONAL/FILE_ATTRIBUTES': { TAI93At0zOfGranule: 851_990_410 } },
      },
      placesOf(
        lon,
        lat.map((v) => v * 4),
      ),
      [[15, 5]],
      5,
    )
    expect(found).toMatchObject({ kind: 'track', times: [at(0), at(156)], ...whole })
  })

  it('occultations, each at its tangent points', () => {
    const dims = ['level:60']
    const [lon, lat] = [numbers(60, (i) => 20 + i * 0.01), numbers(60, (i) => -40 + i * 0.02)]
    const found = judged(
      {
        attributes: { ...minute, featureType: 'profile' },
        variables: {
          '/Lon': {
            dims,
            data: lon,
            attributes: { units: 'degrees_east', long_name: 'longitude of the perigee point' },
          },
          '/Lat': {
            dims,
            data: lat,
            attributes: { units: 'degrees_north', long_name: 'latitude of the perigee point' },
          },
          '/MSL_alt': data(dims),
          '/Bend_ang': data(dims),
        },
      },
      placesOf(lon, lat),
      [[25, -40]],
      5,
    )
    expect(found).toMatchObject({ kind: 'profile', layout: 'points', ...whole })
  })

  it('flashes with the offset of each from one instant, and their groups and events beside them', () => {
    const set = (of: string, count: number) => ({
      [`/${of}_lat`]: {
        dims: [`n_${of}s:${count}`],
        data: numbers(count, (i) => ((i * 37) % 80) - 40),
        attributes: { ...latitude },
      },
      [`/${of}_lon`]: {
        dims: [`n_${of}s:${count}`],
        data: numbers(count, (i) => ((i * 53) % 90) - 120),
        attributes: { ...longitude },
      },
      [`/${of}_energy`]: data([`n_${of}s:${count}`]),
      [`/${of}_time_offset`]: {
        dims: [`n_${of}s:${count}`],
        data: numbers(count, (i) => (i % 20) / 1),
        attributes: secondsSince,
      },
    })
    const flashes = Array.from(
      { length: 50 },
      (_, i): Position => [((i * 53) % 90) - 120, ((i * 37) % 80) - 40],
    )
    const found = judged(
      { variables: { ...set('event', 400), ...set('group', 120), ...set('flash', 50) } },
      flashes,
      [[60, 0]],
      10,
    )
    expect(found).toMatchObject({ layout: 'points', times: [at(0), at(19)], ...whole })
  })
})
