import type { StacItem, StacLink } from 'stac-ts'
import type { Store } from '../../../catalog/store.ts'
import { toItem } from '../items/item.ts'
import type { StacUrls } from '../links.ts'
import type { Neighbours } from '../paging.ts'
import { readFields, selectFields } from './fields.ts'
import { defaultLimit, type SearchRequest } from './parameters.ts'
import { toQuery } from './selection.ts'
import { readSort } from './sort.ts'
import { decodePageStart, neighboursOf } from './token.ts'

/** One page of a search (STAC API Item Search, OGC API Features); links are added by who knows the request. */
export interface ItemPage {
  type: 'FeatureCollection'
  numberMatched: number
  numberReturned: number
  /** The limit that was applied, with the counts again as clients of STAC API 0.9 read them. */
  context: { limit: number; matched: number; returned: number }
  features: StacItem[]
  links: StacLink[]
}

/** @throws InvalidQueryError */
export async function searchItems(
  store: Store,
  request: SearchRequest,
  urls: StacUrls,
): Promise<{ page: ItemPage; neighbours: Neighbours }> {
  const limit = request.limit ?? defaultLimit
  const sort = readSort(request.sortby)
  const fields = readFields(request.fields)
  const { position, cursor } = request.token === undefined ? { position: 0 } : decodePageStart(request.token)
  const { granules, matched, next } = await store.search(await toQuery(store, request), {
    limit,
    ...(sort && { sort }),
    ...(cursor !== undefined ? { after: cursor } : position > 0 && { offset: position }),
  })
  const items = granules.map((granule) => toItem(granule, urls))
  const features = fields ? items.map((item) => selectFields(item, fields)) : items
  const [numberMatched, numberReturned] = [matched!, features.length]
  const context = { limit, matched: numberMatched, returned: numberReturned }
  return {
    page: { type: 'FeatureCollection', numberMatched, numberReturned, context, features, links: [] },
    neighbours: neighboursOf(position, limit, next, numberReturned),
  }
}
