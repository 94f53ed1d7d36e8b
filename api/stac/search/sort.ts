import type { SortKey } from '../../../catalog/query.ts'
import { toCatalogName } from '../../../catalog/stac/names.ts'

/** One key of `sortby` in a body. */
export interface SortField {
  field: string
  direction: 'asc' | 'desc'
}

/** `sortby` as a query string has it (`-properties.datetime`, `+id`, `id`) or a body. A plus arrives as a space. */
export function readSort(sortby: (string | SortField)[] | undefined): SortKey[] | undefined {
  return sortby?.map((key) => {
    if (typeof key !== 'string') {
      return { property: toCatalogName(key.field), descending: key.direction === 'desc' }
    }
    const field = key.trim().replace(/^[+-]/, '')
    return { property: toCatalogName(field), descending: key.trim().startsWith('-') }
  })
}
