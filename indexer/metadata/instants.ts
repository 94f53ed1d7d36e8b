import type { Instant } from '../../catalog/granule.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

interface CalendarDate {
  year: number
  month: number
  day: number
}

/** Forms of a date, each with a reader of its groups. Digits that run on (`20160224`) are tried last. */
const dateForms: [pattern: RegExp, read: (groups: string[]) => CalendarDate | undefined][] = [
  // 2016-02-24, 2016/2/24
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/, ([y, m, d]) => ({ year: +y!, month: +m!, day: +d! })],
  // 2016-055, 2016055: year and day of year
  [/^(\d{4})[-/. ]?(\d{3})(?!\d)/, ([y, n]) => fromDayOfYear(+y!, +n!)],
  // 24-FEB-2016, 24 February 2016
  [/^(\d{1,2})[-/ ]([a-z]{3})[a-z]*[-/ ](\d{4})(?!\d)/i, ([d, name, y]) => named(+y!, name!, +d!)],
  // Feb 24, 2016
  [/^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?!\d)/i, ([name, d, y]) => named(+y!, name!, +d!)],
  // 2016-FEB-24
  [/^(\d{4})[-/ ]?([a-z]{3})[a-z]*[-/ ]?(\d{1,2})(?!\d)/i, ([y, name, d]) => named(+y!, name!, +d!)],
  // 2016055012100, with or without milliseconds
  [/^(\d{4})(\d{3})(?=\d{6}(?:\d{3})?(?!\d))/, ([y, n]) => fromDayOfYear(+y!, +n!)],
  // 20160224
  [/^(\d{4})(\d{2})(\d{2})/, ([y, m, d]) => ({ year: +y!, month: +m!, day: +d! })],
]

const timeForm =
  /^(?:[T_ ]\s*|-(?=\d{2}:)|\s+)?(\d{1,2})(?:[:.h]?(\d{2})(?:[:.m]?(\d{2})(?:[.,:]?(\d{1,9}))?s?)?)?\s*(z|utc?|gmt|[+-]\d{2}:?\d{2}|utc\s*[+-]\d{1,2}(?::?\d{2})?)?$/i

/**
 * Reads a date, or a date and a time, in the forms that files have it: ISO 8601 extended and basic, calendar or ordinal,
 * a blank for the T, month names, a prefix such as `UTC=`. UTC where no zone is given.
 * @returns undefined for what is no instant
 */
export function parseInstant(text: string): Instant | undefined {
  const plain = text
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^(utc|gmt|tai|gps)\s*=\s*/i, '')
    .replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i, '')
  for (const [pattern, read] of dateForms) {
    const match = plain.match(pattern)
    if (match === null) continue
    const date = read(match.slice(1))
    if (date === undefined || !isDate(date)) continue
    const time = parseTimeOfDay(plain.slice(match[0].length))
    if (time !== undefined) return Date.UTC(date.year, date.month - 1, date.day) + time
  }
  return undefined
}

/**
 * Milliseconds since midnight UTC of a time of day such as `T01:21:00.5Z`, `012100`, `01:21`; 0 when empty.
 * @returns undefined for what is no time of day
 */
export function parseTimeOfDay(text: string): number | undefined {
  const plain = text.trim()
  if (plain === '' || /^(z|utc|gmt)$/i.test(plain)) return 0
  const match = plain.match(timeForm)
  if (match === null) return undefined
  const [, hours, minutes = '0', seconds = '0', fraction = '0', zone] = match
  if (+hours! > 24 || +minutes > 59 || +seconds > 60) return undefined
  const clock =
    ((+hours! * 60 + +minutes) * 60 + +seconds) * 1000 + Math.floor(+`0.${fraction}` * 1000 + 1e-6)
  return clock - zoneOffset(zone)
}

function zoneOffset(zone: string | undefined): number {
  const match = zone?.match(/([+-])(\d{1,2}):?(\d{2})?$/)
  if (!match) return 0
  const minutes = +match[2]! * 60 + +(match[3] ?? 0)
  return (match[1] === '-' ? -minutes : minutes) * 60_000
}

function fromDayOfYear(year: number, day: number): CalendarDate | undefined {
  if (day < 1 || day > 366) return undefined
  const date = new Date(Date.UTC(year, 0, day))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function named(year: number, name: string, day: number): CalendarDate | undefined {
  const month = months.indexOf(name.toLowerCase())
  return month < 0 ? undefined : { year, month: month + 1, day }
}

function isDate({ year, month, day }: CalendarDate): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1800 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
