import { accessOf } from '../access.ts'
import { bareCollection } from '../bare-collection.ts'
import { CatalogUnavailableError, NotSupportedError } from '../errors.ts'
import type { Collection, Partition } from '../granule.ts'
import type { Access } from '../store.ts'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { createIndex, existingAliases, indicesBehind, initialise } from './layout.ts'
import type { Names } from './names.ts'
import { once } from './once.ts'
import { type Registry, readRegistry, removeRecord, writeRecord } from './registry.ts'

/** Milliseconds for which what is known of the catalogue's indices is not asked again. */
const freshness = 5_000

/** The indices of a catalogue: which there are, which there should be, and making them. */
export interface Indices {
  /** What there is. Empty where there is no catalogue yet. */
  registry(): Promise<Registry>
  /**
   * The collections that are divided by time, as known some seconds ago at most.
   *
   * @throws CatalogUnavailableError where an index that should be there is gone
   */
  check(): Promise<ReadonlySet<string>>
  /** As known some seconds ago at most. */
  access(): Promise<Access>
  describe(collection: Collection): Promise<void>
  /** Makes the index behind a write alias, and a bare collection where it is unknown. */
  ensure(collection: string, alias: string): Promise<void>
  /** The collection with its indices. False where there was none. */
  remove(collection: string): Promise<boolean>
  /** How a collection is divided; makes a bare one where it is unknown. */
  partitionOf(collection: string): Promise<Partition>
  /** Asks again at the next call. */
  forget(): void
}

interface Known {
  registry: Registry
  lost: string[]
  divided: ReadonlySet<string>
  at: number
}

const empty: Registry = { collections: new Map(), indices: new Map(), loads: new Map() }

export function openIndices(connection: Connection, names: Names): Indices {
  /** By alias: many granules come for the same index at the same time. */
  const ensured = new Map<string, Promise<void>>()
  const described = new Map<string, Promise<Collection>>()
  let known: Promise<Known> | undefined
  let ready: Promise<void> | undefined

  const lookOnce = async (): Promise<Known> => {
    const registry = await readRegistry(connection, names)
    const existing = await existingAliases(connection, names)
    if (!registry && existing.size > 0) {
      throw new CatalogUnavailableError(
        `Elasticsearch at ${connection.name} has lost the index ${names.collections}, but has granules of the catalogue '${names.prefix}'. Restore it from a snapshot.`,
      )
    }
    const { collections, indices } = registry ?? empty
    const divided = collections.values().filter(({ partition = 'none' }) => partition !== 'none')
    return {
      registry: registry ?? empty,
      lost: [...indices.keys()].filter((alias) => !existing.has(alias)),
      divided: new Set(divided.map(({ id }) => id)),
      at: Date.now(),
    }
  }
  /** What seems lost may just have been deleted between the two questions: it is lost if it is so twice. */
  const look = async (): Promise<Known> => {
    const first = await lookOnce()
    if (first.lost.length === 0) return first
    const second = await lookOnce()
    return { ...second, lost: second.lost.filter((alias) => first.lost.includes(alias)) }
  }
  const current = async (): Promise<Known> => {
    const last = await known?.catch(() => undefined)
    if (last && Date.now() - last.at < freshness) return last
    const asked = look()
    known = asked
    return asked
  }
  const forget = () => {
    known = undefined
    ensured.clear()
  }
  const prepare = () => {
    ready ??= initialise(connection, names).catch((error: unknown) => {
      ready = undefined
      throw error
    })
    return ready
  }
  const describe = async (collection: Collection) => {
    await writeRecord(connection, names, {
      record: 'collection',
      name: collection.id,
      collection: collection.id,
      content: collection,
    })
    known = undefined
  }
  const findOrDescribe = async (id: string): Promise<Collection> => {
    await prepare()
    const found = (await current()).registry.collections.get(id)
    if (found) return found
    known = undefined
    const later = (await current()).registry.collections.get(id)
    if (later) return later
    const bare = bareCollection(id)
    await describe(bare)
    return bare
  }
  const knownOrBare = (id: string) => {
    return once(described, id, findOrDescribe).finally(() => described.delete(id))
  }
  const makeIndex = async (alias: string, collection: string) => {
    await knownOrBare(collection)
    const { registry, lost } = await current()
    if (lost.includes(alias)) throw lostIndex(connection, [alias])
    if (registry.indices.has(alias)) return
    await createIndex(connection, names, collection, alias)
    await writeRecord(connection, names, { record: 'index', name: alias, collection })
    known = undefined
  }

  return {
    async registry() {
      known = undefined
      return (await current()).registry
    },

    async check() {
      const { lost, divided } = await current()
      if (lost.length > 0) throw lostIndex(connection, lost)
      return divided
    },

    async access() {
      const { registry } = await current()
      return accessOf([...registry.collections.values()])
    },

    async describe(collection) {
      await prepare()
      const { registry } = await current()
      const before = registry.collections.get(collection.id)
      const partition = collection.partition ?? before?.partition
      const inUse = [...registry.indices.values()].some((index) => index.collection === collection.id)
      if (inUse && (partition ?? 'none') !== (before?.partition ?? 'none')) {
        throw new NotSupportedError(
          `The collection ${collection.id} is divided by '${before?.partition ?? 'none'}' and has granules: delete it and index it again to divide it by '${partition}'.`,
        )
      }
      await describe(partition === undefined ? collection : { ...collection, partition })
    },

    ensure: (collection, alias) => once(ensured, alias, () => makeIndex(alias, collection)),

    async remove(id) {
      const registry = await readRegistry(connection, names)
      if (!registry?.collections.has(id)) return false
      for (const [alias, { collection }] of registry.indices) {
        if (collection !== id) continue
        await removeRecord(connection, names, { record: 'load', name: alias })
        await removeRecord(connection, names, { record: 'index', name: alias })
      }
      for (const index of await indicesBehind(connection, names.collection(id))) {
        await request(connection, 'write', () =>
          connection.client.indices.delete({ index }, { ignore: [404] }),
        )
      }
      await removeRecord(connection, names, { record: 'collection', name: id })
      forget()
      return true
    },

    partitionOf: async (id) => (await knownOrBare(id)).partition ?? 'none',

    forget,
  }
}

function lostIndex({ name }: Connection, lost: string[]): CatalogUnavailableError {
  return new CatalogUnavailableError(
    `Elasticsearch at ${name} has lost ${lost.length} of the catalogue's indices: ${lost.slice(0, 3).join(', ')}. Restore from a snapshot, or make empty ones with \`oceanid catalog init\` and index the files again.`,
  )
}
