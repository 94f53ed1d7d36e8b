import type { UseCount } from './usage.ts'

export const groupings = ['collection', 'day', 'protocol', 'client'] as const
export type Grouping = (typeof groupings)[number]

/** What came under one name. */
export interface UsageRow {
  /** Absent for searches whatever the collection, where rows are collections. */
  name?: string
  searches: number
  /** Found by searches. */
  granules: number
  downloads: number
  /** Of the files that were fetched. */
  bytes: number
}

/**
 * Uses summed by what they have in common, in order. By anything but collection each search counts once, whatever
 * collections it names.
 */
export function summariseUses(uses: readonly UseCount[], by: Grouping): UsageRow[] {
  const rows = new Map<string, UsageRow>()
  for (const use of uses) {
    const isSearch = use.kind === 'search'
    if (by !== 'collection' && isSearch && use.collection !== undefined) continue
    const name = use[by]
    const row = rows.get(name ?? '') ?? {
      ...(name !== undefined && { name }),
      ...{ searches: 0, granules: 0, downloads: 0, bytes: 0 },
    }
    row.searches += isSearch ? use.requests : 0
    row.granules += isSearch ? use.granules : 0
    row.downloads += isSearch ? 0 : use.requests
    row.bytes += use.bytes
    rows.set(name ?? '', row)
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
