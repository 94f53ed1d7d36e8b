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
