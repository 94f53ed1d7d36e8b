import { existsSync } from 'node:fs'
import type { ElasticsearchOptions } from '../catalog/elasticsearch/options.ts'
import { CatalogUnavailableError } from '../catalog/errors.ts'
import { openStore, sqlitePath } from '../catalog/open.ts'
import type { Store } from '../catalog/store.ts'
import { textOption } from './arguments.ts'

const defaultCatalog = 'sqlite:oceanid.db'

export const catalogOption = {
  catalog: textOption(
    'catalog',
    `sqlite:FILE or https://user:password@host:9200/prefix; without it what OCEANID_CATALOG says, or ${defaultCatalog}`,
    'URL',
  ),
}

/** The catalogue to work on: what the command says, else the environment, else a file in the working folder. */
export function catalogUrl(option: string | undefined): string {
  return option ?? (process.env.OCEANID_CATALOG || defaultCatalog)
}

/** Opens a catalogue and closes it when the work is done, whatever comes of it. Only `make` makes one that is not there. */
export async function withCatalog<T>(
  option: string | undefined,
  use: 'read' | 'change' | 'make',
  work: (store: Store) => Promise<T>,
  { bulkLoad = false }: { bulkLoad?: boolean } = {},
): Promise<T> {
  const url = catalogUrl(option)
  if (use !== 'make') refuseMissing(url)
  const elasticsearch = { ...elasticsearchOptions(), bulkLoad }
  const store = await openStore(url, { readOnly: use === 'read', elasticsearch })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** How to be known to a cluster, where the URL does not say it. */
export function elasticsearchOptions(): ElasticsearchOptions {
  const apiKey = process.env.OCEANID_ELASTICSEARCH_API_KEY
  const caFile = process.env.OCEANID_ELASTICSEARCH_CA
  return { ...(apiKey && { apiKey }), ...(caFile && { caFile }) }
}

/** Path of the catalogue's file when it is kept in one. */
export function catalogFile(url: string): string | undefined {
  const path = sqlitePath(url)
  return path === ':memory:' ? undefined : path
}

/** A mistyped name shall not make an empty catalogue. */
function refuseMissing(url: string): void {
  const file = catalogFile(url)
  if (file === undefined || existsSync(file)) return
  throw new CatalogUnavailableError(
    `there is no catalogue ${file}: make one with "oceanid index PATH... --catalog ${url}", ` +
      'or name another with --catalog or OCEANID_CATALOG',
  )
}
