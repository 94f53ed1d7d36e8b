import { describe, expect, it } from 'vitest'
import type { ScanCoordinates } from '../../../indexer/coordinates.ts'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readCoverage } from '../../../indexer/metadata/coverage.ts'
import type { AttributeValue } from '../../../indexer/readers/dataset.ts'
import { observe } from '../../../indexer/swath/observe.ts'
import { memoryDataset, slantedScan, type VariableDraft } from '../memory-dataset.ts'

const rows = 6
const columns = 4
const scan = slantedScan(rows, columns)
const dims = [`nj:${rows}`, `ni:${columns}`]
const positions: Record<string, VariableDraft> = {
  '/lon': { dims, data: scan.lon, attributes: { units: 'degrees_east' } },
  '/lat': { dims, data: scan.lat, attributes: { units: 'degrees_north' } },
}
const count = (n: number, step = 1, first = 0) => Float64Array.from({ length: n }, (_, i) => first + i * step)

function times(variables: Record<string, VariableDraft>, attributes: Record<string, AttributeValue> = {}) {
  const dataset = memoryDataset({ attributes, variables: { ...positions, ...variables } })
  const found = collectAttributes(dataset)
  const { extent, sources, warnings, observation } = observe(dataset, found, readCoverage(found))
  const show = (instant?: number) => instant && new Date(instant).toISOString().slice(0, 19)
  return {
    span: [show(extent?.first), show(extent?.last)],
    source: sources.time,
    warnings,
    rows: (observation.parts[0] as ScanCoordinates).time,
  }
}

const begin = '2020-01-01T00:00:00'

it('takes one time a row', () => {
  const found = times({
    '/time': { dims: ['nj:6'], data: count(6, 2), attributes: { units: 'seconds since 2020-01-01' } },
  })
  expect(found.span).toEqual([begin, '2020-01-01T00:00:10'])
  expect(Array.from(found.rows!, (t) => (t - Date.parse(`${begin}Z`)) / 1000)).toEqual([0, 2, 4, 6, 8, 10])
})

it('takes the earliest of each row, and the last of all', () => {
  const data = Float64Array.from({ length: 24 }, (_, i) =>
    i === 0 ? Number.NaN : Math.floor(i / 4) * 10 + (i % 4),
  )
  const found = times({ '/time': { dims, data, attributes: { units: 'seconds since 2020-01-01' } } })
  expect(found.span).toEqual(['2020-01-01T00:00:01', '2020-01-01T00:00:53'])
  expect(Array.from(found.rows!, (t) => (t - Date.parse(`${begin}Z`)) / 1000)).toEqual([
    1, 10, 20, 30, 40, 50,
  ])
})

it('adds the offsets of GHRSST to the reference time', () => {
  const found = times({
    '/time': {
      dims: ['time:1'],
      data: Int32Array.of((Date.UTC(2020, 0, 1) - Date.UTC(1981, 0, 1)) / 1000),
      attributes: { units: 'seconds since 1981-01-01 00:00:00' },
    },
    '/sst_dtime': {
      dims: ['time:1', ...dims],
      data: Int16Array.from({ length: 24 }, (_, i) => (i < 4 ? -32768 : i * 4)),
      attributes: { units: 'seconds', scale_factor: 0.25, _FillValue: -32768 },
    },
  })
  expect(found.span).toEqual(['2020-01-01T00:00:04', '2020-01-01T00:00:23'])
  expect(found.source).toBe('variables /time and /sst_dtime')
})

it('adds milliseconds a row to a day', () => {
  const found = times({
    '/time': { dims: ['time:1'], data: Int32Array.of(3652), attributes: { units: 'days since 2010-01-01' } },
    '/delta_time': {
      dims: ['time:1', 'nj:6'],
      data: count(6, 1000, 60_000),
      attributes: { units: 'milliseconds' },
    },
  })
  expect(found.span).toEqual(['2020-01-01T00:01:00', '2020-01-01T00:01:05'])
})

it('puts a year, a day and milliseconds together', () => {
  const found = times({
    '/scan_line_attributes/year': { dims: ['nj:6'], data: Int32Array.from({ length: 6 }, () => 2020) },
    '/scan_line_attributes/day': { dims: ['nj:6'], data: Int32Array.from({ length: 6 }, () => 60) },
    '/scan_line_attributes/msec': {
      dims: ['nj:6'],
      data: Int32Array.from({ length: 6 }, (_, i) => i * 1000),
    },
  })
  expect(found.span).toEqual(['2020-02-29T00:00:00', '2020-02-29T00:00:05'])
})

