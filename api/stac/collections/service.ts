import pLimit from 'p-limit'
import type { StacCollection } from 'stac-ts'
import { NotFoundError } from '../../../catalog/errors.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import type { StacUrls } from '../links.ts'
import { toCollection } from './collection.ts'

/** Collections whose granules' properties are asked for at a time. */
const atOnce = 8

/** @throws NotFoundError */
export async function getCollection(store: Store, id: string, urls: StacUrls): Promise<StacCollection> {
  return describe(store, await summaryOf(store, id), urls)
}

/** @throws NotFoundError */
export async function summaryOf(store: Store, id: string): Promise<CollectionSummary> {
  const summary = await store.collection(id)
  if (!summary) throw new NotFoundError(`no collection ${id}`)
  return summary
}

export async function listChildren(store: Store, urls: StacUrls): Promise<StacCollection[]> {
  return describeAll(store, await store.collections(), urls)
}

export async function describeAll(
  store: Store,
  collections: CollectionSummary[],
  urls: StacUrls,
): Promise<StacCollection[]> {
  const limited = pLimit(atOnce)
  return Promise.all(collections.map((collection) => limited(() => describe(store, collection, urls))))
}

async function describe(
  store: Store,
  collection: CollectionSummary,
  urls: StacUrls,
): Promise<StacCollection> {
  const properties = collection.granules > 0 ? await store.properties([collection.id]) : []
  return toCollection(collection, properties, urls, store.capabilities)
}
