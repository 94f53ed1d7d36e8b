import type { CollectionSummary, Instant } from '../../catalog/granule.ts'
import type { Store } from '../../catalog/store.ts'
import { summaryOf } from '../stac/collections/service.ts'

/** A collection as its description has it, with what its granules say where that is silent. */
export interface KnownCollection extends CollectionSummary {
  platforms: string[]
  instruments: string[]
  levels: string[]
  /** Measured variables; each by its name alone where only granules name it. */
  measured: [name: string, about: NonNullable<CollectionSummary['variables']>[string]][]
  /** Media types of the data files of its newest granule. */
  formats: string[]
  /** When the catalogue took its first and its newest granule; absent while it is empty. */
  taken?: { first: Instant; last: Instant }
}

/** @throws NotFoundError */
export async function knowCollection(store: Store, id: string): Promise<KnownCollection> {
  return completeCollection(store, await summaryOf(store, id))
}

/** What its granules say beside the description. */
export async function completeCollection(store: Store, summary: CollectionSummary): Promise<KnownCollection> {
  const endOf = (descending: boolean) =>
    store.search(
      { collections: [summary.id] },
      { limit: 1, sort: [{ property: 'start', descending }], uncounted: true },
    )
  const [properties, oldest, newest] = await Promise.all([
    store.properties([summary.id]),
    endOf(false),
    endOf(true),
  ])
  const valuesOf = (property: string) =>
    properties.filter(({ name }) => name === property).flatMap(({ values = [] }) => values)
  const [first, last] = [oldest.granules[0], newest.granules[0]]
  const data = Object.values(last?.assets ?? {}).filter(({ roles }) => roles.includes('data'))
  return {
    ...summary,
    platforms: summary.platform ?? valuesOf('platform'),
    instruments: summary.instrument ?? valuesOf('instrument'),
    levels: summary.level === undefined ? valuesOf('level') : [summary.level],
    measured: summary.variables
      ? Object.entries(summary.variables)
      : valuesOf('variables').map((name) => [name, {}]),
    formats: [...new Set(data.map(({ type }) => type))],
    ...(first &&
      last && {
        taken: {
          first: Math.min(first.updated, last.updated),
          last: Math.max(first.updated, last.updated),
        },
      }),
  }
}
