import type { ElasticsearchOptions } from '../elasticsearch/options.ts'
import { InvalidQueryError } from '../errors.ts'
import { sqlitePath } from '../open.ts'
import { openSqliteUsage } from '../sqlite/usage.ts'
import type { UsageLog } from './usage.ts'

export interface UsageOptions {
  readOnly?: boolean
  /** Where they are kept beside a SQLite catalogue; else in a file that is named after it. */
  file?: string
  elasticsearch?: ElasticsearchOptions
}

/**
 * Opens the statistics of use of the catalogue that a URL names: in Elasticsearch an index beside its own, else a file.
 *
 * @throws InvalidQueryError, CatalogUnavailableError
 */
export async function openUsage(url: string, options: UsageOptions = {}): Promise<UsageLog> {
  const { file, readOnly = false, elasticsearch } = options
  if (file === undefined && /^https?:\/\//.test(url)) {
    const { openElasticsearchUsage } = await import('../elasticsearch/usage.ts')
    return openElasticsearchUsage(url, elasticsearch)
  }
  const catalog = sqlitePath(url)
  if (file === undefined && catalog === undefined) {
    throw new InvalidQueryError('catalog', `is sqlite:FILE or https://HOST/PREFIX, not '${url}'`)
  }
  return openSqliteUsage(file ?? usageFile(catalog!), { readOnly })
}

/** `granules.db` has its statistics in `granules-usage.db`. */
function usageFile(catalog: string): string {
  return catalog === ':memory:' ? catalog : `${catalog.replace(/\.db$/, '')}-usage.db`
}
