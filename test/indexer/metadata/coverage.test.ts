import { describe, expect, it } from 'vitest'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readCoverage } from '../../../indexer/metadata/coverage.ts'
import { decideSpan } from '../../../indexer/metadata/span.ts'
import type { AttributeValue } from '../../../indexer/readers/dataset.ts'
import { memoryDataset } from '../memory-dataset.ts'

function coverageOf(attributes: Record<string, AttributeValue>, groups = {}) {
  const { start, end } = readCoverage(collectAttributes(memoryDataset({ attributes, groups, variables: {} })))
  const show = (bound: typeof start) => bound && new Date(bound.instant).toISOString().slice(0, 19)
  return [show(start), show(end)]
}

const whole = ['2016-02-24T01:21:00', '2016-02-24T03:02:30']

describe('coverage by attributes', () => {
  it.each<[string, Record<string, AttributeValue>]>([
    ['ACDD', { time_coverage_start: '2016-02-24T01:21:00Z', time_coverage_end: '2016-02-24T03:02:30Z' }],
    ['GDS', { start_time: '20160224T012100Z', stop_time: '20160224T030230Z' }],
    [
      'a date and a time of day',
      { start_date: '2016-02-24', start_time: '01:21:00', stop_date: '2016-02-24', stop_time: '03:02:30' },
    ],
    [
      'UMM',
      {
        RangeBeginningDate: '2016-02-24',
        RangeBeginningTime: '01:21:00.000Z',
        RangeEndingDate: '2016-02-24',
        RangeEndingTime: '03:02:30.000Z',
      },
    ],
    [
      'an OPeNDAP copy',
      {
        'NC_GLOBAL.start_date': '2016-02-24',
        'NC_GLOBAL.start_time': '01:21:00',
        'NC_GLOBAL.stop_date': '2016-02-24',
        'NC_GLOBAL.stop_time': '03:02:30',
      },
    ],
    [
      'altimetry',
      { first_meas_time: '2016-02-24 01:21:00.000000', last_meas_time: '2016-02-24 03:02:30.000000' },
    ],
    [
      'Earth Explorer headers',
      {
        'FH:Validity_Period:Validity_Start': 'UTC=2016-02-24T01:21:00',
        'FH:Validity_Period:Validity_Stop': 'UTC=2016-02-24T03:02:30',
      },
    ],
    [
      'year, day and milliseconds',
      {
        start_year: 2016,
        start_day: 55,
        start_millisec: 4_860_000,
        end_year: 2016,
        end_day: 55,
        end_millisec: 10_950_000,
      },
    ],
    [
      'names nobody has listed',
      { REV_START_TIME: '2016-055T01:21:00.000', REV_STOP_TIME: '2016-055T03:02:30.000' },
    ],
    [
      'dates as numbers',
      { obs_StartDate: 20160224, obs_StartTime: 12100, obs_EndDate: 20160224, obs_EndTime: 30230 },
    ],
    [
      'a start and a duration',
      { time_coverage_start: '2016-02-24T01:21:00Z', time_coverage_duration: 'PT1H41M30S' },
    ],
    [
      'an instant in parts, and a duration',
      { year: 2016, month: 2, day: 24, hour: 1, minute: 21, second: 0, time_coverage_duration: 'PT101M30S' },
    ],
    [
      'statements in one attribute',
      {
        FileHeader:
          'DOI=10.1/2;\nStartGranuleDateTime=2016-02-24T01:21:00.000Z;\nStopGranuleDateTime=2016-02-24T03:02:30.000Z;\n',
      },
    ],
    [
      'a true end beside a false one',
      {
        time_coverage_start: '2016-02-24T01:21:00Z',
        time_coverage_end: '2016-02-24T01:21:00Z',
        time_coverage_stop: '2016-02-24T03:02:30Z',
      },
    ],
  ])('%s', (_, attributes) => expect(coverageOf(attributes)).toEqual(whole))

  it('goes by the calendar for durations of months and years', () => {
    const from = (time_coverage_duration: string) =>
      coverageOf({ time_coverage_start: '2016-02-01T00:00:00Z', time_coverage_duration })[1]
    expect(['P1M', 'P1Y', 'P1Y2M', 'P1W', 'P0D'].map(from)).toEqual([
      '2016-03-01T00:00:00',
      '2017-02-01T00:00:00',
      '2017-04-01T00:00:00',
      '2016-02-08T00:00:00',
      undefined,
    ])
  })

  it('takes no instant in parts that is none', () => {
    const parts = { year: 2016, month: 2, day: 24, hour: 1, minute: 21 }
    for (const wrong of [
      { month: 13 },
      { day: 30 },
      { hour: 30 },
      { minute: 70 },
      { hour: '' },
      { year: 16 },
    ])
      expect(coverageOf({ ...parts, ...wrong })).toEqual([undefined, undefined])
  })

  it('finds them in a group', () => {
    const group = { StartUTC: '2016-02-24T01:21:00Z', EndUTC: '2016-02-24T03:02:30Z' }
    expect(coverageOf({}, { '/ADDITIONAL/FILE_ATTRIBUTES': group })).toEqual(whole)
  })

  it('reads core metadata in ODL', () => {
    const odl = ['BEGINNINGDATE', 'BEGINNINGTIME', 'ENDINGDATE', 'ENDINGTIME']
      .map(
        (name, i) =>
          `OBJECT = RANGE${name}\n NUM_VAL = 1\n VALUE = "${['2016-02-24', '01:21:00', '2016-02-24', '03:02:30'][i]}"\nEND_OBJECT = RANGE${name}\n`,
      )
      .join('')
    expect(coverageOf({ coremetadata: odl })).toEqual(whole)
  })

  it('reads a range with the month first only where it cannot be the day', () => {
    expect(coverageOf({ Map_Time_Range: '01/07/14-01/13/14' })).toEqual([
      '2014-01-07T00:00:00',
      '2014-01-13T00:00:00',
    ])
    expect(coverageOf({ Map_Time_Range: '01/07/14-02/07/14' })).toEqual([undefined, undefined])
  })

  it('leaves out a corrupt end, and an end before the start', () => {
    expect(
      coverageOf({ time_coverage_start: '2016-02-24T01:21:00Z', time_coverage_end: '1980-00-**T02:09:00Z' }),
    ).toEqual([whole[0], undefined])
    expect(
      coverageOf({ time_coverage_start: '2016-02-24T01:21:00Z', time_coverage_end: '2015-02-24T01:21:00Z' }),
    ).toEqual([whole[0], undefined])
  })

  it('does not take when a file was made, or when the equator was crossed, for when it was measured', () => {
    expect(
      coverageOf({
        creation_start_time: '2016-02-24T01:21:00Z',
        equator_time: '2016-02-24T01:21:00Z',
        processing_end_date: '2016-02-24',
      }),
    ).toEqual([undefined, undefined])
  })
})

