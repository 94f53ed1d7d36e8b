import type { Instant } from '../../catalog/granule.ts'
import type { FileAttributes, FoundAttribute } from './attributes.ts'
import { readOrdinal, readParts } from './coverage-in-parts.ts'
import { parseInstant, parseTimeOfDay } from './instants.ts'

export interface Bound {
  instant: Instant
  /** Names of the attributes it was read from. */
  source: string
}

export interface Coverage {
  start?: Bound
  end?: Bound
}

/** Names of the first instant with those of the last, best known first (ACDD 1.3, GDS 2.1, UMM, and what is met). */
const pairs: [start: string[], end: string[]][] = [
  [
    ['time_coverage_start', 'time_coverage_begin'],
    ['time_coverage_end', 'time_coverage_stop'],
  ],
  [['start_time'], ['stop_time', 'end_time']],
  [
    ['first_meas_time', 'first_measurement_time'],
    ['last_meas_time', 'last_measurement_time'],
  ],
  [
    ['sensing_start', 'sensing_start_time', 'sensing_start_time_utc'],
    ['sensing_stop', 'sensing_end', 'sensing_end_time', 'sensing_end_time_utc', 'sensing_stop_time'],
  ],
  [
    ['start_sensing_data_time', 'start_sensing_time'],
    ['end_sensing_data_time', 'end_sensing_time'],
  ],
  [['RangeBeginningDateTime'], ['RangeEndingDateTime']],
  [['Validity_Start'], ['Validity_Stop']],
  [['StartUTC'], ['EndUTC']],
  [['StartGranuleDateTime'], ['StopGranuleDateTime']],
  [['ObservationStartDateTime'], ['ObservationEndDateTime']],
]

/** A date in one attribute and the time of day in another. */
const splitPairs: [date: string[], time: string[], end: 'start' | 'end'][] = [
  [
    [
      'start_date',
      'date_start',
      'RangeBeginningDate',
      'ObservationBeginningDate',
      'time_coverage_start_date',
      'AggregateBeginningDate',
    ],
    ['start_time', 'RangeBeginningTime', 'ObservationBeginningTime', 'time_start', 'AggregateBeginningTime'],
    'start',
  ],
  [
    [
      'stop_date',
      'end_date',
      'date_stop',
      'date_end',
      'RangeEndingDate',
      'ObservationEndingDate',
      'time_coverage_end_date',
      'AggregateEndingDate',
    ],
    ['stop_time', 'end_time', 'RangeEndingTime', 'ObservationEndingTime', 'time_end', 'AggregateEndingTime'],
    'end',
  ],
]

const startWord = /start|begin(ning)?|first/
const endWord = /(?<!ext)end(ing)?|stop|last/
const instantWord = /time|date|utc|sensing|valid|rev|observ|measure/
/** Times of something else than the measurements. */
const otherWord =
  /creat|process|produc|receiv|receipt|modif|publish|input|ancil|aux|calib|orbit|node|cross|equator|mission|launch|issue|histor|valid_?from|gap|eph|epoch|reference|auxil|tle|leap/

/** The first and last instant that a file's attributes give, in whatever form (see `parseInstant`). */
export function readCoverage(attributes: FileAttributes): Coverage {
  const coverage = readNamed(attributes)
  readSplit(attributes, coverage)
  readOrdinal(attributes, coverage)
  if (coverage.start === undefined || coverage.end === undefined) readAnyNamed(attributes, coverage)
  if (coverage.start === undefined) readParts(attributes, coverage)
  if (coverage.start !== undefined && coverage.end === undefined) addDuration(attributes, coverage)
  if (coverage.start === undefined) readRange(attributes, coverage)
  const { start, end } = coverage
  if (start !== undefined && end !== undefined && end.instant < start.instant) return { start }
  return coverage
}

function readNamed(attributes: FileAttributes): Coverage {
  const coverage: Coverage = {}
  for (const [starts, ends] of pairs) {
    const start = coverage.start ?? firstInstant(attributes, starts)
    if (start === undefined || coverage.end !== undefined) continue
    coverage.start = start
    // Where one says that the end is the start, another may know better.
    const candidates = ends
      .map((name) => firstInstant(attributes, [name]))
      .filter((bound) => bound !== undefined)
    const end = candidates.find(({ instant }) => instant > start.instant) ?? candidates[0]
    if (end !== undefined) coverage.end = end
  }
  return coverage
}

function firstInstant(attributes: FileAttributes, names: string[]): Bound | undefined {
  for (const name of names) {
    const found = attributes.find(name)
    const instant = found === undefined ? undefined : toInstantValue(found)
    if (instant !== undefined) return { instant, source: `attribute ${found!.name}` }
  }
  return undefined
}

