import { describe, expect, it } from 'vitest'
import type { Position } from '../../../catalog/geometry/types.ts'
import type { VariableDraft } from '../memory-dataset.ts'
import { at, data, judged, numbers } from './layouts.ts'
import { latitude, longitude, secondsSince } from './observing.ts'

const whole = { missed: [], wrong: [] }

describe('layouts of meshes', () => {
  // By steps of the golden ratio nodes go to and fro: what passes them in their order would be anywhere.
  const nodes = 700
  const lon = numbers(nodes, (i) => -5 + 3 * ((i * 0.618) % 1))
  const lat = numbers(nodes, (i) => 50 + 2 * (i / nodes))
  const hours = { dims: ['time:24'], data: numbers(24, (i) => i * 3600), attributes: secondsSince }
  const mesh = (attributes: Record<string, string>) => ({
    variables: {
      '/time': hours,
      '/lon': { dims: [`node:${nodes}`], data: lon, attributes: longitude },
      '/lat': { dims: [`node:${nodes}`], data: lat, attributes: latitude },
      '/temp': data(['time:24', `node:${nodes}`], { coordinates: 'lat lon', ...attributes }),
    },
  })
  const [inside, outside]: [Position[], Position[]] = [Array.from(lat, (y, i) => [lon[i]!, y]), [[5, 51]]]

  it('the nodes of an unstructured grid', () => {
    const found = judged(mesh({ mesh: 'topology', location: 'node' }), inside, outside)
    expect(found).toMatchObject({ kind: 'grid', hasTrack: false, times: [at(0), at(23 * 3600)], ...whole })
  })

  it('and places of which nothing says that they are', () => {
    expect(judged(mesh({}), inside, outside)).toMatchObject({ kind: 'points', hasTrack: false, ...whole })
  })
})

describe('layouts of grids', () => {
  const daily = { dims: ['time:1'], data: Float64Array.of(43_200), attributes: secondsSince }

  it.each([
    ['0 to 360, from the north', (i: number) => i * 10, (i: number) => 85 - i * 10],
    ['-180 to 180, from the south', (i: number) => i * 10 - 180, (i: number) => i * 10 - 85],
  ])('the whole Earth: %s', (_what, x, y) => {
    const found = judged(
      {
        variables: {
          '/time': daily,
          '/lat': { dims: ['lat:18'], data: numbers(18, y), attributes: latitude },
          '/lon': { dims: ['lon:36'], data: numbers(36, x), attributes: longitude },
          '/sst': data(['time:1', 'lat:18', 'lon:36']),
        },
      },
      [
        [-179.9, 0],
        [179.9, 0],
        [0, 89],
        [0, -89],
        [355, 12],
        [-5, 12],
      ].map(([lon, lat]): Position => [lon! > 180 ? lon! - 360 : lon!, lat!]),
    )
    expect(found).toMatchObject({ kind: 'grid', layout: 'axes', times: [at(43_200), at(43_200)], ...whole })
  })

  const side = 40
  const axis = numbers(side, (i) => (i - (side - 1) / 2) * 100_000)
  const mapping: VariableDraft = {
    dims: [],
    data: new Int32Array(1),
    attributes: {
      grid_mapping_name: 'polar_stereographic',
      latitude_of_projection_origin: 90,
      straight_vertical_longitude_from_pole: -45,
      standard_parallel: 70,
      false_easting: 0,
      false_northing: 0,
      semi_major_axis: 6378137,
      inverse_flattening: 298.257223563,
    },
  }
  const ice: Record<string, VariableDraft> = {
    '/time': daily,
    '/xc': {
      dims: [`xc:${side}`],
      data: axis,
      attributes: { standard_name: 'projection_x_coordinate', units: 'm' },
    },
    '/yc': {
      dims: [`yc:${side}`],
      data: axis,
      attributes: { standard_name: 'projection_y_coordinate', units: 'm' },
    },
    '/crs': mapping,
    '/ice_conc': data(['time:1', `yc:${side}`, `xc:${side}`], { grid_mapping: 'crs' }),
  }
  const arctic: Position[] = [
    [0, 89.5],
    [180, 80],
    [-45, 75],
    [135, 75],
  ]
  const temperate: Position[] = [
    [0, 50],
    [100, 40],
  ]

  it('sea ice about the pole, told by the projection alone', () => {
    expect(judged({ variables: ice }, arctic, temperate)).toMatchObject({ kind: 'grid', ...whole })
  })

  it('and with longitudes and latitudes beside it', () => {
    const dims = [`yc:${side}`, `xc:${side}`]
    // Near enough: the plane that touches the pole.
    const place = (i: number): Position => {
      const [x, y] = [axis[i % side]!, axis[Math.floor(i / side)]!]
      return [Math.atan2(x, -y) / (Math.PI / 180) - 45, 90 - Math.hypot(x, y) / 111_000]
    }
    const variables = {
      ...ice,
      '/lat': { dims, data: numbers(side * side, (i) => place(i)[1]), attributes: latitude },
      '/lon': {
        dims,
        data: numbers(side * side, (i) => ((place(i)[0] + 540) % 360) - 180),
        attributes: longitude,
      },
      '/ice_conc': data(['time:1', ...dims], { coordinates: 'lat lon', grid_mapping: 'crs' }),
    }
    expect(judged({ variables }, arctic, temperate)).toMatchObject({ kind: 'grid', ...whole })
  })
})
