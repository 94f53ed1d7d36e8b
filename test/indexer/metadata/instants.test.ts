import { describe, expect, it } from 'vitest'
import { parseTimeUnits, toInstant } from '../../../indexer/metadata/cf-time.ts'
import { parseInstant } from '../../../indexer/metadata/instants.ts'
import { taiMinusUtc } from '../../../indexer/metadata/leap-seconds.ts'

describe('an instant as files write it', () => {
  it.each([
    ['2016-02-24T01:21:00Z', '2016-02-24T01:21:00.000Z'],
    ['20160224T012100Z', '2016-02-24T01:21:00.000Z'],
    ['20160224T012100', '2016-02-24T01:21:00.000Z'],
    ['2016-02-24 01:21:00', '2016-02-24T01:21:00.000Z'],
    ['2016-02-24 01:21:00.123456', '2016-02-24T01:21:00.123Z'],
    ['2016/02/24 01:21', '2016-02-24T01:21:00.000Z'],
    ['2016-055T01:21:00.500Z', '2016-02-24T01:21:00.500Z'],
    ['2016055012100', '2016-02-24T01:21:00.000Z'],
    ['2016055', '2016-02-24T00:00:00.000Z'],
    ['24-FEB-2016 01:21:00.250000', '2016-02-24T01:21:00.250Z'],
    ['24 Feb 2016 01:21:00', '2016-02-24T01:21:00.000Z'],
    ['2016Feb24 01:21:00', '2016-02-24T01:21:00.000Z'],
    ['UTC=2016-02-24T01:21:00', '2016-02-24T01:21:00.000Z'],
    ['2016-02-24T01:21:00+02:00', '2016-02-23T23:21:00.000Z'],
    ['2016-02-24T01:21:00.000 UTC-0400', '2016-02-24T05:21:00.000Z'],
    ['2016-02-24 01:21:00 UTC', '2016-02-24T01:21:00.000Z'],
    ['2016-02-24T24:00:00Z', '2016-02-25T00:00:00.000Z'],
    ['2021-02-12T23:59:59.999999Z', '2021-02-12T23:59:59.999Z'],
    ['20160224', '2016-02-24T00:00:00.000Z'],
  ])('%s', (text, wanted) => {
    expect(new Date(parseInstant(text)!).toISOString()).toBe(wanted)
  })

  it.each([
    '1980-00-**T02:09:00Z',
    'n/a',
    '',
    '2016-13-01',
    '2016-02-30',
    '12345',
    'ocean',
    '0000-00-00 00:00:00',
    '2016-02-24T25:00:00Z',
  ])('not %s', (text) => expect(parseInstant(text)).toBeUndefined())
})

describe('CF time units', () => {
  const decode = (value: number, units: string, calendar?: string, hints?: string) => {
    const reference = parseTimeUnits(units, calendar, hints)
    return reference && new Date(toInstant(value, reference)).toISOString()
  }

  it.each([
    [0, 'seconds since 1981-01-01 00:00:00', '1981-01-01T00:00:00.000Z'],
    [90.5, 'seconds since 1981-01-01', '1981-01-01T00:01:30.500Z'],
    [24837.25, 'days since 1950-01-01 00:00:00 UTC', '2018-01-01T06:00:00.000Z'],
    [1.5, 'hours since 1900-1-1 0:0:0', '1900-01-01T01:30:00.000Z'],
    [2, 'minutes since 2000-01-01T12:00:00Z', '2000-01-01T12:02:00.000Z'],
    [1_000_000, 'microseconds since 2000-01-01 00:00:00.0 +0:00', '2000-01-01T00:00:01.000Z'],
    [60, 'seconds since 1-1-1970', '1970-01-01T00:01:00.000Z'],
    [3600, 'seconds since 2000-01-01 02:00:00 +01:00', '2000-01-01T02:00:00.000Z'],
    [20200229.25, 'day as %Y%m%d.%f', '2020-02-29T06:00:00.000Z'],
    [20200229, 'YYYYMMDD', '2020-02-29T00:00:00.000Z'],
  ])('%d %s', (value, units, wanted) => expect(decode(value, units)).toBe(wanted))

  it('takes GPS seconds, TAI and TAI93 to UTC where they are named', () => {
    // 2020-01-01T00:00:00 UTC by each clock.
    const unix = Date.UTC(2020, 0, 1) / 1000
    expect(
      decode(unix - Date.UTC(1980, 0, 6) / 1000 + 18, 'seconds since 1980-01-06', undefined, 'GPS seconds'),
    ).toBe('2020-01-01T00:00:00.000Z')
    expect(decode(unix - Date.UTC(1980, 0, 6) / 1000 + 18, 'seconds since 1980-01-06 00:00:00 GPS')).toBe(
      '2020-01-01T00:00:00.000Z',
    )
    expect(decode(unix - Date.UTC(1993, 0, 1) / 1000 + 10, 'seconds since 1993-01-01 TAI')).toBe(
      '2020-01-01T00:00:00.000Z',
    )
    expect(
      decode(unix - Date.UTC(2000, 0, 1) / 1000 + 37, 'seconds since 2000-01-01', undefined, 'TAI time'),
    ).toBe('2020-01-01T00:00:00.000Z')
  })

  it('does not take a word about the difference between TAI and UTC for a clock', () => {
    const comment = '[tai_utc_difference] is the difference between TAI - UTC (leap seconds)'
    expect(parseTimeUnits('seconds since 2000-01-01', undefined, comment)!.scale).toBe('utc')
    expect(parseTimeUnits('seconds since 1980-01-06T00:00:00Z')!.scale).toBe('utc')
  })

  it('counts the leap seconds between an epoch in UTC and the instant, not those before', () => {
    const elapsed = (Date.UTC(2020, 0, 1) - Date.UTC(2018, 0, 1)) / 1000
    expect(decode(elapsed, 'seconds since 2018-01-01', undefined, 'Elapsed GPS seconds')).toBe(
      '2020-01-01T00:00:00.000Z',
    )
  })

  it.each([
    ['metres', undefined],
    ['YYYYMMDD', '360_day'],
    ['seconds since launch', undefined],
  ])('does not read %s (%s)', (units, calendar) => expect(parseTimeUnits(units, calendar)).toBeUndefined())
})

it('takes no date of digits that is none', () => {
  const reference = parseTimeUnits('YYYYMMDD')!
  for (const value of [20200230, 20201301, 0, Number.NaN]) expect(toInstant(value, reference)).toBeNaN()
})

it('knows TAI - UTC on both sides of a leap second', () => {
  expect(taiMinusUtc(Date.UTC(2016, 11, 31, 23, 59, 59))).toBe(36)
  expect(taiMinusUtc(Date.UTC(2017, 0, 1))).toBe(37)
  expect(taiMinusUtc(Date.UTC(1993, 0, 1))).toBe(27)
  expect(taiMinusUtc(Date.UTC(1980, 0, 6))).toBe(19)
  expect(taiMinusUtc(Date.UTC(1965, 0, 1))).toBe(0)
})