it('puts a calendar date and a time of day together', () => {
  const same = (value: number): VariableDraft => ({
    dims: ['nj:6'],
    data: Int16Array.from({ length: 6 }, () => value),
  })
  const found = times({
    '/ScanTime/Year': same(2020),
    '/ScanTime/Month': same(2),
    '/ScanTime/DayOfMonth': same(29),
    '/ScanTime/Hour': same(23),
    '/ScanTime/Minute': same(59),
    '/ScanTime/Second': { dims: ['nj:6'], data: count(6, 2, 40) },
    '/ScanTime/MilliSecond': same(0),
  })
  expect(found.span).toEqual(['2020-02-29T23:59:40', '2020-02-29T23:59:50'])
})

it('reads times written as text', () => {
  const found = times({
    '/row_time': {
      dims: ['nj:6', 'letters:20'],
      data: Array.from({ length: 6 }, (_, i) => `2020-01-01T00:00:0${i}Z`),
    },
  })
  expect(found.span).toEqual([begin, '2020-01-01T00:00:05'])
})

describe('a count of seconds without an epoch', () => {
  const gps = (Date.parse(`${begin}Z`) - Date.UTC(1980, 0, 6)) / 1000 + 18
  const minute = { time_coverage_start: `${begin}Z`, time_coverage_end: '2020-01-01T00:01:00Z' }

  it('is counted from the epoch that agrees with the attributes', () => {
    const found = times(
      { '/timeMidScan': { dims: ['nj:6'], data: count(6, 2, gps), attributes: { units: 's' } } },
      minute,
    )
    expect(found.span).toEqual([begin, '2020-01-01T00:00:10'])
  })

  it('in microseconds of TAI since 1958', () => {
    const iet = (Date.parse(`${begin}Z`) - Date.UTC(1958, 0, 1) + 37_000) * 1000
    const found = times({ '/StartTime': { dims: ['nj:6'], data: count(6, 1e6, iet) } }, minute)
    expect(found.span).toEqual([begin, '2020-01-01T00:00:05'])
  })

  it('in TAI93 where the file gives the TAI93 of its day', () => {
    const tai93 = (Date.parse(`${begin}Z`) - Date.UTC(1993, 0, 1)) / 1000 + 10
    const found = times(
      { '/Time': { dims: ['nj:6'], data: count(6, 1, tai93 + 3600), attributes: { Units: 's' } } },
      { TAI93At0zOfGranule: tai93 },
    )
    expect(found.span).toEqual(['2020-01-01T01:00:00', '2020-01-01T01:00:05'])
  })

  it('says nothing where nothing agrees', () => {
    expect(
      times({ '/time': { dims: ['nj:6'], data: count(6), attributes: { units: 's' } } }, minute).span,
    ).toEqual([undefined, undefined])
    expect(
      times({ '/time': { dims: ['nj:6'], data: count(6, 1, gps), attributes: { units: 's' } } }).span,
    ).toEqual([undefined, undefined])
  })
})

describe('an epoch that only a description tells', () => {
  const described = (units: string, description: string) =>
    times({ '/delta_time': { dims: ['nj:6'], data: count(6), attributes: { units, description } } }).span

  it.each([
    ['s', 'Transmit time of the shot since Jan 1 00:00 2020'],
    ['seconds', 'elapsed time (UTC) since 2020-01-01T00:00:00Z.'],
  ])('is taken: %s, %s', (units, text) =>
    expect(described(units, text)).toEqual([begin, '2020-01-01T00:00:05']))

  it.each([
    ['s', 'time since the start of the orbit of 2020'],
    ['counts', 'counts since 2020-01-01'],
  ])('is none, or no time: %s, %s', (units, text) =>
    expect(described(units, text)).toEqual([undefined, undefined]))
})

it('prefers the time of its own coordinates, in UTC, to that of others', () => {
  const time = (first: number): VariableDraft => ({
    dims: ['nj:6'],
    data: count(6, 1, first),
    attributes: { units: 'seconds since 2020-01-01', standard_name: 'time' },
  })
  const found = times({
    '/time_tai': time(37),
    '/creation_time': time(999),
    '/time_start': time(500),
    '/time': time(0),
    '/equator_time': time(77),
  })
  expect(found.source).toBe('variable /time')
})

