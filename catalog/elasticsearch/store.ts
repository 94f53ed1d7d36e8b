import { checkAggregations } from '../aggregate/check.ts'
import { checkGranules, checkPage, checkQuery } from '../check.ts'
import { InvalidQueryError, PartlyStoredError, type Refusal } from '../errors.ts'
import { outcomeOf, recordsToWrite } from '../fate.ts'
import { compareText } from '../fields.ts'
import type { FileRecord } from '../ledger.ts'
import { narrow } from '../narrow.ts'
import { relations } from '../query.ts'
import type { Capabilities, PutOutcome, Store } from '../store.ts'
import { aggregateMatches } from './aggregate.ts'
import { type Connection, connect } from './connect.ts'
import { fromDocument, type ReadDocument, readFields } from './document.ts'
import { openIndices } from './indices.ts'
import { catalogVersion, noCatalog } from './layout.ts'
import { openLedger } from './ledger.ts'
import { openLoad } from './load.ts'
import { type Names, namesFor } from './names.ts'
import type { ElasticsearchOptions } from './options.ts'
import { countMatches, searchPage } from './page.ts'
import { planQuery } from './plan.ts'
import { openWriter } from './put.ts'
import { search, targetOf } from './search.ts'
import { summarise } from './summary.ts'
import { checkVersion } from './templates.ts'
import { summariseProperties } from './vocabulary.ts'

const capabilities: Capabilities = {
  engine: 'elasticsearch',
  relations,
  conditions: true,
  aggregation: true,
}

/**
 * A catalogue in Elasticsearch 8 or 9: `https://user:password@host:9200/prefix`. An empty cluster becomes one with the first write.
 *
 * @throws InvalidQueryError for a URL that does not name a catalogue
 * @throws CatalogUnavailableError where the cluster does not answer, refuses, or holds a catalogue of a later version
 */
export async function openElasticsearchStore(
  url: string,
  options: ElasticsearchOptions = {},
): Promise<Store> {
  const { connection, names } = connectCatalog(url, options)
  try {
    const version = await catalogVersion(connection, names)
    if (version !== undefined) checkVersion(version, names.prefix)
    else if (options.readOnly) throw noCatalog(connection, names)
  } catch (error) {
    await connection.client.close()
    throw error
  }
  return storeOf(connection, names, options.bulkLoad === true)
}

/** @throws InvalidQueryError for a URL that does not name a catalogue */
export function connectCatalog(
  url: string,
  options: ElasticsearchOptions,
): { connection: Connection; names: Names } {
  if (!URL.canParse(url)) {
    throw new InvalidQueryError('catalog', 'is written https://user:password@host:9200/prefix')
  }
  const parsed = new URL(url)
  const names = namesFor(parsed.pathname.replace(/^\//, '').replace(/\/$/, ''))
  return { connection: connect(parsed, options), names }
}

function storeOf(connection: Connection, names: Names, bulkLoad: boolean): Store {
  const indices = openIndices(connection, names)
  const load = bulkLoad ? openLoad(connection, names) : undefined
  const writer = openWriter(connection, names, indices, load)
  const ledger = openLedger(connection, names)
  return {
    capabilities,

    async put(granules, files = []) {
      checkGranules(granules)
      const { fates, refused } = await writer.put(granules)
      const records = recordsToWrite(files, granules, fates)
      await ledger.write(records.filter((file) => !isRefused(refused, file)))
      const outcomes = fates.map((fate) => fate && outcomeOf(fate))
      if (refused.length > 0) throw new PartlyStoredError(refused, outcomes)
      return outcomes as PutOutcome[]
    },

    async get(collection, id) {
      await indices.check()
      const { hits } = await search<ReadDocument>(
        targetOf(connection, names, { collections: [collection] }),
        {
          query: { bool: { filter: [{ term: { collection } }, { term: { id } }] } },
          size: 1,
          sort: [{ updated: 'desc' }],
          _source: [...readFields, 'segments', 'track'],
        },
      )
      const document = hits.hits[0]?._source
      return document && fromDocument(document)
    },

    async delete(collection, id) {
      // First, so that a crash in between leaves no file taken for indexed whose granule is gone.
      await ledger.forgetGranule(collection, id)
      return writer.delete(collection, id)
    },

    async search(asked, page) {
      checkQuery(asked)
      const query = narrow(asked)
      checkPage(page)
      const divided = await indices.check()
      return searchPage(targetOf(connection, names, query, divided), planQuery(query), page)
    },

    async count(asked) {
      checkQuery(asked)
      const query = narrow(asked)
      const divided = await indices.check()
      return countMatches(targetOf(connection, names, query, divided), planQuery(query))
    },

    async aggregate(asked, aggregations) {
      checkQuery(asked)
      const query = narrow(asked)
      checkAggregations(aggregations)
      const divided = await indices.check()
      return aggregateMatches(targetOf(connection, names, query, divided), planQuery(query), aggregations)
    },

    async properties(collections = []) {
      await indices.check()
      return summariseProperties(connection, names, collections)
    },

    putCollection: (collection) => indices.describe(collection),

    async deleteCollection(id) {
      await ledger.forgetGranule(id)
      return indices.remove(id)
    },

    async collection(id) {
      const collection = (await indices.registry()).collections.get(id)
      if (!collection) return undefined
      return (await summarise(connection, names, [collection]))[0]
    },

    async collections() {
      const { collections } = await indices.registry()
      const described = [...collections.values()].sort((a, b) => compareText(a.id, b.id))
      return summarise(connection, names, described)
    },

    access: () => indices.access(),

    files: (paths) => ledger.read(paths),

    listFiles: (query) => ledger.list(query),

    forgetFiles: (paths) => ledger.forget(paths),

    async close() {
      try {
        await load?.end()
      } finally {
        await connection.client.close()
      }
    },
  }
}

/** A record speaks of a granule that the cluster did not take. */
function isRefused(refused: readonly Refusal[], { collection, id }: FileRecord): boolean {
  return refused.some((one) => one.collection === collection && one.id === id)
}
