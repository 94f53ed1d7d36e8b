import type { FileQuery, FileRecord } from '../ledger.ts'
import { withSlash } from '../ledger.ts'
import type { Database } from './database.ts'

const columns = 'path, size, modified, reading, outcome, reason, collection, id, checksum, at, attempts'

type StoredFile = [
  path: string,
  size: number,
  modified: number,
  reading: string,
  outcome: FileRecord['outcome'],
  reason: string | null,
  collection: string | null,
  id: string | null,
  checksum: string | null,
  at: number,
  attempts: number,
]

/** Within a transaction of its caller. */
export function writeFiles(database: Database, files: readonly FileRecord[]): void {
  for (const file of files) {
    const { path, size, modified, reading, outcome, reason, collection, id, checksum, at, attempts } = file
    database.run(
      `INSERT OR REPLACE INTO file (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[path, size, modified, reading, outcome, reason ?? null, collection ?? null, id ?? null],
      ...[checksum ?? null, at, attempts],
    )
  }
}

export function readFileRecords(database: Database, paths: readonly string[]): FileRecord[] {
  return database.reading(() =>
    paths.flatMap((path) => {
      const row = database.row<StoredFile>(`SELECT ${columns} FROM file WHERE path = ?`, path)
      return row ? [recordOf(row)] : []
    }),
  )
}

export function listFiles(database: Database, query: FileQuery): FileRecord[] {
  const { under, outcome, granule, after, limit } = query
  const conditions: string[] = []
  const values: (string | number)[] = []
  const add = (condition: string, ...bound: string[]) => {
    conditions.push(condition)
    values.push(...bound)
  }
  if (under !== undefined) {
    // What lies in a folder stands between `folder/` and the character after the slash.
    const first = withSlash(under)
    add('(path = ? OR (path >= ? AND path < ?))', under, first, `${first.slice(0, -1)}0`)
  }
  if (outcome !== undefined)
    add(
      outcome === 'failed' ? "outcome = 'failed'" : 'outcome = ?',
      ...(outcome === 'failed' ? [] : [outcome]),
    )
  if (granule) add('collection = ? AND id = ?', granule.collection, granule.id)
  if (after !== undefined) add('path > ?', after)
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  return database
    .rows<StoredFile>(`SELECT ${columns} FROM file ${where} ORDER BY path LIMIT ?`, ...values, limit)
    .map(recordOf)
}

export function forgetFiles(database: Database, paths: readonly string[]): void {
  database.writing(() => {
    for (const path of paths) database.run('DELETE FROM file WHERE path = ?', path)
  })
}

/** Within a transaction of its caller: those of one granule, or of all of a collection. */
export function forgetGranuleFiles(database: Database, collection: string, id?: string): void {
  if (id === undefined) database.run('DELETE FROM file WHERE collection = ? AND id IS NOT NULL', collection)
  else database.run('DELETE FROM file WHERE collection = ? AND id = ?', collection, id)
}

function recordOf(row: StoredFile): FileRecord {
  const [path, size, modified, reading, outcome, reason, collection, id, checksum, at, attempts] = row
  return {
    ...{ path, size, modified, reading, outcome, at, attempts },
    ...(reason !== null && { reason }),
    ...(collection !== null && { collection }),
    ...(id !== null && { id }),
    ...(checksum !== null && { checksum }),
  }
}
