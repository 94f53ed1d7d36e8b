import { readFileSync } from 'node:fs'
import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError } from '../errors.ts'
import { resource } from '../resource.ts'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import type { Names } from './names.ts'

/** Version of `mappings/elasticsearch/`; an index keeps the one it was made with in its `_meta`. */
export const mappingVersion = 3

/** A file of `mappings/elasticsearch/`, with the catalogue's prefix in the names. */
export function loadMapping<T>(file: string, prefix: string): T {
  const text = readFileSync(resource(`mappings/elasticsearch/${file}.json`), 'utf8')
  return JSON.parse(text.replaceAll('{prefix}', prefix)) as T
}

/**
 * Puts the component and index templates in place; indices that exist stay as they are.
 *
 * @param options `keepSettings`: leave the settings (shards, replicas) as somebody may have changed them
 */
export async function installTemplates(
  connection: Connection,
  { prefix }: Names,
  { keepSettings = false }: { keepSettings?: boolean } = {},
): Promise<void> {
  const { client } = connection
  const name = `${prefix}-granules-settings`
  const kept =
    keepSettings &&
    (await request(connection, 'read', () => client.cluster.existsComponentTemplate({ name })))
  for (const part of ['granules-mappings', ...(kept ? [] : ['granules-settings'])]) {
    const body = loadMapping<Omit<estypes.ClusterPutComponentTemplateRequest, 'name'>>(part, prefix)
    await request(connection, 'write', () =>
      client.cluster.putComponentTemplate({ name: `${prefix}-${part}`, ...body }),
    )
  }
  for (const part of ['granules', 'collections']) {
    const body = loadMapping<Omit<estypes.IndicesPutIndexTemplateRequest, 'name'>>(part, prefix)
    await request(connection, 'write', () =>
      client.indices.putIndexTemplate({ name: `${prefix}-${part}`, ...body }),
    )
  }
}

/** Version that an index was made with; 0 where it does not say. */
export function versionOf(mappings: estypes.MappingTypeMapping | undefined): number {
  const version: unknown = mappings?._meta?.oceanid
  return typeof version === 'number' ? version : 0
}

/** @throws CatalogUnavailableError where another version of Oceanid has to be used, or the catalogue migrated */
export function checkVersion(version: number, prefix: string): void {
  if (version === mappingVersion) return
  throw new CatalogUnavailableError(
    version > mappingVersion
      ? `The catalogue '${prefix}' is of version ${version}, this Oceanid knows ${mappingVersion}: use the Oceanid that made it, or a later one.`
      : `The catalogue '${prefix}' is of version ${version}, this Oceanid needs ${mappingVersion}: run \`oceanid catalog migrate\`.`,
  )
}
