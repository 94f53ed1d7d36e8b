import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError, PartlyStoredError } from '../errors.ts'
import { outcomeOf } from '../fate.ts'
import { requireRegistry } from './admin.ts'
import type { Connection } from './connect.ts'
import { type EarlierDocument, everyField, fromAnyDocument } from './document.ts'
import { request } from './failure.ts'
import { aliasesOf, catalogVersion, indicesBehind } from './layout.ts'
import { generationName, generationOf, type Names } from './names.ts'
import { isAsShipped } from './shipped.ts'
import { checkVersion, installTemplates, mappingVersion, versionOf } from './templates.ts'
import { writeGranules } from './write.ts'

export interface Migration {
  alias: string
  from: string
  to: string
  granules: number
}

const batch = 500
/** How long the cluster keeps a snapshot between two steps. */
const keepAlive = '10m'

/**
 * Copies every index of an older version or with another mapping than that of this one (or, with `all`, every index) into the next generation and puts that in its place. Searches go
 * on all the time; writes wait for the moment of the exchange. It runs in the client and needs no module of the server.
 */
export async function migrateCatalog(
  connection: Connection,
  names: Names,
  { all = false }: { all?: boolean } = {},
  tell: (done: Migration) => void = () => {},
): Promise<Migration[]> {
  const registry = await requireRegistry(connection, names)
  const version = (await catalogVersion(connection, names)) ?? mappingVersion
  if (version > mappingVersion) checkVersion(version, names.prefix)
  await installTemplates(connection, names, { keepSettings: true })
  const migrations: Migration[] = []
  for (const [alias, { collection }] of registry.indices) {
    const [from] = await indicesBehind(connection, alias)
    if (from === undefined) continue
    if (!all && (await isCurrent(connection, names, from))) continue
    const to = generationName(alias, generationOf(from) + 1)
    const granules = await migrateIndex(connection, from, to, aliasesOf(names, collection, alias))
    migrations.push({ alias, from, to, granules })
    tell(migrations.at(-1)!)
  }
  await request(connection, 'write', () =>
    connection.client.indices.putMapping({ index: names.collections, _meta: { oceanid: mappingVersion } }),
  )
  return migrations
}

async function isCurrent(connection: Connection, { prefix }: Names, index: string): Promise<boolean> {
  const mapping = await request(connection, 'read', () => connection.client.indices.getMapping({ index }))
  const mappings = mapping[index]?.mappings
  return versionOf(mappings) >= mappingVersion && isAsShipped(mappings, prefix)
}

/**
 * First a copy of how the index is now, while it takes writes. Then it is held against writes, which try again until the exchange,
 * and what was written meanwhile is copied, told by its sequence number. What was deleted meanwhile shows as a difference in number.
 */
async function migrateIndex(
  connection: Connection,
  from: string,
  to: string,
  aliases: Record<string, estypes.IndicesAlias>,
): Promise<number> {
  const { client } = connection
  const run = <T>(call: () => Promise<T>) => request(connection, 'write', call)
  // A copy that was interrupted has no alias: nobody reads it.
  await run(() => client.indices.delete({ index: to }, { ignore: [404] }))
  await run(() => client.indices.create({ index: to }))
  const reached = await sequenceNumber(connection, from)
  await copy(connection, from, to, { match_all: {} })
  await run(() => client.indices.addBlock({ index: from, block: 'write' }))
  try {
    await run(() => client.indices.refresh({ index: from }))
    await copy(connection, from, to, { range: { _seq_no: { gt: reached } } })
    await run(() => client.indices.refresh({ index: to }))
    const granules = await count(connection, from)
    if ((await count(connection, to)) !== granules) await removeDeleted(connection, from, to)
    if ((await count(connection, to)) !== granules) {
      throw new CatalogUnavailableError(
        `The copy ${to} does not have the ${granules} granules of ${from}, which stays in use. Run \`oceanid catalog migrate\` again.`,
      )
    }
    await run(() =>
      client.indices.updateAliases({
        actions: [
          ...Object.keys(aliases).map((alias) => ({ add: { index: to, alias } })),
          { remove_index: { index: from } },
        ],
      }),
    )
    return granules
  } catch (error) {
    const settings = { 'index.blocks.write': null } as never
    await run(() => client.indices.putSettings({ index: from, settings, ignore_unavailable: true }))
    throw error
  }
}

/** The least of the shards' last sequence numbers; what is written from now on has a higher one. */
async function sequenceNumber(connection: Connection, index: string): Promise<number> {
  const stats = await request(connection, 'read', () =>
    connection.client.indices.stats({ index, level: 'shards' }),
  )
  const shards = Object.values(stats.indices?.[index]?.shards ?? {}).flat()
  return shards.reduce((least, shard) => Math.min(least, shard.seq_no?.max_seq_no ?? -1), Infinity)
}

async function copy(connection: Connection, from: string, to: string, query: estypes.QueryDslQueryContainer) {
  for await (const hits of snapshot<EarlierDocument>(connection, from, query, [...everyField])) {
    const writes = hits.flatMap(({ _source }) =>
      _source ? [{ granule: fromAnyDocument(_source), alias: to }] : [],
    )
    const { refused, outcomes } = await writeGranules(connection, writes, { direct: true })
    if (refused.length > 0)
      throw new PartlyStoredError(
        refused,
        outcomes.map((fate) => fate && outcomeOf(fate)),
      )
  }
}

async function removeDeleted(connection: Connection, from: string, to: string): Promise<void> {
  for await (const hits of snapshot(connection, to, { match_all: {} }, false)) {
    const ids = hits.flatMap(({ _id }) => _id ?? [])
    const { docs } = await request(connection, 'read', () =>
      connection.client.mget({ index: from, ids, _source: false }),
    )
    for (const doc of docs) {
      if ('found' in doc && doc.found) continue
      await request(connection, 'write', () =>
        connection.client.delete({ index: to, id: doc._id }, { ignore: [404] }),
      )
    }
  }
  await request(connection, 'write', () => connection.client.indices.refresh({ index: to }))
}

/** The documents of an index as they are now, in no order, whatever is written meanwhile. */
async function* snapshot<Document>(
  connection: Connection,
  index: string,
  query: estypes.QueryDslQueryContainer,
  source: string[] | false,
): AsyncGenerator<estypes.SearchHit<Document>[]> {
  const { client } = connection
  const run = <T>(call: () => Promise<T>) => request(connection, 'read', call)
  await run(() => client.indices.refresh({ index }))
  const opened = await run(() => client.openPointInTime({ index, keep_alive: keepAlive }))
  let pit = opened.id
  try {
    for (let after: estypes.SortResults | undefined; ; ) {
      const answer = await run(() =>
        client.search<Document>({
          pit: { id: pit, keep_alive: keepAlive },
          size: batch,
          query,
          sort: [{ _shard_doc: 'asc' }],
          track_total_hits: false,
          _source: source,
          ...(after && { search_after: after }),
        }),
      )
      const { hits } = answer.hits
      if (hits.length === 0) return
      yield hits
      after = hits.at(-1)?.sort
      pit = answer.pit_id ?? pit
    }
  } finally {
    await run(() => client.closePointInTime({ id: pit }, { ignore: [404] }))
  }
}

async function count(connection: Connection, index: string): Promise<number> {
  return (await request(connection, 'read', () => connection.client.count({ index }))).count
}
