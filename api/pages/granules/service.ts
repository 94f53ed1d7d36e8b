import type { CollectionSummary, Granule } from '../../../catalog/granule.ts'
import type { Filter } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { summaryOf } from '../../stac/collections/service.ts'
import { granuleOf } from '../../stac/items/service.ts'

/** What the page of a granule shows. */
export interface GranuleView {
  granule: Granule
  collection: CollectionSummary
  /** The nearest in time of the same collection, and of the same platform where it is known. */
  before?: Granule
  after?: Granule
}

/** @throws NotFoundError */
export async function viewGranule(store: Store, collectionId: string, id: string): Promise<GranuleView> {
  const collection = await summaryOf(store, collectionId)
  const granule = await granuleOf(store, collectionId, id)
  const [before, after] = await Promise.all([
    neighbourOf(store, granule, 'before'),
    neighbourOf(store, granule, 'after'),
  ])
  return { granule, collection, ...(before && { before }), ...(after && { after }) }
}

async function neighbourOf(
  store: Store,
  { collection, start, properties: { platform } }: Granule,
  side: 'before' | 'after',
): Promise<Granule | undefined> {
  const isBefore = side === 'before'
  const conditions: Filter[] = [{ op: isBefore ? '<' : '>', property: 'start', value: start }]
  if (typeof platform === 'string') conditions.push({ op: '=', property: 'platform', value: platform })
  const period = isBefore ? { end: start } : { start }
  const { granules } = await store.search(
    { collections: [collection], period, where: { op: 'and', args: conditions } },
    { limit: 1, sort: [{ property: 'start', descending: isBefore }], uncounted: true },
  )
  return granules[0]
}
