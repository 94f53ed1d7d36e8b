import type { TimeUnit } from '../../catalog/aggregation.ts'
import type { Instant } from '../../catalog/granule.ts'
import { type Language, words } from './language.ts'
import type { Noun } from './words/en.ts'

/** Regions whose habits are taken: the day before the month, and hours to 24. */
const locales: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }

/** Numbers, dates and sizes as a language writes them. Times are in UTC. */
export interface Formats {
  number(value: number): string
  /** A number and what it counts. */
  count(value: number, noun: Noun): string
  /** What is counted, to stand alone. */
  counted(noun: Noun): string
  /** 1 June 2025 */
  day(instant: Instant): string
  /** 1 June 2025, 12:00:30 UTC */
  moment(instant: Instant): string
  /** Between two days, or that day where they are one. */
  days(start: Instant, end: Instant): string
  /** 2025; June 2025; 1 June 2025; 1 June 2025 at 12:00 */
  unit(instant: Instant, unit: TimeUnit): string
  /** 1 h 5 min */
  duration(milliseconds: number): string
  /** -5 min */
  signedDuration(milliseconds: number): string
  /** To three digits, in units of 1000. */
  bytes(value: number): string
}

const bytesUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

function makeFormats(language: Language): Formats {
  const locale = locales[language]
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const plural = new Intl.PluralRules(locale)
  const inUtc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const days = inUtc({ dateStyle: 'long' })
  const times = inUtc({ timeStyle: 'medium' })
  const units = {
    year: inUtc({ year: 'numeric' }),
    month: inUtc({ year: 'numeric', month: 'long' }),
    day: days,
    hour: inUtc({ dateStyle: 'long', timeStyle: 'short' }),
  }
  const sizes = bytesUnits.map(
    (unit) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumSignificantDigits: 3,
      }),
  )
  return {
    number: (value) => numbers.format(value),
    count(value, noun) {
      const { one, other } = words[language].counted[noun]
      return `${numbers.format(value)} ${plural.select(value) === 'one' ? one : other}`
    },
    counted: (noun) => words[language].counted[noun].other.replace(/^./, (first) => first.toUpperCase()),
    day: (instant) => days.format(instant),
    moment: (instant) => `${days.format(instant)}, ${times.format(instant)} UTC`,
    days: (start, end) => days.formatRange(start, end),
    unit: (instant, unit) => units[unit].format(instant),
    duration: (milliseconds) => durationOf(milliseconds, language),
    signedDuration: (milliseconds) =>
      `${milliseconds < -500 ? '−' : ''}${durationOf(Math.abs(milliseconds), language)}`,
    bytes(value) {
      const power = Math.min(sizes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
      return sizes[power]!.format(value / 1000 ** power)
    },
  }
}

/** The two greatest units of days, hours, minutes and seconds, which both languages write alike but for the day. */
function durationOf(milliseconds: number, language: Language): string {
  const seconds = Math.round(milliseconds / 1000)
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), words[language].units.day],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const first = parts.findIndex(([value]) => value > 0)
  if (first < 0) return '0 s'
  const shown = parts.slice(first, first + 2).filter(([value]) => value > 0)
  return shown.map(([value, unit]) => `${value} ${unit}`).join(' ')
}

export const formats: Record<Language, Formats> = { en: makeFormats('en'), fr: makeFormats('fr') }
