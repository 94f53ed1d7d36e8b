import type { StacItem } from 'stac-ts'
import { NotFoundError } from '../../../catalog/errors.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { summaryOf } from '../collections/service.ts'
import type { StacUrls } from '../links.ts'
import type { SearchRequest } from '../search/parameters.ts'
import { type FoundItems, searchItems } from '../search/search.ts'
import { toItem } from './item.ts'

/**
 * The search within one collection.
 *
 * @throws NotFoundError for an unknown collection, InvalidQueryError
 */
export async function listItems(
  store: Store,
  id: string,
  request: SearchRequest,
  urls: StacUrls,
): Promise<FoundItems> {
  const found = await searchItems(store, within(request, id), urls)
  if (found.matched === 0) await summaryOf(store, id)
  return found
}

/** The request, for items of one collection alone. */
export function within<Request extends { collections?: string[]; ids?: string[] }>(
  request: Request,
  id: string,
): Request {
  const { collections } = request
  const excluded = collections && collections.length > 0 && !collections.includes(id)
  return { ...request, collections: [id], ...(excluded && { ids: [] }) }
}

/** @throws NotFoundError */
export async function getItem(
  store: Store,
  collection: string,
  id: string,
  urls: StacUrls,
): Promise<StacItem> {
  return toItem(await granuleOf(store, collection, id), urls)
}

/** @throws NotFoundError */
export async function granuleOf(store: Store, collection: string, id: string): Promise<Granule> {
  const granule = await store.get(collection, id)
  if (!granule) throw new NotFoundError(`no item ${id} in the collection ${collection}`)
  return granule
}
