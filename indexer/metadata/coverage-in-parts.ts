import type { Instant } from '../../catalog/granule.ts'
import type { FileAttributes } from './attributes.ts'

/** What is known of a coverage. */
type Known = Partial<Record<'start' | 'end', { instant: Instant; source: string }>>

/** A year, a day of the year and the milliseconds of the day, as numbers. */
const ordinals: [year: string[], day: string[], milliseconds: string[], end: 'start' | 'end'][] = [
  [
    ['start_year', 'startdatayr'],
    ['start_day', 'startdatady'],
    ['start_millisec', 'startdatatime_ms'],
    'start',
  ],
  [['end_year', 'enddatayr'], ['end_day', 'enddatady'], ['end_millisec', 'enddatatime_ms'], 'end'],
]

/** Starts and ends as a year, a day of it and the milliseconds of that day. */
export function readOrdinal(attributes: FileAttributes, coverage: Known): void {
  for (const [years, days, milliseconds, end] of ordinals) {
    const year = attributes.number(...years)
    const day = attributes.number(...days)
    if (coverage[end] !== undefined || year === undefined || day === undefined) continue
    const clock = attributes.number(...milliseconds) ?? 0
    coverage[end] = {
      instant: Date.UTC(year, 0, day) + clock,
      source: `attributes ${years[0]}, ${days[0]} and ${milliseconds[0]} (or their like)`,
    }
  }
}

/** An instant in attributes of which each holds a part, down to the minute at least. */
export function readParts(attributes: FileAttributes, coverage: Known): void {
  const names = ['year', 'month', 'day', 'hour', 'minute', 'second']
  const [year, month, day, hour, minute, second = 0] = names.map((name) => {
    const found = attributes.find(name)
    return found?.group === '/' ? attributes.number(name) : undefined
  })
  if (year === undefined || month === undefined || day === undefined) return
  if (hour === undefined || minute === undefined || year < 1950) return
  const instant = Date.UTC(year, month - 1, day, hour, minute) + second * 1000
  const isDate = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12
  if (!isDate || hour > 24 || minute > 59 || second > 60) return
  coverage.start = { instant, source: `attributes ${names.join(', ')}` }
}
