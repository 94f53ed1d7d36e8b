import type { SQLInputValue } from 'node:sqlite'
import { boxInside, boxMeets, type PreparedArea } from './area.ts'
import type { Database } from './database.ts'
import type { Scope } from './scope.ts'
import { collectionOf, eraOf } from './units.ts'

/** A granule that the index proposes; its footprint is there when that must decide. */
export type Candidate = [number: number, start: number, end: number, shape: Uint8Array | null]

/** Granules whose start (or end) lies in low <= instant < high. */
export interface Window {
  key: 'start' | 'end'
  low: number
  high: number
}

export const always: Window = { key: 'start', low: -Infinity, high: Infinity }

/**
 * SQL that goes through the granules, stratum by stratum, whose start lets them reach into the period and the window.
 * One lower and one upper bound: given two on one side, SQLite would follow either.
 */
export function reaching(scope: Scope, { key, low, high }: Window): { sql: string; values: SQLInputValue[] } {
  const [least, reach] = key === 'start' ? [low, scope.start] : [-Infinity, Math.max(low, scope.start)]
  return {
    sql: `g.collection = s.collection AND g.class = s.class
      AND g."start" >= max(?, ? - ${LONGEST}) AND g."start" ${scope.end < high ? '<=' : '<'} ?`,
    values: [least, reach, Math.min(scope.end, high)],
  }
}

/** What no granule of stratum s exceeds, in milliseconds: `longestOf`. */
const LONGEST = '(60000 << 2 * s.class)'

/** SQL that leaves the strata of the collections asked for. */
export function ofScope({ named, collections }: Scope): { sql: string; values: SQLInputValue[] } {
  return named
    ? { sql: 's.collection IN (SELECT value FROM json_each(?))', values: [JSON.stringify(collections)] }
    : { sql: '1', values: [] }
}

/** By time: all that overlap the period and whose box meets the area. */
export function byTime(
  database: Database,
  scope: Scope,
  area: PreparedArea | undefined,
  window = always,
  few = false,
): Iterable<Candidate> {
  const meets = area && boxMeets(area.boxes)
  const inside = area && boxInside(area.rectangles)
  const disjoint = area?.relation === 'disjoint'
  const sure = disjoint ? meets && { ...meets, sql: `NOT ${meets.sql}` } : inside
  const proposed = (!disjoint && meets) || { sql: '1', values: [] }
  const shape = sure
    ? `CASE WHEN ${sure.sql} THEN NULL ELSE (SELECT f.shape FROM footprint f WHERE f.number = g.number) END`
    : 'NULL'
  const strata = ofScope(scope)
  const starts = reaching(scope, window)
  const byEnd = window.key === 'end'
  const sql = `SELECT g.number, g."start", g."end", ${shape}
    FROM stratum s CROSS JOIN granule g INDEXED BY granule_by_time
    WHERE ${strata.sql} AND ${starts.sql} AND g."end" >= ? ${byEnd ? 'AND g."end" < ?' : ''} AND ${proposed.sql}`
  const values = [
    ...[...(sure?.values ?? []), ...strata.values, ...starts.values],
    ...(byEnd ? [Math.max(scope.start, window.low), window.high] : [scope.start]),
    ...proposed.values,
  ]
  // Few rows are read faster at once than one by one.
  return few ? database.rows<Candidate>(sql, ...values) : database.each<Candidate>(sql, ...values)
}

/** The stretches of the axis of eras to look at: one a collection, or all of it. */
export function erasOf(scope: Scope): { collection?: number; first: number; last: number }[] {
  if (!scope.named && scope.start === -Infinity && scope.end === Infinity) {
    return [{ first: -Infinity, last: Infinity }]
  }
  return scope.collections.map((collection) => ({
    collection,
    first: eraOf(collection, scope.start),
    last: eraOf(collection, scope.end),
  }))
}

export function* byIds(
  database: Database,
  scope: Scope,
  ids: string[],
  area: PreparedArea | undefined,
): Iterable<Candidate> {
  const collections = new Set(scope.collections)
  const sql = `SELECT g.number, g."start", g."end", ${area ? 'f.shape' : 'NULL'}
    FROM granule g JOIN footprint f ON f.number = g.number WHERE g.id = ? AND g."start" <= ? AND g."end" >= ?`
  for (const id of new Set(ids)) {
    for (const candidate of database.rows<Candidate>(sql, id, scope.end, scope.start)) {
      if (collections.has(collectionOf(candidate[0]))) yield candidate
    }
  }
}
