import { type Database, explainFailure } from './database.ts'
import { openDatabase } from './schema.ts'

/** Copies the catalogue as it is at one moment into a new file, which is compact. Others may read and write meanwhile. */
export function backupCatalog(path: string, copy: string): void {
  withDatabase(path, true, (database) => database.run('VACUUM INTO ?', copy))
}

/** Rewrites the file without what was deleted. Nothing else can write meanwhile; it takes as much room again on the disk. */
export function vacuumCatalog(path: string): void {
  withDatabase(path, false, (database) => {
    database.execute('VACUUM')
    // The log holds the new file whole until it is written back.
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
  })
}

/** What every granule has one of, and what there is of it for no granule; collections as their granules add up. */
const checks = [
  [
    'granules without a footprint',
    'SELECT count(*) FROM granule WHERE number NOT IN (SELECT number FROM footprint)',
  ],
  [
    'granules without segments',
    'SELECT count(*) FROM granule WHERE number NOT IN (SELECT number FROM segment)',
  ],
  [
    'footprints of no granule',
    'SELECT count(*) FROM footprint WHERE number NOT IN (SELECT number FROM granule)',
  ],
  ['segments of no granule', 'SELECT count(*) FROM segment WHERE number NOT IN (SELECT number FROM granule)'],
  [
    'ground tracks of no granule',
    'SELECT count(*) FROM track WHERE number NOT IN (SELECT number FROM granule)',
  ],
  [
    'granules of no collection',
    'SELECT count(*) FROM granule WHERE collection NOT IN (SELECT number FROM collection)',
  ],
  [
    'collections whose granules are not as many as counted',
    `SELECT count(*) FROM collection c WHERE
       (SELECT count(*) FROM granule WHERE collection = c.number) <>
       (SELECT ifnull(sum(granules), 0) FROM stratum WHERE collection = c.number)`,
  ],
] as const

/** What is wrong with the catalogue: as SQLite sees the file and its indices, and as its tables stand to each other. */
export function checkCatalog(path: string): string[] {
  return withDatabase(path, true, (database) =>
    database.reading(() => {
      const file = database.rows<[string]>('PRAGMA integrity_check').map(([message]) => message)
      if (file.length !== 1 || file[0] !== 'ok') return file
      return checks.flatMap(([flaw, sql]) => {
        const [count] = database.row<[number]>(sql)!
        return count === 0 ? [] : [`${count} ${flaw}`]
      })
    }),
  )
}

function withDatabase<T>(path: string, readOnly: boolean, work: (database: Database) => T): T {
  try {
    const database = openDatabase(path, readOnly)
    try {
      return work(database)
    } finally {
      database.close()
    }
  } catch (error) {
    throw explainFailure(error, path)
  }
}