function toInstantValue({ value }: FoundAttribute): Instant | undefined {
  if (typeof value === 'string') return parseInstant(value)
  if (Array.isArray(value) && typeof value[0] === 'string') return parseInstant(value[0])
  // 20160224 as a number.
  if (typeof value === 'number' && value > 18_000_000 && value < 22_000_000)
    return parseInstant(String(value))
  return undefined
}

function readSplit(attributes: FileAttributes, coverage: Coverage): void {
  for (const [dates, times, end] of splitPairs) {
    if (coverage[end] !== undefined) continue
    const date = dates.map((name) => attributes.find(name)).find((found) => found !== undefined)
    if (date === undefined) continue
    const midnight = toInstantValue(date)
    if (midnight === undefined) continue
    const time = times.map((name) => attributes.find(name)).find((found) => found !== undefined)
    const clock = time === undefined ? undefined : toTimeOfDay(time)
    const whole = midnight % 86_400_000 === 0
    coverage[end] =
      clock !== undefined && whole
        ? { instant: midnight + clock, source: `attributes ${date.name} and ${time!.name}` }
        : { instant: midnight, source: `attribute ${date.name}` }
  }
}

/** Any attribute whose name speaks of a start or an end and whose value is an instant. */
function readAnyNamed(attributes: FileAttributes, coverage: Coverage): void {
  for (const [key, found] of attributes.all()) {
    if (!instantWord.test(key) || otherWord.test(key)) continue
    const end = startWord.test(key) ? 'start' : endWord.test(key) ? 'end' : undefined
    if (end === undefined || coverage[end] !== undefined) continue
    const instant = toInstantValue(found)
    if (instant === undefined) continue
    const time = key.includes('date') ? attributes.find(key.replace('date', 'time')) : undefined
    const clock = time === undefined ? undefined : toTimeOfDay(time)
    coverage[end] =
      clock === undefined || instant % 86_400_000 !== 0
        ? { instant, source: `attribute ${found.name}` }
        : { instant: instant + clock, source: `attributes ${found.name} and ${time!.name}` }
  }
}

/** A time of day as text, or as a number whose digits are hours, minutes and seconds. */
function toTimeOfDay({ value }: FoundAttribute): number | undefined {
  if (typeof value === 'string') return parseTimeOfDay(value)
  if (typeof value !== 'number' || value < 0 || value >= 240_000) return undefined
  const [whole = '', fraction] = String(value).split('.')
  return parseTimeOfDay(whole.padStart(6, '0') + (fraction === undefined ? '' : `.${fraction.slice(0, 9)}`))
}

/** `time_coverage_duration`, an ISO 8601 duration (ACDD 1.3). */
function addDuration(attributes: FileAttributes, coverage: Coverage): void {
  const text = attributes.text('time_coverage_duration')
  const match = text?.match(
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/i,
  )
  if (!match || coverage.start === undefined) return
  const { instant, source } = coverage.start
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const end = new Date(instant)
  end.setUTCMonth(end.getUTCMonth() + years! * 12 + months!)
  const length = ((((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000
  if (!(end.getTime() + length > instant)) return
  coverage.end = { instant: end.getTime() + length, source: `${source} and attribute time_coverage_duration` }
}

/** A range in one attribute: `2014-01-07/2014-01-13`, `01/07/14-01/13/14`. */
function readRange(attributes: FileAttributes, coverage: Coverage): void {
  for (const [key, { name, value }] of attributes.all()) {
    if (typeof value !== 'string' || !/timerange|daterange|period|timespan|timecoverage|temporal/.test(key))
      continue
    const range = parseRange(value.trim())
    if (range === undefined) continue
    coverage.start = { instant: range[0], source: `attribute ${name}` }
    coverage.end = { instant: range[1], source: `attribute ${name}` }
    return
  }
}

function parseRange(text: string): [Instant, Instant] | undefined {
  const short = text.match(
    /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})\s*(?:-|to|\/)\s*(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/,
  )
  if (short) {
    const [, a, b, y, c, d, z] = short.map(Number)
    // Month first or day first: only where one of the two is no date is it known which.
    const readings = [
      [shortDate(y!, a!, b!), shortDate(z!, c!, d!)],
      [shortDate(y!, b!, a!), shortDate(z!, d!, c!)],
    ].filter(([from, to]) => from !== undefined && to !== undefined && from <= to)
    return readings.length === 1 ? [readings[0]![0]!, readings[0]![1]!] : undefined
  }
  for (const separator of [/\//, /\s+to\s+/i, /\s+-\s+/, /,\s*/, /\s+/]) {
    const parts = text.split(separator)
    if (parts.length !== 2) continue
    const [from, to] = parts.map(parseInstant)
    if (from !== undefined && to !== undefined && from <= to) return [from, to]
  }
  return undefined
}

function shortDate(year: number, month: number, day: number): Instant | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  const century = year >= 100 ? 0 : year < 70 ? 2000 : 1900
  return Date.UTC(century + year, month - 1, day)
}
