import { NotSupportedError } from '../../../catalog/errors.ts'
import type { Filter } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import type { Selection } from './selection.ts'

/** What `query`, `filter` and `q` ask together. @throws InvalidQueryError */
export async function readConditions(
  _store: Store,
  { query, filter, q }: Selection,
): Promise<Filter | undefined> {
  if (query !== undefined || filter !== undefined || q !== undefined) {
    throw new NotSupportedError('this catalogue cannot filter by conditions')
  }
  return undefined
}
