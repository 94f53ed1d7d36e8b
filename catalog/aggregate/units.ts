import type { TimeUnit } from '../aggregation.ts'
import type { Instant } from '../granule.ts'

const lengths = { hour: 3_600_000, day: 86_400_000 } as const

/** The first instant of the year, month, day or hour (UTC) that an instant lies in. */
export function startOfUnit(instant: Instant, unit: TimeUnit): Instant {
  if (unit === 'hour' || unit === 'day') return Math.floor(instant / lengths[unit]) * lengths[unit]
  const date = new Date(instant)
  const first = new Date(0)
  first.setUTCFullYear(date.getUTCFullYear(), unit === 'month' ? date.getUTCMonth() : 0, 1)
  return first.getTime()
}

/** The first instant of the unit after the one that an instant lies in. */
export function startOfNextUnit(instant: Instant, unit: TimeUnit): Instant {
  // A leap year and a day, 31 days and one: longer than the unit, shorter than two.
  const longer = { year: 367, month: 32, day: 1, hour: 1 / 24 }[unit] * lengths.day
  return startOfUnit(startOfUnit(instant, unit) + longer, unit)
}