describe('the span of a granule', () => {
  const coverage = {
    start: { instant: 1_000_000, source: 'attribute a' },
    end: { instant: 2_000_000, source: 'attribute b' },
  }
  const extent = { first: 1_200_000.25, last: 1_800_000.5 }

  it('is that of the measurements for a swath, with a word when the attributes differ', () => {
    const span = decideSpan({ kind: 'swath', coverage, extent, extentSource: 'variable /time' })!
    expect([span.start, span.end]).toEqual([1_200_000, 1_800_001])
    expect(span.sources).toEqual({ start: 'variable /time', end: 'variable /time' })
    expect(span.warnings).toHaveLength(2)
    expect(span.warnings[0]).toContain('attribute a')
  })

  it('brings a word where the measurements seem to be in GPS time without saying so', () => {
    const start = { instant: Date.UTC(2024, 5, 1), source: 'attribute a' }
    const ahead = (seconds: number) => ({
      first: start.instant + seconds * 1000,
      last: start.instant + 90_000,
    })
    expect(
      decideSpan({ kind: 'swath', coverage: { start }, extent: ahead(18.15) })!.warnings.join(),
    ).toContain('GPS')
    expect(decideSpan({ kind: 'swath', coverage: { start }, extent: ahead(37) })!.warnings.join()).toContain(
      'TAI',
    )
    expect(decideSpan({ kind: 'swath', coverage: { start }, extent: ahead(30) })!.warnings).toEqual([])
  })

  it('is that of the attributes for a grid, whose time is nominal', () => {
    const span = decideSpan({ kind: 'grid', coverage, extent })!
    expect([span.start, span.end, span.warnings]).toEqual([1_000_000, 2_000_000, []])
  })

  it('is what was asked for before all', () => {
    const span = decideSpan({ kind: 'track', coverage, extent, asked: { start: 5, end: 7 } })!
    expect([span.start, span.end]).toEqual([5, 7])
  })

  it('ends when it starts where no end is given, and says so', () => {
    const span = decideSpan({ kind: 'trajectory', coverage: { start: coverage.start } })!
    expect([span.start, span.end]).toEqual([1_000_000, 1_000_000])
    expect(span.warnings.join()).toContain('no end')
  })

  it('is nothing where nothing is said', () => {
    expect(decideSpan({ kind: 'swath', coverage: {} })).toBeUndefined()
  })
})
