import type { Collection } from '../granule.ts'
import type { Connection } from './connect.ts'
import { isStatus, request } from './failure.ts'
import { documentId, type Names } from './names.ts'

/** Settings of an index that a large load has changed, as they were before. */
export interface LoadSettings {
  number_of_replicas: string | null
  auto_expand_replicas: string | null
  refresh_interval: string | null
}

/**
 * What the catalogue holds, as it says itself: descriptions, indices, and large loads under way. An index is written down
 * once it is there, so that one that is gone is missed and not taken for one that never was.
 */
export interface Registry {
  collections: Map<string, Collection>
  /** By write alias. */
  indices: Map<string, { collection: string }>
  /** By write alias. */
  loads: Map<string, LoadSettings>
}

interface RecordDocument {
  record: 'collection' | 'index' | 'load'
  name: string
  collection: string
  content?: unknown
}

const pageSize = 5_000

/** `undefined` where there is no catalogue yet. */
export async function readRegistry(connection: Connection, names: Names): Promise<Registry | undefined> {
  const registry: Registry = { collections: new Map(), indices: new Map(), loads: new Map() }
  let after: [string, string] | undefined
  do {
    const hits = await readPage(connection, names, after)
    if (!hits) return undefined
    for (const { record, name, collection, content } of hits) {
      if (record === 'collection') registry.collections.set(name, content as Collection)
      if (record === 'index') registry.indices.set(name, { collection })
      if (record === 'load') registry.loads.set(name, content as LoadSettings)
    }
    const last = hits.at(-1)
    after = last && hits.length === pageSize ? [last.record, last.name] : undefined
  } while (after)
  return registry
}

async function readPage(
  connection: Connection,
  names: Names,
  after: [string, string] | undefined,
): Promise<RecordDocument[] | undefined> {
  try {
    const { hits } = await request(connection, 'read', () =>
      connection.client.search<RecordDocument>(
        {
          index: names.collections,
          size: pageSize,
          sort: [{ record: 'asc' }, { name: 'asc' }],
          track_total_hits: false,
          allow_partial_search_results: false,
          ...(after && { search_after: after }),
        },
        { ignore: [404] },
      ),
    )
    return hits?.hits.flatMap(({ _source }) => (_source ? [_source] : []))
  } catch (error) {
    if (isStatus(error, 404)) return undefined
    throw error
  }
}

export async function writeRecord(
  connection: Connection,
  names: Names,
  record: RecordDocument,
): Promise<void> {
  await request(connection, 'write', () =>
    connection.client.index({
      index: names.collections,
      id: recordId(record),
      document: record,
      require_alias: true,
      refresh: true,
    }),
  )
}

/** All at once; what the cluster is too busy for then, one by one. */
export async function writeRecords(
  connection: Connection,
  names: Names,
  records: readonly RecordDocument[],
): Promise<void> {
  const { items } = await bulk(
    connection,
    names,
    records.flatMap((record) => [{ index: { _id: recordId(record) } }, record]),
  )
  for (const [i, record] of records.entries()) {
    if (items[i]?.index?.error) await writeRecord(connection, names, record)
  }
}

export async function removeRecord(
  connection: Connection,
  names: Names,
  record: Pick<RecordDocument, 'record' | 'name'>,
): Promise<boolean> {
  const answer = await request(connection, 'write', () =>
    connection.client.delete(
      { index: names.collections, id: recordId(record), refresh: true },
      { ignore: [404] },
    ),
  )
  return answer.result === 'deleted'
}

/** All at once; what the cluster is too busy for then, one by one. */
export async function removeRecords(
  connection: Connection,
  names: Names,
  records: readonly Pick<RecordDocument, 'record' | 'name'>[],
): Promise<void> {
  const { items } = await bulk(
    connection,
    names,
    records.map((record) => ({ delete: { _id: recordId(record) } })),
  )
  for (const [i, record] of records.entries()) {
    if (items[i]?.delete?.error) await removeRecord(connection, names, record)
  }
}

function bulk(connection: Connection, names: Names, operations: object[]) {
  return request(connection, 'write', () =>
    connection.client.bulk({ index: names.collections, operations, require_alias: true, refresh: true }),
  )
}

function recordId({ record, name }: Pick<RecordDocument, 'record' | 'name'>): string {
  return `${record}:${documentId(name)}`
}
