import type { Collection, CollectionSummary } from '../granule.ts'

/** A new description in place of an old one; what indexing found out about the collection stays where it is silent. */
export function followDescription(old: CollectionSummary | undefined, collection: Collection): Collection {
  return old?.variables === undefined ? collection : { variables: old.variables, ...collection }
}

/** A summary without what is counted. */
export function descriptionOf({ granules: _, extent: __, ...collection }: CollectionSummary): Collection {
  return collection
}
