import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { CatalogUnavailableError } from '../errors.ts'

export type Row = SQLOutputValue[]

/** A connection that prepares each statement once. Values come as arrays, in the order of the columns. */
export interface Database {
  readonly readOnly: boolean
  rows<R extends unknown[] = Row>(sql: string, ...values: SQLInputValue[]): R[]
  row<R extends unknown[] = Row>(sql: string, ...values: SQLInputValue[]): R | undefined
  /** One at a time; nothing else may run the same statement meanwhile. */
  each<R extends unknown[] = Row>(sql: string, ...values: SQLInputValue[]): Iterable<R>
  /** The number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number
  /** Several statements, more than one a text: for the schema. */
  execute(sql: string): void
  /** Another text whenever this connection or another has changed something. */
  version(): string
  /** What `work` reads is one state of the catalogue, whatever other processes write meanwhile. */
  reading<T>(work: () => T): T
  /** All of `work` or nothing; other processes that write wait. */
  writing<T>(work: () => T): T
  close(): void
}

/** How long to wait for another process that writes, in milliseconds. */
export const PATIENCE = 30_000

export function connect(path: string, readOnly: boolean, timeout = PATIENCE): Database {
  const connection = new DatabaseSync(path, { readOnly, timeout })
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = connection.prepare(sql)
      statement.setReturnArrays(true)
      statements.set(sql, statement)
    }
    return statement
  }
  const transaction = <T>(begin: string, work: () => T): T => {
    prepare(begin).run()
    try {
      const result = work()
      prepare('COMMIT').run()
      return result
    } catch (error) {
      if (connection.isTransaction) prepare('ROLLBACK').run()
      throw error
    }
  }
  /** Statements of this connection that may have changed something: `data_version` tells of others alone. */
  let changes = 0
  const readVersion = () => {
    const [others] = prepare('PRAGMA data_version').get() as unknown as [number]
    return `${others} ${changes}`
  }
  /** That of the state that is being read, once it is known. */
  let version: string | undefined
  let isReading = false
  return {
    readOnly,
    // With `setReturnArrays` rows are arrays, which the types of node:sqlite cannot say.
    rows: <R>(sql: string, ...values: SQLInputValue[]) => prepare(sql).all(...values) as unknown as R[],
    row: <R>(sql: string, ...values: SQLInputValue[]) =>
      prepare(sql).get(...values) as unknown as R | undefined,
    each: <R>(sql: string, ...values: SQLInputValue[]) =>
      prepare(sql).iterate(...values) as unknown as Iterable<R>,
    run: (sql, ...values) => {
      changes++
      return Number(prepare(sql).run(...values).changes)
    },
    execute: (sql) => {
      changes++
      connection.exec(sql)
    },
    version: () => {
      if (!isReading) return readVersion()
      version ??= readVersion()
      return version
    },
    reading: (work) =>
      transaction('BEGIN', () => {
        isReading = true
        try {
          return work()
        } finally {
          isReading = false
          version = undefined
        }
      }),
    writing: (work) => transaction('BEGIN IMMEDIATE', work),
    close: () => connection.close(),
  }
}

/** SQLite's own failures as what they mean to whoever runs the catalogue; others as they are. */
export function explainFailure(error: unknown, path: string): unknown {
  const meaning = meanings.get(resultCode(error))
  if (!meaning) return error
  return new CatalogUnavailableError(`${path} ${meaning} (${(error as Error).message})`, { cause: error })
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === 5
}

function resultCode(error: unknown): number {
  const code = (error as { errcode?: unknown } | undefined)?.errcode
  return typeof code === 'number' ? code & 0xff : 0
}

/** Primary result codes, https://www.sqlite.org/rescode.html */
const meanings = new Map([
  [5, 'is being written by another process that does not end: try again later'],
  [6, 'is being changed by another process: try again later'],
  [8, 'can only be read: check the permissions of the file and its folder'],
  [10, 'cannot be read or written: check the disk'],
  [11, 'is damaged: restore a copy, or index the files again into a new catalogue'],
  [13, 'cannot grow: the disk is full'],
  [
    14,
    'cannot be opened: it must be readable, and its folder writable, also to read (FILE-wal and FILE-shm are made)',
  ],
  [23, 'may not be opened'],
  [26, 'is not an Oceanid catalogue: choose another file'],
])
