import type { StacCatalog } from 'stac-ts'
import type { Store } from '../../../catalog/store.ts'
import {
  geoJson,
  html,
  json,
  openApi,
  rootLink,
  type StacUrls,
  stacVersion,
  vocabularyLinks,
} from '../links.ts'

export async function landingPage(store: Store, urls: StacUrls, conformsTo: string[]): Promise<StacCatalog> {
  const collections = await store.collections()
  return {
    type: 'Catalog',
    stac_version: stacVersion,
    id: 'oceanid',
    title: 'Oceanid',
    description: 'Satellite and in situ granules, by where they are on Earth and when.',
    conformsTo,
    links: [
      { rel: 'self', href: urls.root, type: json },
      rootLink(urls),
      { rel: 'service-desc', href: urls.serviceDescription, type: openApi, title: 'OpenAPI document' },
      { rel: 'service-doc', href: urls.servicePage, type: html, title: 'The API, for people' },
      { rel: 'conformance', href: urls.conformance, type: json },
      { rel: 'data', href: urls.collections, type: json },
      { rel: 'children', href: urls.children, type: json },
      { rel: 'search', href: urls.search, type: geoJson, method: 'GET' },
      { rel: 'search', href: urls.search, type: geoJson, method: 'POST' },
      ...vocabularyLinks(urls, store.capabilities),
      ...collections.map(({ id, title }) => ({
        rel: 'child',
        href: urls.collection(id),
        type: json,
        title: title || id,
      })),
    ],
  }
}
