import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError } from '../errors.ts'
import type { Connection } from './connect.ts'
import { isStatus, request, typeOf } from './failure.ts'
import { generationName, generationOf, type Names } from './names.ts'
import { checkVersion, installTemplates, versionOf } from './templates.ts'

/** Puts templates and the index of descriptions in place where there is no catalogue yet. */
export async function initialise(connection: Connection, names: Names): Promise<void> {
  const version = await catalogVersion(connection, names)
  if (version !== undefined) return checkVersion(version, names.prefix)
  await installTemplates(connection, names)
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

/** Makes an index, unless somebody else just did. */
export async function createTolerant(
  connection: Connection,
  body: estypes.IndicesCreateRequest,
): Promise<void> {
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

/** The write aliases of all indices that hold granules. */
export async function existingAliases(connection: Connection, names: Names): Promise<Set<string>> {
  const indices = await indicesBehind(connection, names.granules)
  return new Set(indices.map((index) => index.replace(/-\d+$/, '')))
}

export function noCatalog({ name }: Connection, { prefix }: Names): CatalogUnavailableError {
  return new CatalogUnavailableError(
    `Elasticsearch at ${name} has no catalogue '${prefix}' yet: index files, or make an empty one with \`oceanid catalog init\`.`,
  )
}
