import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { CatalogUnavailableError } from '../errors.ts'
import { resource } from '../resource.ts'
import { fillBlocks } from './blocks.ts'
import { connect, type Database, isBusy, PATIENCE } from './database.ts'

/** "OcNd": marks the file as a catalogue of Oceanid (PRAGMA application_id). */
const APPLICATION = 0x4f634e64

/** The version that brought the columns: what SQL cannot make of the granules that are there is made here. */
const WITH_COLUMNS = 5

/**
 * Opens the file, makes it where there is none, and brings it to the newest version.
 *
 * @throws CatalogUnavailableError for what is no catalogue, or one of a newer version
 */
export function openDatabase(path: string, readOnly: boolean): Database {
  if (readOnly && path !== ':memory:' && !existsSync(path)) {
    throw new CatalogUnavailableError(`there is no catalogue at ${path}: index some files into it first`)
  }
  const database = connect(path, readOnly)
  try {
    checkFile(database, path)
    if (readOnly) checkVersion(database, path)
    else prepareToWrite(database, path)
    // Reads through the page cache of the system, of which all processes have one copy.
    database.execute('PRAGMA mmap_size = 2147418112; PRAGMA cache_size = -65536; PRAGMA temp_store = memory')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function checkFile(database: Database, path: string): void {
  if (pragma(database, 'application_id') === APPLICATION) return
  const [tables] = database.row<[number]>('SELECT count(*) FROM sqlite_schema')!
  if (tables > 0) throw new CatalogUnavailableError(`${path} belongs to another program: choose another file`)
  if (database.readOnly) throw new CatalogUnavailableError(`${path} is empty: index some files into it first`)
}

function checkVersion(database: Database, path: string): void {
  const version = pragma(database, 'user_version')
  const newest = steps().at(-1)!.version
  if (version > newest) {
    throw new CatalogUnavailableError(
      `${path} is of version ${version} and this Oceanid knows up to ${newest}: use a newer Oceanid`,
    )
  }
  if (version < newest && database.readOnly) {
    throw new CatalogUnavailableError(
      `${path} is of version ${version}, older than ${newest}: open it once for writing, which brings it up to date`,
    )
  }
}

function prepareToWrite(database: Database, path: string): void {
  checkVersion(database, path)
  // Readers and one writer do not wait for each other, and a commit is on the disk when it returns.
  waitWhileBusy(() => database.execute('PRAGMA journal_mode = wal'))
  database.execute('PRAGMA synchronous = full; PRAGMA wal_autocheckpoint = 8192')
  const missing = () => steps().filter(({ version }) => version > pragma(database, 'user_version'))
  if (missing().length === 0) return
  database.writing(() => {
    // Another process may have done it between the question and the lock.
    for (const { version, file } of missing()) {
      database.execute(readFileSync(file, 'utf8'))
      if (version === WITH_COLUMNS) fillBlocks(database)
      database.execute(`PRAGMA user_version = ${version}; PRAGMA application_id = ${APPLICATION}`)
    }
  })
}

/** SQLite itself waits for other processes, but not to change the journal: several may have just made the file. */
function waitWhileBusy(work: () => void): void {
  for (let waited = 0; ; waited += 50) {
    try {
      work()
      return
    } catch (error) {
      if (!isBusy(error) || waited > PATIENCE) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  }
}

/** The scripts of `mappings/sqlite`, each of which leads from the version before to its own. */
function steps(): { version: number; file: URL }[] {
  const folder = resource('mappings/sqlite/')
  return readdirSync(folder)
    .filter((name) => /^\d+\.sql$/.test(name))
    .map((name) => ({ version: Number.parseInt(name, 10), file: new URL(name, folder) }))
    .sort((a, b) => a.version - b.version)
}

function pragma(database: Database, name: string): number {
  return Number(database.row(`PRAGMA ${name}`)![0])
}
