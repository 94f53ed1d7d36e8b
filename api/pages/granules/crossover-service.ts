import type { CrossoverFeature } from '../../../catalog/crossovers/feature.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { CollectionSummary, Granule } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import type { Store } from '../../../catalog/store.ts'
import { searchCrossovers } from '../../crossovers/service.ts'
import { summaryOf } from '../../stac/collections/service.ts'
import { granuleOf } from '../../stac/items/service.ts'
import type { StacUrls } from '../../stac/links.ts'

/** What the page of the crossovers of a granule shows. */
export interface CrossoverView {
  granule: Granule
  collection: CollectionSummary
  hours: number
  crossovers: CrossoverFeature[]
  /** Whether there may be more. */
  isPartial: boolean
}

const mostListed = 100
/** Collections that are asked; those that meet the granule's box and period come first, and alone. */
const mostCollections = 200

/**
 * What else saw the places of a granule within some hours.
 *
 * @param signal ends the search when nobody waits for it any more
 * @throws NotFoundError
 */
export async function viewCrossovers(
  store: Store,
  [collectionId, id]: [collection: string, id: string],
  hours: number,
  urls: StacUrls,
  signal: AbortSignal,
): Promise<CrossoverView> {
  const collection = await summaryOf(store, collectionId)
  const granule = await granuleOf(store, collectionId, id)
  const reach = hours * 3_600_000
  const [start, end] = [granule.start - reach, granule.end + reach]
  const box = boxArea(granule.bbox)
  const versus = (await store.collections())
    .filter(({ extent }) => extent && extent.start <= end && extent.end >= start)
    .filter(({ extent }) => intersects(boxArea(extent!.bbox), box))
    .map((one) => one.id)
  const { page, next } = await searchCrossovers(
    store,
    {
      collections: [collectionId],
      versus: versus.slice(0, mostCollections),
      'ids-a': [id],
      window: `${hours}h`,
      datetime: `${new Date(start).toISOString()}/${new Date(end).toISOString()}`,
      limit: mostListed,
    },
    urls,
    signal,
  )
  const isPartial = next !== undefined || versus.length > mostCollections
  return { granule, collection, hours, crossovers: page.features, isPartial }
}
