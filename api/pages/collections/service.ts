import type { Bucket, TimeUnit } from '../../../catalog/aggregation.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { type KnownCollection, knowCollection } from '../../records/knowledge.ts'
import { unitOver } from '../../stac/aggregation/times.ts'
import { type JsonSchema, queryablesOf } from '../../stac/queryables/vocabulary.ts'

/** What the page of a collection shows. */
export interface CollectionView {
  collection: KnownCollection
  /** The newest first. */
  newest: Granule[]
  unit: TimeUnit
  /** By the time at which granules start. */
  buckets: Bucket[]
  queryables: Record<string, JsonSchema>
}

/** Granules whose footprints are drawn. */
const mostDrawn = 40

/** @throws NotFoundError */
export async function viewCollection(store: Store, id: string): Promise<CollectionView> {
  const collection = await knowCollection(store, id)
  const { extent } = collection
  const unit = extent ? unitOver(extent.start, extent.end) : 'day'
  const query = { collections: [id] }
  const newestFirst = [{ property: 'start', descending: true }]
  const [{ granules: newest }, { buckets }, queryables] = await Promise.all([
    store.search(query, { limit: mostDrawn, sort: newestFirst, uncounted: true }),
    store.capabilities.aggregation ? store.aggregate(query, [{ by: 'time', unit }]) : { buckets: [] },
    queryablesOf(store, id),
  ])
  return { collection, newest, unit, buckets: buckets[0] ?? [], queryables }
}
