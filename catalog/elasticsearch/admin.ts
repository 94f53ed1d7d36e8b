import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { catalogVersion, createIndex, indicesBehind, initialise, noCatalog } from './layout.ts'
import { endLeftLoads } from './load.ts'
import type { Names } from './names.ts'
import { type Registry, readRegistry } from './registry.ts'
import { isAsShipped } from './shipped.ts'
import { installTemplates, mappingVersion, versionOf } from './templates.ts'

export interface IndexStatus {
  alias: string
  collection: string
  /** The index behind the alias; absent where it is lost. */
  index?: string
  version?: number
  /** Its mapping lacks something that this Oceanid asks for: `catalog migrate` mends it. */
  differs?: true
  granules?: number
  /** On disk, without replicas. */
  bytes?: number
}

export interface CatalogStatus {
  /** Absent where there is no catalogue yet. */
  version?: number
  /** The version that this Oceanid makes. */
  current: number
  indices: IndexStatus[]
  /** Write aliases whose large load has not ended. */
  loads: string[]
}

export async function catalogStatus(connection: Connection, names: Names): Promise<CatalogStatus> {
  const version = await catalogVersion(connection, names)
  const registry = await readRegistry(connection, names)
  if (version === undefined || !registry) return { current: mappingVersion, indices: [], loads: [] }
  const indices: IndexStatus[] = []
  for (const [alias, { collection }] of registry.indices) {
    indices.push({ alias, collection, ...(await indexStatus(connection, names, alias)) })
  }
  return { version, current: mappingVersion, indices, loads: [...registry.loads.keys()] }
}

async function indexStatus(
  connection: Connection,
  { prefix }: Names,
  alias: string,
): Promise<Partial<IndexStatus>> {
  const { client } = connection
  const [index] = await indicesBehind(connection, alias)
  if (index === undefined) return {}
  const mapping = await request(connection, 'read', () => client.indices.getMapping({ index }))
  const stats = await request(connection, 'read', () =>
    client.indices.stats({ index, metric: ['docs', 'store'] }),
  )
  return {
    index,
    version: versionOf(mapping[index]?.mappings),
    ...(!isAsShipped(mapping[index]?.mappings, prefix) && { differs: true }),
    granules: stats.indices?.[index]?.primaries?.docs?.count ?? 0,
    bytes: stats.indices?.[index]?.primaries?.store?.size_in_bytes ?? 0,
  }
}

export interface Initialised {
  /** There was no catalogue yet. */
  made: boolean
  /** Write aliases whose lost index was made again, empty. */
  remade: string[]
  /** Write aliases whose settings a load had left changed. */
  restored: string[]
}

/** Puts in place what is missing: templates, the index of descriptions, lost indices (empty), settings left by a load that was killed. */
export async function initCatalog(connection: Connection, names: Names): Promise<Initialised> {
  const made = (await catalogVersion(connection, names)) === undefined
  await initialise(connection, names)
  if (!made) await installTemplates(connection, names)
  const registry = await requireRegistry(connection, names)
  const remade: string[] = []
  for (const [alias, { collection }] of registry.indices) {
    if ((await indicesBehind(connection, alias)).length > 0) continue
    await createIndex(connection, names, collection, alias)
    remade.push(alias)
  }
  return { made, remade, restored: await endLeftLoads(connection, names) }
}

export async function requireRegistry(connection: Connection, names: Names): Promise<Registry> {
  const registry = await readRegistry(connection, names)
  if (!registry) throw noCatalog(connection, names)
  return registry
}
