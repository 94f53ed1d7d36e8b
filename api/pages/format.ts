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
  /** 1 June 2025 */
  day(instant: Instant): string
  /** 1 June 2025, 12:00:30 UTC */
  moment(instant: Instant): string
  /** Between two days, or that day where they are one. */
  days(start: Instant, end: Instant): string
  /** To three digits, in units of 1000. */
  bytes(value: number): string
}

const bytesUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

function makeFormats(language: Language): Formats {
  const locale = locales[language]
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const plural = new Intl.PluralRules(locale)
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: 'UTC' })
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
    day: (instant) => days.format(instant),
    moment: (instant) => `${days.format(instant)}, ${times.format(instant)} UTC`,
    days: (start, end) => days.formatRange(start, end),
    bytes(value) {
      const power = Math.min(sizes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
      return sizes[power]!.format(value / 1000 ** power)
    },
  }
}

export const formats: Record<Language, Formats> = { en: makeFormats('en'), fr: makeFormats('fr') }
