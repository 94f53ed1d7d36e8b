import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { InvalidQueryError, NotFoundError } from '../../../catalog/errors.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import type { ColumnNames } from '../../../cli/observations/columns.ts'
import { openObservations } from '../../../cli/observations/open.ts'
import { granuleFrom } from '../../catalog/crossovers/swaths.ts'
import { openScanStore } from '../../scan-store.ts'
import { fixtures } from '../run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-observations-'))
afterAll(() => rmSync(folder, { recursive: true }))

let written = 0
async function read(text: string, named: ColumnNames = {}) {
  const path = join(folder, `${written++}`)
  writeFileSync(path, text)
  const table = await openObservations(path, openScanStore(), named)
  return { table, rows: [...table.inOrder()] }
}

describe('a table of values', () => {
  test('is read by the names of its columns, in the order of time', async () => {
    const { rows } = await read(
      'TIME,Latitude,LON,depth\n2025-06-01T02:00:00Z,10,190.5,3\n2025-06-01 01:00,-5.25,-20,4\n',
    )
    expect(rows).toEqual([
      { lon: -20, lat: -5.25, record: 3, ...at(Date.UTC(2025, 5, 1, 1)) },
      { lon: -169.5, lat: 10, record: 2, ...at(Date.UTC(2025, 5, 1, 2)) },
    ])
  })

  test.each([
    ['2025-06-01T01:02:03.5Z', Date.UTC(2025, 5, 1, 1, 2, 3, 500)],
    ['2025/06/01 01:02:03', Date.UTC(2025, 5, 1, 1, 2, 3)],
    ['1748739723', 1748739723000],
    ['1748739723.25', 1748739723250],
    ['1748739723250', 1748739723250],
  ])('takes %s for an instant', async (text, expected) => {
    const { rows } = await read(`lon,lat,time\n1,2,${text}\n`)
    expect(rows).toMatchObject([at(expected)])
  })

  test.each(['2025-06-01', '20250601'])('takes the date %s for its whole day', async (text) => {
    const { rows } = await read(`lon,lat,date\n1,2,${text}\n`)
    const start = Date.UTC(2025, 5, 1)
    expect(rows).toMatchObject([{ start, end: start + 86_400_000 - 1 }])
  })

  test('takes numbers by the units of the heading, of a second line, or of Argo', async () => {
    const at2 = at(Date.UTC(2000, 0, 2))
    expect((await read('lon,lat,time (days since 2000-01-01)\n1,2,1\n')).rows).toMatchObject([at2])
    expect((await read('lon,lat,JULD\n1,2,18263\n')).rows).toMatchObject([at2])
    const erddap = 'longitude,latitude,time\ndegrees_east,degrees_north,hours since 2000-01-01\n1,2,24\n'
    const { rows, table } = await read(erddap)
    expect([rows.length, table.refused]).toEqual([1, 0])
    expect(rows).toMatchObject([{ record: 3, ...at2 }])
  })

  test('may have the date and the time of day apart, other marks between columns and decimal commas', async () => {
    const { rows } = await read('# a buoy\nStation;Lon;Lat;Date;Time\nA;12,5;-3,25;2025-06-01;1:30:00\n')
    expect(rows).toEqual([
      { lon: 12.5, lat: -3.25, record: 3, name: 'A', ...at(Date.UTC(2025, 5, 1, 1, 30)) },
    ])
    expect((await read('lon\tlat\ttime\n1\t2\t2025-06-01T00:00Z\n')).rows).toHaveLength(1)
  })

  test('may have letters for the sides of the globe, and names in quotes', async () => {
    const { rows } = await read('name,time,lat,lon\n"KATRINA, 2005",2005-08-28T18:00Z,26.3N,88.6W\n')
    expect(rows).toMatchObject([{ lon: -88.6, lat: 26.3, name: 'KATRINA, 2005' }])
  })

  test('loses only the lines that cannot be read, and names them', async () => {
    const lines = [
      'lon,lat,time',
      '1,2,2025-06-01',
      'x,2,2025-06-01',
      '1,95,2025-06-01',
      '1,2,soon',
      '1,2',
      '400,2,2025-06-01',
      '3,4,2025-06-02',
    ]
    const { rows, table } = await read(lines.join('\r\n'))
    expect(rows.map(({ record }) => record)).toEqual([2, 8])
    expect(table.refusals.map(({ record }) => record)).toEqual([3, 4, 5, 6, 7])
    expect(table.refusals[0]!.reason).toContain('"x" is no longitude')
  })

  test('loses nothing to a quote that is never closed', async () => {
    const { rows } = await read(
      'name,lon,lat,time\n"a",1,2,2025-06-01\n"b,3,4,2025-06-02\nc,5,6,2025-06-03\n',
    )
    expect(rows.map(({ name, lon }) => [name, lon])).toEqual([
      ['a', 1],
      ['"b', 3],
      ['c', 5],
    ])
  })

  test('takes the columns that are named', async () => {
    const text = 'lon,lat,time,easting,where\n1,2,2025-06-01,7,8\n'
    expect((await read(text, { lon: 'Easting', lat: 'where' })).rows).toMatchObject([{ lon: 7, lat: 8 }])
    await expect(read(text, { lon: 'nowhere' })).rejects.toThrow('--lon: there is no column nowhere')
    await expect(read('a,b\n1,2\n')).rejects.toThrow(InvalidQueryError)
    await expect(read('\n')).rejects.toThrow(InvalidQueryError)
  })

  test('refuses numbers that do not say since when', async () => {
    const { table } = await read('lon,lat,time\n1,2,27000.5\n')
    expect(table.refusals[0]!.reason).toContain('name the units')
  })
})

