import type { Instant } from '../../catalog/granule.ts'
import {
  type CalendarDate,
  countInCalendar,
  instantOfCount,
  instantOfDate,
  type ModelCalendar,
  modelCalendarOf,
} from './calendars.ts'
import { parseInstant } from './instants.ts'
import { taiMinusUtc } from './leap-seconds.ts'

/** How numbers become instants. */
export interface TimeReference {
  /** Milliseconds in a unit. */
  unit: number
  /** As the epoch is written, taken for UTC; in a model's calendar the count of it. */
  epoch: Instant
  scale: TimeScale
  /** Absent for the calendar of the world. */
  calendar?: ModelCalendar
  /** Values are no counts: their digits are year, month and day, and the fraction is that of the day. */
  digits?: boolean
}

/**
 * `utc`: leap seconds are not counted (CF section 4.4). `elapsed`: they are, since an epoch in UTC (GPS, TAI93).
 * `tai`: the epoch itself is in TAI.
 */
export type TimeScale = 'utc' | 'elapsed' | 'tai'

const second = 1000
const day = 86_400 * second

/** Milliseconds in the units of UDUNITS that measure time, but for months and years. */
const unitForms: [pattern: RegExp, milliseconds: number][] = [
  [/^(?:nanosec(?:ond)?s?|nsecs?|ns)$/, 1e-6],
  [/^(?:microsec(?:ond)?s?|microsecs?|usecs?|us|µs)$/, 1e-3],
  [/^(?:millisec(?:ond)?s?|millisecs?|msecs?|ms)$/, 1],
  [/^(?:seconds?|secs?|s)$/, second],
  [/^(?:minutes?|mins?)$/, 60 * second],
  [/^(?:hours?|hrs?|h)$/, 3600 * second],
  [/^(?:days?|d)$/, day],
  [/^weeks?$/, 7 * day],
]

/** UDUNITS, and so CF section 4.4, has a tropical year for a year, and a twelfth of it for a month. */
const year = 365.242198781 * day

/** Milliseconds in a unit of time; undefined for another unit. */
export function durationUnit(units: string): number | undefined {
  const plain = units.trim().toLowerCase()
  return unitForms.find(([pattern]) => pattern.test(plain))?.[1]
}

/**
 * Reads `units` of the form `seconds since 1981-01-01 00:00:00` (CF section 4.4), with TAI or GPS after it where it is, and `YYYYMMDD` or
 * `day as %Y%m%d.%f` (Climate Data Operators), whose values are dates as digits.
 * @param hints what else is said of the variable, where a time scale may be named
 * @returns undefined for units of another form, and where there is no calendar
 */
export function parseTimeUnits(units: string, calendar = 'standard', hints = ''): TimeReference | undefined {
  if (digitForm.test(units.trim())) {
    const isModel = modelCalendarOf(calendar) !== undefined
    return isModel ? undefined : { unit: day, epoch: 0, scale: 'utc', digits: true }
  }
  const match = units.trim().match(/^(?:(?:utc|tai|gps)\s+)?([a-zµ]+)\s+(?:since|from|after|ref)\s+(.+)$/i)
  if (match === null || calendar.toLowerCase() === 'none') return undefined
  const unit = durationUnit(match[1]!) ?? longUnit(match[1]!, calendar)
  const written = match[2]!.replace(/\b(tai|gps|utc)\b/gi, '').trim()
  const date = parseEpoch(written)
  if (unit === undefined || date === undefined) return undefined
  const model = modelCalendarOf(calendar)
  if (model !== undefined) return { unit, epoch: countInCalendar(date, model), scale: 'utc', calendar: model }
  const epoch = instantOfDate(date, calendar.toLowerCase())
  return { unit, epoch, scale: scaleOf(units, hints, epoch) }
}

const digitForm = /^(?:days? as )?(?:%Y%m%d(?:\.%f)?|YYYYMMDD(?:\.f+)?)$/i

/** A month or a year: of 30 and 360 days where the calendar has it so; in other models' calendars there is no length. */
function longUnit(unit: string, calendar: string): number | undefined {
  const months = /^months?$/i.test(unit) ? 1 : /^(?:years?|yrs?)$/i.test(unit) ? 12 : undefined
  if (months === undefined) return undefined
  const model = modelCalendarOf(calendar)
  if (model !== undefined) return model === '360_day' ? 30 * months * day : undefined
  return (year * months) / 12
}

