import pLimit from 'p-limit'
import { CatalogUnavailableError, type Refusal } from '../errors.ts'
import type { Fate } from '../fate.ts'
import type { Granule, Partition } from '../granule.ts'
import type { Connection } from './connect.ts'
import { isStatus, request } from './failure.ts'
import type { Indices } from './indices.ts'
import type { Load } from './load.ts'
import { generationOf, type Names, sliceOf } from './names.ts'
import { type Target, targetOf, walk } from './search.ts'
import { type Write, writeGranules } from './write.ts'

/** What became of granules, in the order given, but for those that were refused. */
export interface Put {
  fates: (Fate | undefined)[]
  refused: Refusal[]
}

export interface Writer {
  put(granules: Granule[]): Promise<Put>
  delete(collection: string, id: string): Promise<boolean>
}

/** A document that is there, by where it is. */
interface Found {
  index: string
  documentId: string
  version: number
}

export function openWriter(
  connection: Connection,
  names: Names,
  indices: Indices,
  load: Load | undefined,
): Writer {
  const limit = pLimit(4)

  /** The index of each granule, made where it is not there yet. */
  const place = async (granules: Granule[]): Promise<Write[]> => {
    const collections = [...new Set(granules.map(({ collection }) => collection))]
    const partitions = new Map<string, Partition>(
      await Promise.all(
        collections.map((id) => limit(async () => [id, await indices.partitionOf(id)] as const)),
      ),
    )
    const writes = granules.map((granule) => {
      const partition = partitions.get(granule.collection) ?? 'none'
      return {
        granule,
        alias: names.slice(granule.collection, sliceOf(partition, granule.start, granule.end)),
      }
    })
    const aliases = new Map(writes.map(({ alias, granule }) => [alias, granule.collection]))
    await Promise.all(
      [...aliases].map(([alias, collection]) =>
        limit(async () => {
          await indices.ensure(collection, alias)
          await load?.begin(alias, collection)
        }),
      ),
    )
    return writes
  }

  /** What is there of these granules in another slice than the one they go to now. */
  const findElsewhere = async (writes: Write[]): Promise<Map<string, Found[]>> => {
    const elsewhere = new Map<string, Found[]>()
    const aliases = new Map(writes.map(({ granule, alias }) => [keyOf(granule), alias]))
    const divided = writes.filter(({ alias, granule }) => alias !== names.slice(granule.collection, 'all'))
    for (const [collection, own] of Map.groupBy(divided, ({ granule }) => granule.collection)) {
      const ids = own.map(({ granule }) => granule.id)
      for await (const { id, ...found } of find(
        targetOf(connection, names, { collections: [collection] }),
        collection,
        ids,
      )) {
        const key = keyOf({ collection, id })
        if (aliases.get(key) === aliasOf(found.index)) continue
        elsewhere.set(key, [...(elsewhere.get(key) ?? []), found])
      }
    }
    return elsewhere
  }

  const put = async (granules: Granule[]): Promise<Put> => {
    const last = new Map(granules.map((granule, i) => [keyOf(granule), i]))
    const latest = granules.filter((granule, i) => last.get(keyOf(granule)) === i)
    let writes = await place(latest)
    const elsewhere = await findElsewhere(writes)
    const outcomes = new Map<string, Fate>()
    writes = writes.filter(({ granule }) => {
      const key = keyOf(granule)
      const isOlder = elsewhere.get(key)?.some(({ version }) => version > granule.updated) ?? false
      if (isOlder) {
        outcomes.set(key, 'kept')
        elsewhere.delete(key)
      }
      return !isOlder
    })
    const refused: Refusal[] = []
    for (let attempt = 0; writes.length > 0; attempt++) {
      const written = await writeGranules(connection, writes)
      refused.push(...written.refused)
      for (const [i, outcome] of written.outcomes.entries()) {
        if (outcome) outcomes.set(keyOf(writes[i]!.granule), outcome)
      }
      const missing = written.missing.map((i) => writes[i]!)
      if (missing.length > 0 && attempt > 0) throw goneAgain(connection, missing)
      // The collection was deleted by somebody else and can be made anew; an index that was lost is told of here.
      if (missing.length > 0) indices.forget()
      writes = await place(missing.map(({ granule }) => granule))
    }
    for (const [key, found] of elsewhere) {
      if (!outcomes.has(key)) continue
      for (const one of found) await remove(connection, one)
      outcomes.set(key, 'replaced')
    }
    if (!load) await refresh(latest)
    const seen = new Set<string>()
    const fates = granules.map((granule) => {
      const key = keyOf(granule)
      const outcome = outcomes.get(key)
      if (!seen.has(key)) seen.add(key)
      else if (outcome === 'added') return 'replaced'
      return outcome
    })
    return { fates, refused }
  }

  const refresh = async (granules: Granule[]): Promise<void> => {
    const collections = [...new Set(granules.map(({ collection }) => collection))]
    for (const collection of collections) {
      await request(connection, 'write', () =>
        connection.client.indices.refresh({ index: names.collection(collection) }),
      )
    }
  }

  return {
    put,

    async delete(collection, id) {
      const target = targetOf(connection, names, { collections: [collection] })
      let deleted = false
      for await (const found of find(target, collection, [id])) {
        if (await remove(connection, found)) deleted = true
      }
      return deleted
    },
  }
}

async function* find(
  target: Target,
  collection: string,
  ids: string[],
): AsyncGenerator<Found & { id: string }> {
  const body = {
    query: { bool: { filter: [{ term: { collection } }, { terms: { id: ids } }] } },
    sort: [{ id: 'asc' as const }, { start: 'asc' as const }],
    version: true,
    _source: ['id'],
  }
  for await (const hits of walk<{ id: string }>(target, body, 1_000)) {
    for (const { _index, _id, _version, _source } of hits) {
      if (_source && _id !== undefined) {
        yield { id: _source.id, index: _index, documentId: _id, version: _version ?? 0 }
      }
    }
  }
}

/**
 * Deletes the version that was found and no later one. It leaves that version behind and not, as deleting without one
 * would, the next: so the same file can be indexed again at once.
 */
async function remove(connection: Connection, { index, documentId, version }: Found): Promise<boolean> {
  try {
    const { result } = await request(connection, 'write', () =>
      connection.client.delete(
        { index: aliasOf(index), id: documentId, version, version_type: 'external_gte', refresh: true },
        { ignore: [404] },
      ),
    )
    return result === 'deleted'
  } catch (error) {
    if (isStatus(error, 409)) return false
    throw error
  }
}

/** The write alias of an index: its name without the generation. */
function aliasOf(index: string): string {
  return generationOf(index) > 0 ? index.replace(/-\d+$/, '') : index
}

function keyOf({ collection, id }: Pick<Granule, 'collection' | 'id'>): string {
  return `${collection.length} ${collection}${id}`
}

function goneAgain({ name }: Connection, writes: Write[]): CatalogUnavailableError {
  return new CatalogUnavailableError(
    `Elasticsearch at ${name} has no index ${writes[0]!.alias}, which was there a moment ago. Is something else deleting indices?`,
  )
}
