import type { Instant } from '../../catalog/granule.ts'
import type { Instants } from '../coordinates.ts'

export interface TimeSpan {
  start: Instant
  end: Instant
}

/**
 * When rows `first` to `last` were taken: from their own times where they have any, never outside of the
 * granule's; else the share of the granule's time that the rows are of all rows.
 * @param time first instants of rows
 * @param count rows in all
 * @param until last instants of rows
 */
export function timeOfRows(
  time: Instants | undefined,
  first: number,
  last: number,
  count: number,
  granule: TimeSpan,
  until = time,
): TimeSpan {
  let [start, end] = [Infinity, -Infinity]
  for (let row = first; time && row <= last; row++) {
    if (time[row]! < start) start = time[row]!
    if (until![row]! > end) end = until![row]!
  }
  if (start > end) {
    const length = granule.end - granule.start
    const steps = Math.max(1, count - 1)
    start = granule.start + (length * first) / steps
    end = granule.start + (length * (count > 1 ? last : 1)) / steps
  }
  const within = (instant: number) => Math.min(granule.end, Math.max(granule.start, instant))
  return { start: within(Math.floor(start)), end: within(Math.ceil(end)) }
}