/**
 * Epochs are written more loosely than dates: `1950-1-1 0:0:0`, `1-1-1 00:00:00`, `2000-01-01 00:00:00.0 +0:00`,
 * `00:00:00 1-Jan-2000`, `Jan 1 00:00 2018`.
 */
function parseEpoch(written: string): CalendarDate | undefined {
  const text = written
    .replace(/^(\d{1,2}:\d{2}(?::\d{2}(?:\.\d*)?)?)\s+(?:on\s+)?(\D*\d.*)$/i, '$2 $1')
    .replace(/^([a-z]{3,9}\.? \d{1,2}),? (\d{1,2}:\S+),? (\d{4})$/i, '$1 $3 $2')
  const match = text.match(
    /^(\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T\s:]+(\d{1,2})(?:[:.](\d{1,2})(?:[:.](\d{1,2}(?:\.\d*)?))?)?)?\s*(z|[+-]\d{1,2}:?\d{0,2})?$/i,
  )
  if (match === null) {
    const instant = parseInstant(text) ?? parseInstant(text.replace(/^(\d{1,2})-(\d{1,2})-(\d{4})/, dayFirst))
    return instant === undefined ? undefined : dateOf(instant)
  }
  const [, year, month, date, hours = '0', minutes = '0', seconds = '0', zone] = match
  const offset = zone?.match(/([+-])(\d{1,2}):?(\d{2})?/)
  const zoneMinutes = offset ? (+offset[2]! * 60 + +(offset[3] ?? 0)) * (offset[1] === '-' ? -1 : 1) : 0
  const milliseconds = ((+hours * 60 + +minutes - zoneMinutes) * 60 + +seconds) * second
  return { year: +year!, month: +month!, day: +date!, milliseconds }
}

function dateOf(instant: Instant): CalendarDate {
  const date = new Date(instant)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    milliseconds: instant - Math.floor(instant / day) * day,
  }
}

/** `1-1-1970`: only where it does not matter which of the two is the month. */
function dayFirst(text: string, a: string, b: string, year: string): string {
  return +a === +b ? `${year}-${b.padStart(2, '0')}-${a.padStart(2, '0')}` : text
}

/**
 * Which clock, by what is written. `TAI` or `GPS` in the units, or before `time` or `seconds` in a description, says it;
 * either word alone does not where UTC is spoken of too (altimeters describe the difference of the two).
 */
function scaleOf(units: string, hints: string, epoch: Instant): TimeScale {
  const tai = epoch === tai93Epoch ? 'elapsed' : 'tai'
  if (/\btai\b/i.test(units)) return tai
  if (/\bgps\b/i.test(units)) return 'elapsed'
  const counted = hints
    .match(/\b(tai|tai93|gps)[ -]*(?:elapsed )?(?:time|seconds?|sec)\b/i)?.[1]
    ?.toLowerCase()
  if (counted !== undefined && !/\butc[ -]*(?:time|seconds?)\b|\btime in utc\b/i.test(hints)) {
    return counted === 'gps' ? 'elapsed' : tai
  }
  if (/\butc\b|z$/i.test(units) || /\butc\b/i.test(hints)) return 'utc'
  if (/\btai(93)?\b/i.test(hints)) return tai
  return /\bgps\b/i.test(hints) ? 'elapsed' : 'utc'
}

/** 1993-01-01T00:00:00 UTC, from which EOS products count TAI seconds. */
export const tai93Epoch = Date.UTC(1993, 0, 1)

/** 1980-01-06T00:00:00 UTC, from which GPS counts. */
export const gpsEpoch = Date.UTC(1980, 0, 6)

/** An instant of UTC; NaN stays NaN. */
export function toInstant(value: number, { unit, epoch, scale, calendar, digits }: TimeReference): Instant {
  if (digits) return instantOfDigits(value)
  const clock = epoch + value * unit
  if (calendar !== undefined) return instantOfCount(clock, calendar)
  if (scale === 'utc' || Number.isNaN(clock)) return clock
  // Across a leap second the offset is that of the result, which the first guess finds to within a second.
  const offset = (instant: Instant) =>
    (taiMinusUtc(instant) - (scale === 'elapsed' ? taiMinusUtc(epoch) : 0)) * second
  return clock - offset(clock - offset(clock))
}

function instantOfDigits(value: number): Instant {
  const date = Math.floor(value)
  const midnight = new Date(
    Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, date % 100),
  )
  const isDate =
    midnight.getUTCDate() === date % 100 && midnight.getUTCMonth() + 1 === Math.floor(date / 100) % 100
  return isDate ? midnight.getTime() + (value - date) * day : Number.NaN
}
