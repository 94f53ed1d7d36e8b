import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError, NotSupportedError } from '../errors.ts'
import type { Collection, Partition } from '../granule.ts'
import type { Connection } from './connect.ts'
import { isStatus, request, typeOf } from './failure.ts'
import { generationName, generationOf, type Names } from './names.ts'
import { type Registry, readRegistry, removeRecord, writeRecord } from './registry.ts'
import { checkVersion, installTemplates, versionOf } from './templates.ts'

/** Milliseconds for which what is known of the catalogue's indices is not asked again. */
const freshness = 5_000

/** The indices of a catalogue: which there are, which there should be, and making them. */
export interface Indices {
  /** What there is, not older than some seconds. Empty where there is no catalogue yet. */
  registry(): Promise<Registry>
  /** @throws CatalogUnavailableError where an index that should be there is gone */
  checkLost(): Promise<void>
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
  at: number
}

export function openIndices(connection: Connection, names: Names): Indices {
  const ensured = new Set<string>()
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
    const indices = registry?.indices.keys() ?? []
    return {
      registry: registry ?? { collections: new Map(), indices: new Map(), loads: new Map() },
      lost: [...indices].filter((alias) => !existing.has(alias)),
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
  const knownOrBare = async (id: string): Promise<Collection> => {
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

  return {
    registry: async () => (await current()).registry,

    async checkLost() {
      const { lost } = await current()
      if (lost.length > 0) throw lostIndex(connection, lost)
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

    async ensure(collection, alias) {
      if (ensured.has(alias)) return
      await knownOrBare(collection)
      const { registry, lost } = await current()
      if (lost.includes(alias)) throw lostIndex(connection, [alias])
      if (!registry.indices.has(alias)) {
        await createIndex(connection, names, collection, alias)
        await writeRecord(connection, names, { record: 'index', name: alias, collection })
        known = undefined
      }
      ensured.add(alias)
    },

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

/** Puts templates and the index of descriptions in place where they are missing or older. */
export async function initialise(connection: Connection, names: Names): Promise<void> {
  const version = await catalogVersion(connection, names)
  if (version !== undefined) checkVersion(version, names.prefix)
  await installTemplates(connection, names)
  if (version !== undefined) return
  await createTolerant(connection, {
    index: generationName(names.collections, 1),
    aliases: { [names.collections]: {} },
  })
}

/** `undefined` where there is no catalogue yet. */
export async function catalogVersion(connection: Connection, names: Names): Promise<number | undefined> {
  const answer = await request(connection, 'read', () =>
    connection.client.indices.getMapping({ index: names.collections }, { ignore: [404] }),
  )
  const versions = Object.values(answer).flatMap((index) =>
    typeof index === 'object' && index !== null && 'mappings' in index ? [versionOf(index.mappings)] : [],
  )
  return versions.length > 0 ? Math.max(...versions) : undefined
}

/** Makes the index of a write alias in its first generation, unless it is there. */
export async function createIndex(
  connection: Connection,
  names: Names,
  collection: string,
  alias: string,
): Promise<void> {
  const exists = await request(connection, 'write', () =>
    connection.client.indices.existsAlias({ name: alias }),
  )
  if (exists) return
  await createTolerant(connection, {
    index: generationName(alias, 1),
    aliases: aliasesOf(names, collection, alias),
  })
}

/** The aliases under which an index is found: all, all of its slice, its collection, and its own. */
export function aliasesOf(
  names: Names,
  collection: string,
  alias: string,
): Record<string, estypes.IndicesAlias> {
  const slice = alias.slice(alias.lastIndexOf('@') + 1)
  const all = [names.granules, names.sliceOfAll(slice), names.collection(collection), alias]
  return Object.fromEntries(all.map((name) => [name, {}]))
}

async function createTolerant(connection: Connection, body: estypes.IndicesCreateRequest): Promise<void> {
  try {
    await request(connection, 'write', () => connection.client.indices.create(body))
  } catch (error) {
    if (!isStatus(error, 400) || typeOf(error) !== 'resource_already_exists_exception') throw error
  }
}

/** The concrete indices behind an alias. */
export async function indicesBehind(connection: Connection, alias: string): Promise<string[]> {
  const answer = await request(connection, 'read', () =>
    connection.client.indices.getAlias({ name: alias }, { ignore: [404] }),
  )
  return Object.keys(answer).filter((index) => generationOf(index) > 0)
}

async function existingAliases(connection: Connection, names: Names): Promise<Set<string>> {
  const indices = await indicesBehind(connection, names.granules)
  return new Set(indices.map((index) => index.replace(/-\d+$/, '')))
}

export function noCatalog({ name }: Connection, { prefix }: Names): CatalogUnavailableError {
  return new CatalogUnavailableError(
    `Elasticsearch at ${name} has no catalogue '${prefix}' yet: index files, or make an empty one with \`oceanid catalog init\`.`,
  )
}

function lostIndex({ name }: Connection, lost: string[]): CatalogUnavailableError {
  return new CatalogUnavailableError(
    `Elasticsearch at ${name} has lost ${lost.length} of the catalogue's indices: ${lost.slice(0, 3).join(', ')}. Restore from a snapshot, or make empty ones with \`oceanid catalog init\` and index the files again.`,
  )
}

function bareCollection(id: string): Collection {
  return { id, title: id, description: id, license: 'other', keywords: [], providers: [] }
}
