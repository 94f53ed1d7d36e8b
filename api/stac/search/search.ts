import type { StacItem, StacLink } from 'stac-ts'
import type { Store } from '../../../catalog/store.ts'
import { toItem } from '../items/item.ts'
import { itemText } from '../items/text.ts'
import type { StacUrls } from '../links.ts'
import type { Neighbours } from '../paging.ts'
import { readFields, selectFields } from './fields.ts'
import { defaultLimit, type SearchRequest } from './parameters.ts'
import { toQuery } from './selection.ts'
import { readSort } from './sort.ts'
import { decodePageStart, neighboursOf } from './token.ts'

/** One page of a search (STAC API Item Search, OGC API Features). */
export interface ItemPage {
  type: 'FeatureCollection'
  numberMatched: number
  numberReturned: number
  /** The limit that was applied, with the counts again as clients of STAC API 0.9 read them. */
  context: { limit: number; matched: number; returned: number }
  features: StacItem[]
  links: StacLink[]
}

/** A page whose items are JSON text already; its links are added by who knows the request. */
export interface FoundItems {
  matched: number
  limit: number
  items: string[]
  neighbours: Neighbours
}

/** @throws InvalidQueryError */
export async function searchItems(store: Store, request: SearchRequest, urls: StacUrls): Promise<FoundItems> {
  const limit = request.limit ?? defaultLimit
  const sort = readSort(request.sortby)
  const fields = readFields(request.fields)
  const { position, cursor } = request.token === undefined ? { position: 0 } : decodePageStart(request.token)
  const { granules, matched, next } = await store.search(await toQuery(store, request), {
    limit,
    shared: true,
    ...(sort && { sort }),
    ...(cursor !== undefined ? { after: cursor } : position > 0 && { offset: position }),
  })
  const items = granules.map((granule) =>
    fields ? JSON.stringify(selectFields(toItem(granule, urls), fields)) : itemText(granule, urls),
  )
  return { matched: matched!, limit, items, neighbours: neighboursOf(position, limit, next, items.length) }
}

/** The JSON text of an `ItemPage`. */
export function pageText({ matched, limit, items }: FoundItems, links: StacLink[]): string {
  const returned = items.length
  const page: Omit<ItemPage, 'features'> = {
    type: 'FeatureCollection',
    numberMatched: matched,
    numberReturned: returned,
    context: { limit, matched, returned },
    links,
  }
  return `${JSON.stringify(page).slice(0, -1)},"features":[${items.join(',')}]}`
}