describe('GeoJSON', () => {
  const point = (coordinates: unknown, properties: object, id?: string) => ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates },
    properties,
  })

  test('has points with a time among their properties', async () => {
    const features = [
      point([190, 5], { Date_Time: '2025-06-01T00:00:00Z' }, 'x'),
      point([1, 2, 3], { time: 1748739723 }),
    ]
    const { rows } = await read(JSON.stringify({ type: 'FeatureCollection', features }))
    expect(rows).toEqual([
      { lon: -170, lat: 5, record: 0, name: 'x', ...at(Date.UTC(2025, 5, 1)) },
      { lon: 1, lat: 2, record: 1, ...at(1748739723000) },
    ])
  })

  test('has ways with a list of times, and a feature a line', async () => {
    const way = {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 10],
          [1, 11],
        ],
      },
      properties: { name: 'ida', coordTimes: ['2025-06-01T06:00Z', '2025-06-01T00:00Z'] },
    }
    const { rows } = await read(
      `${JSON.stringify(way)}\n${JSON.stringify(point([5, 6], { time: '2025-06-01T03:00Z' }))}\n`,
    )
    expect(rows.map(({ lat, name, record }) => [lat, name, record])).toEqual([
      [11, 'ida', 0],
      [6, undefined, 1],
      [10, 'ida', 0],
    ])
  })

  test('loses only the features that cannot be read', async () => {
    const features = [
      point([1, 2], {}),
      point(['a', 2], { time: '2025-06-01' }),
      { type: 'Feature', geometry: boxArea([0, 0, 1, 1]), properties: { time: '2025-06-01' } },
      { type: 'Feature', geometry: null, properties: { time: '2025-06-01' } },
      point([1, 2], { time: '2025-06-01' }),
    ]
    const { rows, table } = await read(JSON.stringify({ type: 'FeatureCollection', features }))
    expect(rows.map(({ record }) => record)).toEqual([4])
    expect(table.refusals.map(({ record }) => record)).toEqual([0, 1, 2, 3])
    await expect(read('{"type": "Feature", ')).rejects.toThrow(InvalidQueryError)
  })
})

test('a NetCDF file has its positions and times as the indexer finds them; a swath has none', async () => {
  const floats = await openObservations(
    join(fixtures, 'granules/DEMO_FLOAT_9900001_prof.nc'),
    openScanStore(),
    {},
  )
  const rows = [...floats.inOrder()]
  expect(rows).toHaveLength(6)
  expect(rows.at(-1)).toMatchObject({ record: 5, start: Date.UTC(2025, 5, 1, 6, 12) })
  expect(rows.at(-1)!.lon).toBeCloseTo(17.5456, 4)
  const swath = join(fixtures, 'granules/DEMO1_DMR_L2_ICE_20250601003300_07301_v10.nc')
  await expect(openObservations(swath, openScanStore(), {})).rejects.toThrow('oceanid crossovers')
})

test('a collection of the catalogue has the places of its granules, with the times of their segments', async () => {
  const store = openScanStore()
  const places = {
    type: 'MultiPoint' as const,
    coordinates: [
      [1, 1],
      [9, 9],
    ] as [number, number][],
  }
  await store.put([
    granuleFrom({
      collection: 'floats',
      id: 'f',
      kind: 'profile',
      geometry: places,
      start: 0,
      end: 90,
      segments: [
        { start: 80, end: 90, rows: [7, 7], geometry: { type: 'Point', coordinates: [9, 9] } },
        { start: 0, end: 0, rows: [3, 3], geometry: { type: 'Point', coordinates: [1, 1] } },
      ],
    }),
    granuleFrom({
      collection: 'ships',
      id: 's',
      kind: 'trajectory',
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0.1, 0],
        ],
      },
      start: 5,
      end: 6,
    }),
    granuleFrom({ collection: 'maps', id: 'm', geometry: boxArea([0, 0, 1, 1]), start: 5, end: 6 }),
  ])
  const rows = async (collection: string) => [...(await openObservations(collection, store, {})).inOrder()]
  expect(await rows('floats')).toEqual([
    { lon: 1, lat: 1, start: 0, end: 0, record: 3, name: 'f' },
    { lon: 9, lat: 9, start: 80, end: 90, record: 7, name: 'f' },
  ])
  const ship = await rows('ships')
  expect(ship).toHaveLength(13)
  expect(ship.at(-1)).toEqual({ lon: expect.closeTo(0.1, 9), lat: 0, start: 5, end: 6, record: 0, name: 's' })
  await expect(rows('maps')).rejects.toThrow('oceanid crossovers')
  await expect(rows('nothing')).rejects.toThrow(NotFoundError)
})

function at(instant: number) {
  return { start: instant, end: instant }
}
