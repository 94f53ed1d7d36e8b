import type { Database } from './database.ts'
import type { Scope } from './scope.ts'
import type { Stratum } from './strata.ts'
import { STRETCH } from './units.ts'

/** How many granules overlap the period, from what has been counted before as far as that goes. */
export function countByIndex(database: Database, scope: Scope): number {
  return scope.strata.reduce((count, stratum) => count + countStratum(database, stratum, scope), 0)
}

/** Those that start within the period overlap it, however short they are; of those that start before, some do. */
function countStratum(database: Database, stratum: Stratum, { start, end }: Scope): number {
  const { collection, class: index, granules, firstStart, lastStart, longest } = stratum
  if (firstStart >= start && lastStart <= end) return granules
  const starting = (low: number, high: number, bound: '<' | '<=', least = -Infinity): number =>
    database.row<[number]>(
      `SELECT count(*) FROM granule INDEXED BY granule_by_time
       WHERE collection = ? AND class = ? AND "start" >= ? AND "start" ${bound} ? AND "end" >= ?`,
      ...[collection, index, low, high, least],
    )![0]
  const [from, to] = [Math.max(start, firstStart), Math.min(end, lastStart)]
  const before = firstStart < start ? starting(start - longest, start, '<', start) : 0
  const [first, last] = [Math.ceil(from / STRETCH), Math.floor(to / STRETCH)]
  if (first >= last) return before + starting(from, to, '<=')
  const [whole] = database.row<[number]>(
    `SELECT ifnull(sum(granules), 0) FROM census
     WHERE collection = ? AND class = ? AND stretch >= ? AND stretch < ?`,
    ...[collection, index, first, last],
  )!
  return before + starting(from, first * STRETCH, '<') + whole + starting(last * STRETCH, to, '<=')
}
