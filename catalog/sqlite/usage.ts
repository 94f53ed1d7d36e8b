import { existsSync, readFileSync } from 'node:fs'
import { CatalogUnavailableError } from '../errors.ts'
import { resource } from '../resource.ts'
import type { CellCount, UsageLog, UseCount } from '../usage/usage.ts'
import { connect, explainFailure } from './database.ts'

/** "OcUs": marks the file as statistics of Oceanid (PRAGMA application_id). */
const APPLICATION = 0x4f635573

/** Milliseconds to wait for another process that adds: searches wait meanwhile, and it can be added later. */
const patience = 200

type UseRow = [
  day: string,
  kind: UseCount['kind'],
  collection: string,
  protocol: string,
  client: string,
  ...number[],
]

/**
 * Statistics of use in a file of their own, so that they neither wait for the catalogue nor fill its disk.
 *
 * @throws CatalogUnavailableError for a file that cannot be opened, or is something else
 */
export async function openSqliteUsage(path: string, options: { readOnly?: boolean } = {}): Promise<UsageLog> {
  const attempt = async <T>(work: () => T): Promise<T> => {
    try {
      return work()
    } catch (error) {
      throw explainFailure(error, path)
    }
  }
  if (options.readOnly && !existsSync(path)) {
    throw new CatalogUnavailableError(
      `there are no statistics at ${path}: "oceanid serve --statistics DAYS" takes them`,
    )
  }
  const database = await attempt(() => connect(path, options.readOnly === true, patience))
  await attempt(() => {
    const kept = Number(database.row('PRAGMA application_id')![0])
    const [tables] = database.row<[number]>('SELECT count(*) FROM sqlite_schema')!
    if (kept !== APPLICATION && tables > 0) {
      throw new CatalogUnavailableError(`${path} holds no statistics: choose another file`)
    }
    if (database.readOnly) return
    // A commit does not wait for the disk: a loss of power may cost the last minutes, and nothing else.
    database.execute('PRAGMA journal_mode = wal; PRAGMA synchronous = normal')
    database.writing(() => {
      database.execute(readFileSync(resource('mappings/sqlite/usage.sql'), 'utf8'))
      database.execute(`PRAGMA application_id = ${APPLICATION}`)
    })
  })

  return {
    add: (uses, cells) =>
      attempt(() =>
        database.writing(() => {
          for (const { day, kind, collection = '', protocol, client, requests, granules, bytes } of uses) {
            database.run(
              `INSERT INTO use VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                 requests = requests + excluded.requests, granules = granules + excluded.granules, bytes = bytes + excluded.bytes`,
              ...[day, kind, collection, protocol, client, requests, granules, bytes],
            )
          }
          for (const { day, collection = '', cell, requests } of cells) {
            database.run(
              'INSERT INTO cell VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET requests = requests + excluded.requests',
              ...[day, collection, cell, requests],
            )
          }
        }),
      ),
    uses: (from, to) =>
      attempt(() =>
        database
          .rows<UseRow>('SELECT * FROM use WHERE day BETWEEN ? AND ?', from, to)
          .map(([day, kind, collection, protocol, client, requests = 0, granules = 0, bytes = 0]) => ({
            ...{ day, kind, protocol, client, requests, granules, bytes },
            ...(collection !== '' && { collection }),
          })),
      ),
    cells: (from, to) =>
      attempt(() =>
        database
          .rows<[string, number, number]>(
            'SELECT collection, cell, sum(requests) FROM cell WHERE day BETWEEN ? AND ? GROUP BY collection, cell',
            from,
            to,
          )
          .map(
            ([collection, cell, requests]): Omit<CellCount, 'day'> => ({
              ...{ cell, requests },
              ...(collection !== '' && { collection }),
            }),
          ),
      ),
    forget: (before) =>
      attempt(() =>
        database.writing(() => {
          for (const table of ['use', 'cell']) database.run(`DELETE FROM ${table} WHERE day < ?`, before)
        }),
      ),
    close: () => attempt(() => database.close()),
  }
}
