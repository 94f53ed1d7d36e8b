import { checkGranules } from '../check.ts'
import type { Collection, CollectionSummary } from '../granule.ts'
import { relations } from '../query.ts'
import type { Store } from '../store.ts'
import { rememberAccess } from './access.ts'
import { aggregateGranules, summariseProperties } from './aggregate.ts'
import { rememberAnswers } from './answers.ts'
import { type Database, explainFailure } from './database.ts'
import { extentsOf, refreshExtents } from './extents.ts'
import { findNumber, readGranule, rememberGranules } from './granules.ts'
import { forgetFiles, listFiles, readFileRecords } from './ledger.ts'
import { openDatabase } from './schema.ts'
import { countGranules, searchGranules } from './search.ts'
import { strataOf } from './strata.ts'
import { deleteCollection, deleteGranule, putCollection, putGranules } from './write.ts'

/**
 * Opens a catalogue in one SQLite file (`:memory:` for one that is gone when closed) and makes it where there is none, unless
 * it is only to be read. Several processes may have it open; they write one after the other.
 *
 * @throws CatalogUnavailableError for a file that cannot be opened, is no catalogue, or is of a newer version
 */
export async function openSqliteStore(path: string, options: { readOnly?: boolean } = {}): Promise<Store> {
  const attempt = async <T>(work: () => T): Promise<T> => {
    try {
      return work()
    } catch (error) {
      throw explainFailure(error, path)
    }
  }
  const database = await attempt(() => openDatabase(path, options.readOnly === true))
  const strata = strataOf(database)
  const answers = rememberAnswers(database)
  const memory = rememberGranules(database)
  const extent = extentsOf(database)
  const access = rememberAccess(database)

  return {
    capabilities: { engine: 'sqlite', relations, conditions: true, aggregation: true },
    put: (granules, files = []) =>
      attempt(() => {
        checkGranules(granules)
        return putGranules(database, granules, files)
      }),
    get: (collection, id) =>
      attempt(() =>
        database.reading(() => {
          const number = findNumber(database, collection, id)
          return number === undefined
            ? undefined
            : readGranule(database, number, { segments: true, tracks: true })
        }),
      ),
    delete: (collection, id) => attempt(() => deleteGranule(database, collection, id)),
    search: (query, page) => attempt(() => searchGranules(database, strata, answers, memory, query, page)),
    count: (query) => attempt(() => countGranules(database, strata, answers, query)),
    aggregate: (query, aggregations) =>
      attempt(() => aggregateGranules(database, strata, query, aggregations)),
    properties: (collections = []) => attempt(() => summariseProperties(database, collections)),
    putCollection: (collection) => attempt(() => putCollection(database, collection)),
    deleteCollection: (id) => attempt(() => deleteCollection(database, id)),
    collection: (id) =>
      attempt(() => database.reading(() => readSummaries(database, extent, 'WHERE id = ?', id)[0])),
    collections: () => attempt(() => database.reading(() => readSummaries(database, extent, 'ORDER BY id'))),
    access: () => attempt(access),
    files: (paths) => attempt(() => readFileRecords(database, paths)),
    listFiles: (query) => attempt(() => listFiles(database, query)),
    forgetFiles: (paths) => attempt(() => forgetFiles(database, paths)),
    close: () =>
      attempt(() => {
        try {
          if (!database.readOnly) refreshExtents(database)
        } finally {
          database.close()
        }
      }),
  }
}

function readSummaries(
  database: Database,
  extentOf: ReturnType<typeof extentsOf>,
  which: string,
  ...values: string[]
): CollectionSummary[] {
  const rows = database.rows<[number, string, number]>(
    `SELECT number, document,
       (SELECT ifnull(sum(granules), 0) FROM stratum WHERE stratum.collection = collection.number)
     FROM collection ${which}`,
    ...values,
  )
  return rows.map(([number, document, granules]) => {
    const extent = extentOf(number)
    return { ...(JSON.parse(document) as Collection), granules, ...(extent && { extent }) }
  })
}
