import { InvalidQueryError } from '../errors.ts'
import type { Instant } from '../granule.ts'
import type { Period } from '../query.ts'

/**
 * Year, then month, day, hour, minute, second as far as given; `-` and `:` may be left out, `T` may be a space.
 * Zone: `Z`, +hh:mm, +hhmm or +hh; UTC when there is none.
 */
const generous =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?)?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i

const strict = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i

/**
 * Reads a date or date-time as people and scripts write it. It stands for a span: `2018-08` is the whole
 * month, `2018-08-05T03` the whole hour. Both ends of the span are given, to the millisecond, included.
 *
 * @throws InvalidQueryError naming the parameter
 */
export function parseInstantSpan(text: string, parameter: string): { first: Instant; last: Instant } {
  const match = generous.exec(text.trim())
  if (!match) {
    throw new InvalidQueryError(
      parameter,
      `"${text}" is not a date; write 2018-08-05 or 2018-08-05T03:49:03Z`,
    )
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const fields = [year, month ?? '1', day ?? '1', hour ?? '0', minute ?? '0', second ?? '0'].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  checkFields(fields, text, parameter)
  const shift = zoneOffset(zone, text, parameter)
  const milliseconds = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000
  const at = (f: typeof fields) => utc(f[0], f[1] - 1, f[2], f[3], f[4], f[5]) - shift
  const first = at(fields) + Math.floor(milliseconds)
  if (fraction !== undefined) return { first, last: at(fields) + Math.ceil(milliseconds) }
  const finest = [year, month, day, hour, minute, second].findLastIndex((field) => field !== undefined)
  const next = fields.map((value, i) => (i === finest ? value + 1 : value)) as typeof fields
  return { first, last: at(next) - 1 }
}

/**
 * A period from two such texts, either of which may be absent or empty. It runs to the end of what `end` names.
 *
 * @throws InvalidQueryError
 */
export function parsePeriod(
  start: string | undefined,
  end: string | undefined,
  names: { start: string; end: string },
): Period | undefined {
  const period: Period = {}
  if (start?.trim()) period.start = parseInstantSpan(start, names.start).first
  if (end?.trim()) period.end = parseInstantSpan(end, names.end).last
  if (period.start === undefined && period.end === undefined) return undefined
  if (period.start !== undefined && period.end !== undefined && period.start > period.end) {
    throw new InvalidQueryError(names.end, `${end} comes before ${names.start} ${start}`)
  }
  return period
}

/**
 * The `datetime` parameter of STAC API and OGC API Features (OGC 17-069r4 section 7.15.3): an RFC 3339 date-time
 * or an interval `a/b`, where one side may be `..` or empty.
 *
 * @throws InvalidQueryError on anything looser
 */
export function parseDatetime(text: string, parameter = 'datetime'): Period | undefined {
  const sides = text.split('/')
  if (sides.length > 2) throw new InvalidQueryError(parameter, 'an interval has two sides, start/end')
  const read = (side: string) => (side === '' || side === '..' ? undefined : parseStrict(side, parameter))
  if (sides.length === 1) {
    if (text === '' || text === '..') throw new InvalidQueryError(parameter, 'a date-time is missing')
    const span = parseStrict(text, parameter)
    return { start: span.first, end: span.last }
  }
  const start = read(sides[0]!)?.first
  const end = read(sides[1]!)?.last
  if (start === undefined && end === undefined) {
    throw new InvalidQueryError(parameter, 'an interval open on both sides selects nothing; leave it out')
  }
  if (start !== undefined && end !== undefined && start > end) {
    throw new InvalidQueryError(parameter, `the interval ${text} ends before it starts`)
  }
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
}

/** The exact instant of an RFC 3339 date-time, with the milliseconds around it where the fraction is finer. */
function parseStrict(text: string, parameter: string): { first: Instant; last: Instant } {
  const instant = usualInstant(text)
  if (instant !== undefined) return { first: instant, last: instant }
  if (!strict.test(text)) {
    throw new InvalidQueryError(
      parameter,
      `"${text}" is not an RFC 3339 date-time; write 2018-08-05T03:49:03Z`,
    )
  }
  const { first, last } = parseInstantSpan(text, parameter)
  return { first, last: text.includes('.') ? last : first }
}

/**
 * The instant of a date-time as programs write it, in UTC and to the second or the millisecond: read at a tenth of the cost. Undefined
 * for any other, and for days and seconds that not every month and minute has.
 */
function usualInstant(text: string): Instant | undefined {
  if (!usual.test(text)) return undefined
  const two = (at: number) => 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 11 * ZERO
  const [month, day, hour, minute, second] = [two(5), two(8), two(11), two(14), two(17)]
  if (month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59)
    return undefined
  const milliseconds = text.length === 24 ? 10 * two(20) + text.charCodeAt(22) - ZERO : 0
  return Date.UTC(100 * two(0) + two(2), month - 1, day, hour, minute, second, milliseconds)
}

const usual = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/
const ZERO = 48

/** `Date.UTC` takes years before 100 for those of the twentieth century; the calendar comes again every 400 years. */
function utc(year: number, ...fields: [month: number, day: number, ...time: number[]]): Instant {
  return Date.UTC(year + 400, ...fields) - 146_097 * 86_400_000
}

function checkFields(
  [year, month, day, hour, minute, second]: readonly [number, number, number, number, number, number],
  text: string,
  parameter: string,
): void {
  const days = new Date(utc(year, month, 0)).getUTCDate()
  const wrong =
    month < 1 || month > 12
      ? `month ${month}`
      : day < 1 || day > days
        ? `day ${day}`
        : hour > 24 || (hour === 24 && (minute > 0 || second > 0))
          ? `hour ${hour}`
          : minute > 59
            ? `minute ${minute}`
            : second > 60
              ? `second ${second}`
              : undefined
  if (wrong) throw new InvalidQueryError(parameter, `"${text}" has no such ${wrong}`)
}

/** Milliseconds to take off the local time. */
function zoneOffset(zone: string | undefined, text: string, parameter: string): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || '0')
  if (hours > 23 || minutes > 59) throw new InvalidQueryError(parameter, `"${text}" has no such zone ${zone}`)
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
