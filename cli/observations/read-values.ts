import { InvalidQueryError } from '../../catalog/errors.ts'
import { parseInstantSpan } from '../../catalog/parse/instant.ts'
import { parseTimeUnits, type TimeReference, toInstant } from '../../indexer/metadata/cf-time.ts'

interface Span {
  start: number
  end: number
}

/** Numbers greater than this are milliseconds of the Unix epoch, others seconds: 1e11 s is the year 5138. */
const mostSeconds = 1e11

const day = 86_400_000

/** JULD of Argo and others counts days from there. */
const juld: TimeReference = { unit: day, epoch: Date.UTC(1950, 0, 1), scale: 'utc' }

/** How the numbers of a column are to be read that is called so, or has such units. */
export function timeReference(heading: string, units: string | undefined): TimeReference | undefined {
  const said = units === undefined ? undefined : parseTimeUnits(units)
  return said ?? (/^juld\b/i.test(heading.trim()) ? juld : undefined)
}

/**
 * A date, a date-time or a number. A date without a time of day stands for all of that day.
 * @throws InvalidQueryError for what is neither
 */
export function readTime(value: string | number, reference?: TimeReference): Span {
  const text = String(value).trim()
  const number = text === '' ? Number.NaN : Number(text)
  if (reference && Number.isFinite(number)) return at(toInstant(number, reference))
  if (Number.isFinite(number) && !/^(?:1[89]|2[01])\d{6}$/.test(text)) {
    if (!(Math.abs(number) >= day / 1000)) {
      throw new InvalidQueryError('time', `${text} says not since when it is counted: name the units`)
    }
    return at(Math.abs(number) > mostSeconds ? number : 1000 * number)
  }
  const { first, last } = parseInstantSpan(text.replaceAll('/', '-'), 'time')
  return last - first >= day - 1 ? { start: first, end: last } : at(first)
}

/** Degrees, with a letter for the side where there is one: `-12.5`, `12.5 S`, `94.8W`; `-12,5` where a comma cannot divide columns. */
export function readDegrees(text: string, decimalComma = false): number {
  const match = /^([+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?)\s*°?\s*([NSEW])?$/i.exec(text.trim())
  if (!match || (!decimalComma && match[1]!.includes(','))) return Number.NaN
  const value = Number(match[1]!.replace(',', '.'))
  return /[SW]/i.test(match[2] ?? '') ? 0 - value : value
}

function at(instant: number): Span {
  return { start: instant, end: instant }
}
