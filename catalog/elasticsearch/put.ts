import pLimit from 'p-limit'
import { CatalogUnavailableError, type Refusal } from '../errors.ts'
import type { Fate } from '../fate.ts'
import type { Granule, Partition } from '../granule.ts'
import type { Connection } from './connect.ts'
import { type Copy, findCopies, outdated, removeCopies } from './copies.ts'
import { request } from './failure.ts'
import type { Indices } from './indices.ts'
import type { Load } from './load.ts'
import { isUndivided, type Names, sliceOf } from './names.ts'
import { targetOf } from './search.ts'
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
    const aliases = new Map<string, string>()
    const known = new Map<string, Map<string, string>>(collections.map((id) => [id, new Map()]))
    const writes = granules.map((granule) => {
      const { collection, start, end } = granule
      const slice = sliceOf(partitions.get(collection) ?? 'none', start, end)
      const slices = known.get(collection)!
      const alias = slices.get(slice) ?? names.slice(collection, slice)
      slices.set(slice, alias)
      aliases.set(alias, collection)
      return { granule, alias }
    })
    await Promise.all(
      [...aliases].map(([alias, collection]) => limit(() => indices.ensure(collection, alias))),
    )
    await load?.begin(aliases)
    return writes
  }

  const isDivided = ({ alias }: Write) => !isUndivided(alias)

  /** What the slices have of granules, as far as it is searchable. */
  const findAll = async (writes: Write[]): Promise<Map<string, Copy[]>> => {
    const all = new Map<string, Copy[]>()
    for (const [collection, own] of Map.groupBy(writes, ({ granule }) => granule.collection)) {
      const target = targetOf(connection, names, { collections: [collection] })
      const ids = own.map(({ granule }) => granule.id)
      for await (const copy of findCopies(target, collection, ids)) {
        all.set(keyOf(copy), [...(all.get(keyOf(copy)) ?? []), copy])
      }
    }
    return all
  }

  /**
   * Takes away what other slices have of granules that were written, now that the new ones are found: those that were there
   * before, and what another writer has put meanwhile, or this one's, whichever is older.
   */
  const settle = async (
    writes: Write[],
    before: Map<string, Copy[]>,
    outcomes: Map<string, Fate>,
  ): Promise<void> => {
    const now = await findAll(writes)
    const gone: Copy[] = []
    for (const { granule, alias } of writes) {
      const key = keyOf(granule)
      const old = outdated(now.get(key) ?? [])
      const isOwnOld = old.some((copy) => copy.alias === alias)
      const earlier = isOwnOld ? [] : (before.get(key) ?? [])
      const left = [...old, ...earlier.filter(({ alias }) => !old.some((copy) => copy.alias === alias))]
      if (left.length === 0) continue
      gone.push(...left)
      if (isOwnOld) outcomes.set(key, 'kept')
      else if (outcomes.get(key) === 'added') outcomes.set(key, 'replaced')
    }
    await removeCopies(connection, gone)
  }

  const put = async (granules: Granule[]): Promise<Put> => {
    const newest = new Map<string, Granule>()
    for (const granule of granules) {
      const before = newest.get(keyOf(granule))
      if (!before || before.updated <= granule.updated) newest.set(keyOf(granule), granule)
    }
    const latest = [...newest.values()]
    let writes = await place(latest)
    const before = await findAll(writes.filter(isDivided))
    const outcomes = new Map<string, Fate>()
    writes = writes.filter(({ granule, alias }) => {
      const key = keyOf(granule)
      const elsewhere = before.get(key)?.filter((copy) => copy.alias !== alias) ?? []
      before.set(key, elsewhere)
      const isOlder = elsewhere.some(({ updated }) => updated > granule.updated)
      if (isOlder) outcomes.set(key, 'kept')
      return !isOlder
    })
    const divided = writes.filter(isDivided)
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
    const stored = divided.filter(({ granule }) => outcomes.has(keyOf(granule)))
    // What a large load has written is found only then, and has to be where it may move.
    await refresh(load ? stored.map(({ granule }) => granule) : latest)
    await settle(stored, before, outcomes)
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
      const copies = await Array.fromAsync(findCopies(target, collection, [id]))
      return (await removeCopies(connection, copies)) > 0
    },
  }
}

function keyOf({ collection, id }: Pick<Granule, 'collection' | 'id'>): string {
  return `${collection.length} ${collection}${id}`
}

function goneAgain({ name }: Connection, writes: Write[]): CatalogUnavailableError {
  return new CatalogUnavailableError(
    `Elasticsearch at ${name} has no index ${writes[0]!.alias}, which was there a moment ago. Is something else deleting indices?`,
  )
}
