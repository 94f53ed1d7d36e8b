import type { Instant } from '../granule.ts'

/** What a written time says, as far as it says it. */
export interface TimeParts {
  year?: number
  month?: number
  day?: number
  /** Of the year, from 1. */
  dayOfYear?: number
  hour?: number
  minute?: number
  second?: number
  /** Of a second, 0 to 999. */
  millisecond?: number
}

/** First and last instant of what was written, to the millisecond. */
export interface InstantSpan {
  first: Instant
  last: Instant
}

interface Directive {
  pattern: string
  read: (text: string) => TimeParts
  write: (date: Date) => string
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const padded = (value: number, length = 2) => String(value).padStart(length, '0')

/** The directives of strftime that file names need. */
const directives: Record<string, Directive> = {
  Y: {
    pattern: '\\d{4}',
    read: (text) => ({ year: +text }),
    write: (date) => padded(date.getUTCFullYear(), 4),
  },
  y: {
    pattern: '\\d{2}',
    read: (text) => ({ year: +text + (+text < 70 ? 2000 : 1900) }),
    write: (date) => padded(date.getUTCFullYear() % 100),
  },
  m: {
    pattern: '\\d{2}',
    read: (text) => ({ month: +text }),
    write: (date) => padded(date.getUTCMonth() + 1),
  },
  b: {
    pattern: '[A-Za-z]{3}',
    read: (text) => ({ month: months.indexOf(text.toLowerCase()) + 1 }),
    write: (date) => months[date.getUTCMonth()]!.replace(/^./, (letter) => letter.toUpperCase()),
  },
  d: { pattern: '\\d{2}', read: (text) => ({ day: +text }), write: (date) => padded(date.getUTCDate()) },
  j: {
    pattern: '\\d{3}',
    read: (text) => ({ dayOfYear: +text }),
    write: (date) => padded(dayOfYear(date), 3),
  },
  H: { pattern: '\\d{2}', read: (text) => ({ hour: +text }), write: (date) => padded(date.getUTCHours()) },
  M: {
    pattern: '\\d{2}',
    read: (text) => ({ minute: +text }),
    write: (date) => padded(date.getUTCMinutes()),
  },
  S: {
    pattern: '\\d{2}',
    read: (text) => ({ second: +text }),
    write: (date) => padded(date.getUTCSeconds()),
  },
  f: {
    pattern: '\\d{1,9}',
    read: (text) => ({ millisecond: Math.floor(+`0.${text}` * 1000 + 1e-6) }),
    write: (date) => padded(date.getUTCMilliseconds(), 3),
  },
}

/** What is wrong with a format; undefined for one that can be read and written. */
export function explainTimeFormat(format: string): string | undefined {
  const names = [...format.matchAll(/%(.?)/g)].map(([, name]) => name!)
  const unknown = names.find((name) => !Object.hasOwn(directives, name))
  if (unknown !== undefined)
    return `%${unknown} is not known: the directives are ${Object.keys(directives)
      .map((name) => `%${name}`)
      .join(' ')}`
  if (names.length === 0) return 'has no directive: write how the time is written, %Y%m%dT%H%M%S'
  return undefined
}

/** A regular expression of one group for each directive, with what reads the texts of these groups. */
export function readerOf(format: string): { pattern: string; read: (texts: string[]) => TimeParts } {
  const names: string[] = []
  const pattern = format.replace(/%(.)|([\\^$.*+?()[\]{}|])/g, (_, name: string | undefined, special) => {
    if (name === undefined) return `\\${special}`
    names.push(name)
    return `(${directives[name]!.pattern})`
  })
  return {
    pattern,
    read: (texts) => Object.assign({}, ...names.map((name, i) => directives[name]!.read(texts[i]!))),
  }
}

/** An instant as a format has it, in UTC. */
export function formatInstant(instant: Instant, format: string): string {
  const date = new Date(instant)
  return format.replace(/%(.)/g, (_, name: string) => directives[name]!.write(date))
}

/**
 * The span that the parts stand for: a whole day where they say no more than the day; one instant where they say the
 * second.
 * @param from an instant to take the date of, where the parts are but a time of day: the first such time after it
 * @returns undefined for what is no date, or no time of a day
 */
export function spanOf(parts: TimeParts, from?: Instant): InstantSpan | undefined {
  const { hour, minute, second, millisecond } = parts
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 60) return undefined
  const clock = (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + (millisecond ?? 0)
  const length = second !== undefined ? 1 : minute !== undefined ? minuteLength : hourLength
  if (parts.year === undefined) {
    if (hour === undefined || from === undefined) return undefined
    const onTheDay = from - (((from % dayLength) + dayLength) % dayLength) + clock
    const first = onTheDay + length - 1 < from ? onTheDay + dayLength : onTheDay
    return { first, last: first + length - 1 }
  }
  const date = dateSpan(parts)
  if (date === undefined) return undefined
  if (hour === undefined) return date
  return { first: date.first + clock, last: date.first + clock + length - 1 }
}

const minuteLength = 60_000
const hourLength = 60 * minuteLength
const dayLength = 24 * hourLength

/** A year, a month or a day. */
function dateSpan({ year = 0, month, day, dayOfYear }: TimeParts): InstantSpan | undefined {
  if (dayOfYear !== undefined) {
    const first = Date.UTC(year, 0, dayOfYear)
    const within = dayOfYear >= 1 && new Date(first).getUTCFullYear() === year
    return within ? { first, last: first + dayLength - 1 } : undefined
  }
  if (month === undefined) return { first: Date.UTC(year, 0), last: Date.UTC(year + 1, 0) - 1 }
  if (month < 1 || month > 12) return undefined
  if (day === undefined) return { first: Date.UTC(year, month - 1), last: Date.UTC(year, month) - 1 }
  const first = Date.UTC(year, month - 1, day)
  return new Date(first).getUTCDate() === day && day > 0 ? { first, last: first + dayLength - 1 } : undefined
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / dayLength) + 1
}
