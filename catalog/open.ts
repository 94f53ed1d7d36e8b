import type { ElasticsearchOptions } from './elasticsearch/options.ts'
import { InvalidQueryError } from './errors.ts'
import { openSqliteStore } from './sqlite/open.ts'
import type { Store } from './store.ts'

export interface OpenOptions {
  /** Change nothing, and make nothing where there is nothing. */
  readOnly?: boolean
  elasticsearch?: ElasticsearchOptions
}

/**
 * Opens the catalogue that a URL names: `sqlite:` and the path of a file (or a path that ends in `.db`), or
 * `https://user:password@host:9200/prefix` for Elasticsearch.
 *
 * @throws InvalidQueryError for a URL of another kind
 * @throws CatalogUnavailableError where the catalogue is not there or cannot be read
 */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  if (/^https?:\/\//.test(url)) {
    // Its client takes a quarter of a second to load.
    const { openElasticsearchStore } = await import('./elasticsearch/store.ts')
    return openElasticsearchStore(url, { ...options.elasticsearch, readOnly: options.readOnly === true })
  }
  const path = sqlitePath(url)
  if (path === undefined) {
    throw new InvalidQueryError('catalog', `is sqlite:FILE or https://HOST/PREFIX, not '${url}'`)
  }
  return openSqliteStore(path, options)
}

/** Path of the file of an embedded catalogue; undefined where the URL names no such. */
export function sqlitePath(url: string): string | undefined {
  return /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1] ?? (/^[^:]+\.db$/.test(url) ? url : undefined)
}
