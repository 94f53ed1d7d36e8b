import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError } from '../errors.ts'
import { type FileQuery, type FileRecord, withSlash } from '../ledger.ts'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { createTolerant } from './layout.ts'
import { documentId, generationName, type Names } from './names.ts'
import { once } from './once.ts'
import { loadMapping } from './templates.ts'

export interface Ledger {
  /** The index is made with the first record. */
  write(files: readonly FileRecord[]): Promise<void>
  read(paths: readonly string[]): Promise<FileRecord[]>
  list(query: FileQuery): Promise<FileRecord[]>
  forget(paths: readonly string[]): Promise<void>
  /** Those of one granule, or of all of a collection. */
  forgetGranule(collection: string, id?: string): Promise<void>
}

/** Operations in one request. */
const most = 1_000

/** What is remembered of files, in an index of its own; a document's `_id` is the path. */
export function openLedger(connection: Connection, names: Names): Ledger {
  const { client } = connection
  const made = new Map<string, Promise<void>>()
  const index = names.ledger

  const create = () =>
    createTolerant(connection, {
      index: generationName(index, 1),
      aliases: { [index]: {} },
      ...loadMapping<Omit<estypes.IndicesCreateRequest, 'index'>>('ledger', names.prefix),
    })

  const bulk = async (operations: object[], each: 1 | 2): Promise<void> => {
    for (let first = 0; first < operations.length; first += most * each) {
      const part = operations.slice(first, first + most * each)
      const { errors, items } = await request(connection, 'write', () =>
        client.bulk({ operations: part, require_alias: true }),
      )
      const failed = errors
        ? items.find(({ index, delete: gone }) => index?.error ?? (gone?.error && gone.status !== 404))
        : undefined
      if (failed === undefined) continue
      const reason = (failed.index ?? failed.delete)?.error?.reason
      throw new CatalogUnavailableError(
        `Elasticsearch at ${connection.name} does not take what is remembered of files (${reason}). Try again later.`,
      )
    }
  }

  /** Makes what was written findable; false where there is no ledger. */
  const refresh = async (): Promise<boolean> => {
    const answer = await request(connection, 'write', () =>
      client.indices.refresh({ index, ignore_unavailable: true }),
    )
    return (answer._shards?.total ?? 0) > 0
  }

  const find = async (
    filter: estypes.QueryDslQueryContainer[],
    size: number,
    after?: string,
  ): Promise<FileRecord[]> => {
    if (!(await refresh())) return []
    const { hits } = await request(connection, 'read', () =>
      client.search<FileRecord>({
        index,
        query: { bool: { filter } },
        sort: [{ path: 'asc' }],
        size,
        track_total_hits: false,
        allow_partial_search_results: false,
        ...(after !== undefined && { search_after: [after] }),
      }),
    )
    return hits.hits.flatMap(({ _source }) => (_source ? [_source] : []))
  }

  const remove = (paths: readonly string[]) =>
    bulk(
      paths.map((path) => ({ delete: { _index: index, _id: documentId(path) } })),
      1,
    )

  return {
    async write(files) {
      if (files.length === 0) return
      await once(made, index, create)
      await bulk(
        files.flatMap((file) => [{ index: { _index: index, _id: documentId(file.path) } }, file]),
        2,
      )
    },

    async read(paths) {
      const found: FileRecord[] = []
      for (let first = 0; first < paths.length; first += most) {
        const ids = paths.slice(first, first + most).map(documentId)
        const answer = await request(connection, 'read', () =>
          client.mget<FileRecord>({ index, ids }, { ignore: [404] }),
        )
        for (const doc of answer.docs ?? []) {
          if ('_source' in doc && doc._source) found.push(doc._source)
        }
      }
      return found
    },

    async list({ under, outcome, granule, after, limit }) {
      const filter: estypes.QueryDslQueryContainer[] = []
      if (under !== undefined) {
        const inside = [{ term: { path: under } }, { prefix: { path: withSlash(under) } }]
        filter.push({ bool: { should: inside, minimum_should_match: 1 } })
      }
      if (outcome !== undefined) filter.push({ term: { outcome } })
      if (granule) filter.push({ term: { collection: granule.collection } }, { term: { id: granule.id } })
      return find(filter, limit, after)
    },

    async forget(paths) {
      if (await refresh()) await remove(paths)
    },

    async forgetGranule(collection, id) {
      const filter: estypes.QueryDslQueryContainer[] = [
        { term: { collection } },
        id === undefined ? { exists: { field: 'id' } } : { term: { id } },
      ]
      for (;;) {
        const found = await find(filter, most)
        if (found.length === 0) return
        await remove(found.map(({ path }) => path))
      }
    },
  }
}
