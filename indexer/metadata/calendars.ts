import type { Instant } from '../../catalog/granule.ts'

/** A date and the milliseconds since its midnight, in whatever calendar. */
export interface CalendarDate {
  year: number
  month: number
  day: number
  milliseconds: number
}

/** Calendars whose years have lengths of their own: models keep time by them (CF section 4.4.1). */
export type ModelCalendar = 'noleap' | 'all_leap' | '360_day'

const day = 86_400_000

const modelCalendars: Record<string, ModelCalendar> = {
  noleap: 'noleap',
  '365_day': 'noleap',
  all_leap: 'all_leap',
  '366_day': 'all_leap',
  '360_day': '360_day',
}

export function modelCalendarOf(calendar: string): ModelCalendar | undefined {
  return modelCalendars[calendar.toLowerCase()]
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function monthsOf(calendar: ModelCalendar): number[] {
  if (calendar === '360_day') return lengths.map(() => 30)
  return calendar === 'noleap' ? lengths : lengths.map((length, month) => (month === 1 ? 29 : length))
}

/** Milliseconds since the first of January of the year 0 of a model's calendar. */
export function countInCalendar(date: CalendarDate, calendar: ModelCalendar): number {
  const months = monthsOf(calendar)
  const yearLength = months.reduce((sum, length) => sum + length, 0)
  const before = months.slice(0, date.month - 1).reduce((sum, length) => sum + length, 0)
  return (date.year * yearLength + before + date.day - 1) * day + date.milliseconds
}

/** The instant of the same date in the world's calendar; a date that it lacks (30 February) is the last of its month. */
export function instantOfCount(count: number, calendar: ModelCalendar): Instant {
  const months = monthsOf(calendar)
  const yearLength = months.reduce((sum, length) => sum + length, 0)
  const days = Math.floor(count / day)
  const year = Math.floor(days / yearLength)
  let rest = days - year * yearLength
  let month = 0
  while (month < 11 && rest >= months[month]!) rest -= months[month++]!
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(rest + 1, last)) + (count - days * day)
}

/** The standard calendar is Julian before this date, which followed 4 October 1582. */
const reform = { year: 1582, month: 10, day: 15 }

/** The instant of a date of the standard calendar of CF, or of one that is Julian or Gregorian all through. */
export function instantOfDate(date: CalendarDate, calendar: string): Instant {
  const { year, month, day: ofMonth, milliseconds } = date
  const early = year * 10_000 + month * 100 + ofMonth < reform.year * 10_000 + reform.month * 100 + reform.day
  if (calendar === 'julian' || (early && calendar !== 'proleptic_gregorian'))
    return julianDays(date) * day + milliseconds
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, ofMonth)
  return midnight.getTime() + milliseconds
}

/** Days from 1970-01-01 (Gregorian) to a date of the Julian calendar. */
function julianDays({ year, month, day: ofMonth }: CalendarDate): number {
  // Years are counted from March, so that the day of leap years comes last.
  const shift = month <= 2 ? 1 : 0
  const years = year + 4800 - shift
  const months = month + 12 * shift - 3
  const dayNumber =
    ofMonth + Math.floor((153 * months + 2) / 5) + 365 * years + Math.floor(years / 4) - 32_083
  return dayNumber - 2_440_588
}
