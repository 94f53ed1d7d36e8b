import { describe, expect, it } from 'vitest'
import { parseTimeUnits, toInstant } from '../../../indexer/metadata/cf-time.ts'

function dateOf(value: number, units: string, calendar?: string): string {
  return new Date(toInstant(value, parseTimeUnits(units, calendar)!)).toISOString()
}

// As cftime 1.6 (num2date) has them.
describe('calendars', () => {
  it.each([
    [730, 'days since 2000-01-01', 'noleap', '2002-01-01T00:00:00.000Z'],
    [59, 'days since 2004-01-01', '365_day', '2004-03-01T00:00:00.000Z'],
    [59.5, 'days since 2004-01-01', 'all_leap', '2004-02-29T12:00:00.000Z'],
    [360, 'days since 2000-01-01', '360_day', '2001-01-01T00:00:00.000Z'],
    [59, 'days since 2001-01-01', '360_day', '2001-02-28T00:00:00.000Z'],
    [31 * 24, 'hours since 1850-01-01 00:00:00', '360_day', '1850-02-02T00:00:00.000Z'],
    [0, 'days since 2000-01-01', 'julian', '2000-01-14T00:00:00.000Z'],
    [17_876_328, 'hours since 1-1-1 00:00:0.0', 'standard', '2040-04-26T00:00:00.000Z'],
    [17_876_328, 'hours since 0001-01-01', undefined, '2040-04-26T00:00:00.000Z'],
    [17_876_328, 'hours since 0001-01-01', 'proleptic_gregorian', '2040-04-28T00:00:00.000Z'],
    [2, 'weeks since 2000-01-01', undefined, '2000-01-15T00:00:00.000Z'],
    [12, 'months since 2000-01-01', undefined, '2000-12-31T05:48:45.974Z'],
    [2, 'years since 2000-01-01', 'standard', '2001-12-31T11:37:31.949Z'],
    [13, 'months since 2000-01-01', '360_day', '2001-02-01T00:00:00.000Z'],
    [1, 'UTC seconds since 00:00:00 1-Jan-2000', undefined, '2000-01-01T00:00:01.000Z'],
    [1, 'hours since Jan 1 00:00 2018', undefined, '2018-01-01T01:00:00.000Z'],
    [1, 'days since 1582-10-15', 'gregorian', '1582-10-16T00:00:00.000Z'],
    [12_345.25, 'days since 1950-01-01T00:00:00Z', 'gregorian', '1983-10-20T06:00:00.000Z'],
  ])('%s %s in %s is %s', (value, units, calendar, date) => {
    expect(dateOf(value, units, calendar)).toBe(date)
  })

  it('a month has no length in the calendars of models', () => {
    expect(parseTimeUnits('months since 2000-01-01', 'noleap')).toBeUndefined()
    expect(parseTimeUnits('years since 2000-01-01', 'all_leap')).toBeUndefined()
  })

  it('none is no time', () => {
    expect(parseTimeUnits('days since 2000-01-01', 'none')).toBeUndefined()
  })
})
