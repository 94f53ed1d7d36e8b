import { parseCql2Json } from '../../../catalog/cql2/json.ts'
import { parseCql2Text } from '../../../catalog/cql2/text.ts'
import { toFilter } from '../../../catalog/cql2/to-filter.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Filter } from '../../../catalog/query.ts'
import { toCatalogName } from '../../../catalog/stac/names.ts'
import type { Store } from '../../../catalog/store.ts'
import { readTextQuery } from './free-text.ts'
import type { Selection } from './parameters.ts'
import { readQueryExtension } from './query-extension.ts'
import { textFilter } from './text-filter.ts'

/**
 * What `query`, `filter` and `q` ask together.
 *
 * @throws InvalidQueryError
 */
export async function readConditions(
  store: Store,
  { query, filter, q, collections, 'filter-lang': language }: Selection,
): Promise<Filter | undefined> {
  const words = readTextQuery(q)
  const filters = [
    ...(query === undefined ? [] : readQueryExtension(query)),
    ...(filter === undefined ? [] : [readFilter(filter, language)]),
    ...(words === undefined ? [] : [await textFilter(store, words, collections)]),
  ]
  return filters.length > 1 ? { op: 'and', args: filters } : filters[0]
}

/**
 * @param parameter what the filter was sent as
 * @throws InvalidQueryError
 */
export function readFilter(
  filter: unknown,
  language: string | undefined,
  { nameOf = toCatalogName, parameter = 'filter' } = {},
): Filter {
  const isText = typeof filter === 'string' && (language ?? guess(filter)) === 'cql2-text'
  if (!isText && language === 'cql2-text') throw new InvalidQueryError(parameter, 'is no text')
  const condition = isText
    ? parseCql2Text(filter, parameter)
    : parseCql2Json(parsed(filter, parameter), parameter)
  return toFilter(condition, { nameOf, parameter })
}

function guess(filter: string): 'cql2-text' | 'cql2-json' {
  return /^\s*\{/.test(filter) ? 'cql2-json' : 'cql2-text'
}

/** By GET, JSON is written out. */
function parsed(filter: unknown, parameter: string): unknown {
  if (typeof filter !== 'string') return filter
  try {
    return JSON.parse(filter)
  } catch (cause) {
    throw new InvalidQueryError(parameter, 'is not JSON', { cause })
  }
}
