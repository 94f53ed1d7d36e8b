import type { StacCatalog, StacCollection, StacItem } from 'stac-ts'
import { NotFoundError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { toCollection } from './collections/collection.ts'
import { conformanceClasses } from './conformance.ts'
import { toItem } from './items/item.ts'
import { geoJson, html, json, openApi, rootLink, type StacUrls, stacVersion } from './links.ts'
import type { SearchParameters } from './schema.ts'
import { type ItemPage, searchItems } from './search/search.ts'

/** What the STAC API answers, without HTTP. */

export async function landingPage(store: Store, urls: StacUrls): Promise<StacCatalog> {
  const collections = await store.collections()
  return {
    type: 'Catalog',
    stac_version: stacVersion,
    id: 'oceanid',
    title: 'Oceanid',
    description: 'Satellite and in situ granules, by where they are on Earth and when.',
    conformsTo: conformanceClasses,
    links: [
      { rel: 'self', href: urls.root, type: json },
      rootLink(urls),
      { rel: 'service-desc', href: urls.serviceDescription, type: openApi, title: 'OpenAPI document' },
      { rel: 'service-doc', href: urls.servicePage, type: html, title: 'The API, for people' },
      { rel: 'conformance', href: urls.conformance, type: json },
      { rel: 'data', href: urls.collections, type: json },
      { rel: 'search', href: urls.search, type: geoJson, method: 'GET' },
      { rel: 'search', href: urls.search, type: geoJson, method: 'POST' },
      ...collections.map(({ id, title }) => ({
        rel: 'child',
        href: urls.collection(id),
        type: json,
        title: title || id,
      })),
    ],
  }
}

export async function listCollections(store: Store, urls: StacUrls) {
  const collections = await store.collections()
  return {
    collections: collections.map((summary) => toCollection(summary, urls)),
    links: [{ rel: 'self', href: urls.collections, type: json }, rootLink(urls)],
  }
}

/** @throws NotFoundError */
export async function getCollection(store: Store, id: string, urls: StacUrls): Promise<StacCollection> {
  const summary = await store.collection(id)
  if (!summary) throw noCollection(id)
  return toCollection(summary, urls)
}

/**
 * The search within one collection.
 *
 * @throws NotFoundError for an unknown collection, InvalidQueryError
 */
export async function listItems(
  store: Store,
  id: string,
  request: SearchParameters,
  urls: StacUrls,
): Promise<{ page: ItemPage; next: string | undefined }> {
  const { collections } = request
  const excluded = collections && collections.length > 0 && !collections.includes(id)
  const own = { ...request, collections: [id], ...(excluded && { ids: [] }) }
  const found = await searchItems(store, own, urls)
  if (found.page.numberMatched === 0 && !(await store.collection(id))) throw noCollection(id)
  return found
}

/** @throws NotFoundError */
export async function getItem(
  store: Store,
  collection: string,
  id: string,
  urls: StacUrls,
): Promise<StacItem> {
  const granule = await store.get(collection, id)
  if (!granule) throw new NotFoundError(`no item ${id} in the collection ${collection}`)
  return toItem(granule, urls)
}

function noCollection(id: string): NotFoundError {
  return new NotFoundError(`no collection ${id}`)
}