it('takes the start of a row rather than its end', () => {
  const time = (first: number): VariableDraft => ({
    dims: ['nj:6'],
    data: count(6, 8, first),
    attributes: { units: 'seconds since 2020-01-01' },
  })
  const found = times({ '/record_stop_time': time(8), '/record_start_time': time(0) })
  expect(found.source).toBe('variable /record_start_time')
})

it('leaves out a corrupt time, and says so', () => {
  const data = Float64Array.from({ length: 24 }, (_, i) => i)
  data[0] = 1.8e9
  const found = times({ '/time': { dims, data, attributes: { units: 'seconds since 2020-01-01' } } })
  expect(found.span).toEqual(['2020-01-01T00:00:01', '2020-01-01T00:00:23'])
  expect(found.warnings.join()).toMatch(/1 times of variable \/time .* left out/)
})

it('leaves out a corrupt time that is hours from all that the attributes cover, and keeps the others', () => {
  const data = Float64Array.from({ length: 24 }, (_, i) => i)
  data[5] = 20_000
  const variables = { '/time': { dims, data, attributes: { units: 'seconds since 2020-01-01' } } }
  const covered = { time_coverage_start: begin, time_coverage_end: '2020-01-01T00:01:00Z' }
  const found = times(variables, covered)
  expect(found.span).toEqual([begin, '2020-01-01T00:00:23'])
  expect(found.warnings.join()).toMatch(/1 times of variable \/time .* left out/)
  // An hour is not enough to tell.
  data[5] = 3000
  expect(times(variables, covered).span).toEqual([begin, '2020-01-01T00:50:00'])
})

it('keeps years of measurements, far apart as they are', () => {
  const found = times({
    '/time': { dims: ['nj:6'], data: count(6, 400), attributes: { units: 'days since 2020-01-01' } },
  })
  expect(found.span).toEqual([begin, '2025-06-23T00:00:00'])
  expect(found.warnings).toEqual([])
})

it('counts from the epoch of an attribute where the name of the file has the day that this leads to', () => {
  const from = (day: string) => {
    const variables = { ...positions, '/time': { dims: ['nj:6'], data: count(6, 1, 86_400 + 600) } }
    const dataset = memoryDataset({ attributes: { mission_start_time: '2019-12-31' }, variables })
    return observe(dataset, collectAttributes(dataset), {}, [Date.parse(day)]).extent
  }
  const first = Date.parse(`${begin}Z`) + 600_000
  expect(from('2020-01-01')).toEqual({ first, last: first + 5000 })
  expect(from('2020-01-02')).toBeUndefined()
})

describe('the time of a grid', () => {
  const axes: Record<string, VariableDraft> = {
    '/lat': { dims: ['lat:2'], data: count(2), attributes: { units: 'degrees_north' } },
    '/lon': { dims: ['lon:3'], data: count(3), attributes: { units: 'degrees_east' } },
    '/sst': { dims: ['time:1', 'lat:2', 'lon:3'], data: new Float32Array(6) },
  }
  const gridTimes = (variables: Record<string, VariableDraft>) => {
    const dataset = memoryDataset({ variables: { ...axes, ...variables } })
    const attributes = collectAttributes(dataset)
    const { extent } = observe(dataset, attributes, {})
    return extent && [extent.first, extent.last].map((t) => new Date(t).toISOString().slice(0, 19))
  }
  const nominal: VariableDraft = {
    dims: ['time:1'],
    data: Float64Array.of(12),
    attributes: { units: 'hours since 2020-01-01' },
  }

  it('is that of its bounds, which have no units of their own', () => {
    const time = { ...nominal, attributes: { ...nominal.attributes, bounds: 'time_bnds' } }
    expect(
      gridTimes({ '/time': time, '/time_bnds': { dims: ['time:1', 'nv:2'], data: Float64Array.of(0, 24) } }),
    ).toEqual([begin, '2020-01-02T00:00:00'])
  })

  it('or of variables that say start and end', () => {
    const at = (hours: number): VariableDraft => ({
      dims: [],
      data: Float64Array.of(hours),
      attributes: nominal.attributes!,
    })
    expect(gridTimes({ '/time': nominal, '/start_time': at(1), '/end_time': at(23) })).toEqual([
      '2020-01-01T01:00:00',
      '2020-01-01T23:00:00',
    ])
  })

  it('or the nominal one', () =>
    expect(gridTimes({ '/time': nominal })).toEqual(['2020-01-01T12:00:00', '2020-01-01T12:00:00']))
})
