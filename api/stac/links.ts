import type { StacLink, StacVersion } from 'stac-ts'
import type { Capabilities } from '../../catalog/store.ts'

/** The package's types are those of 1.0.0; what we fill of them is the same in 1.1.0, but for the version itself. */
export const stacVersion = '1.1.0' as string as StacVersion

export const json = 'application/json'
export const geoJson = 'application/geo+json'
export const schemaJson = 'application/schema+json'
export const openApi = 'application/vnd.oai.openapi+json;version=3.0'
export const html = 'text/html'

export const queryablesRel = 'http://www.opengis.net/def/rel/ogc/1.0/queryables'
const sortablesRel = 'http://www.opengis.net/def/rel/ogc/1.0/sortables'

/** Addresses of the STAC API, all absolute, from its root. */
export function stacUrls(baseUrl: string) {
  const root = `${baseUrl}/stac`
  const collection = (id: string) => `${root}/collections/${encodeURIComponent(id)}`
  return {
    base: baseUrl,
    root,
    collection,
    collections: `${root}/collections`,
    conformance: `${root}/conformance`,
    search: `${root}/search`,
    children: `${root}/children`,
    crossovers: (collection: string) => `${root}/crossovers?collections=${encodeURIComponent(collection)}`,
    serviceDescription: `${root}/api`,
    servicePage: `${root}/api.html`,
    items: (id: string) => `${collection(id)}/items`,
    item: (collectionUrl: string, id: string) => `${collectionUrl}/items/${encodeURIComponent(id)}`,
    /** Catalogues of a collection's items by when they start; `period` is a year, a month or a day. */
    times: (id: string, period?: string) => `${collection(id)}/times${period ? `/${period}` : ''}`,
    /** Of everything, or of one collection. */
    queryables: (id?: string) => `${id === undefined ? root : collection(id)}/queryables`,
    /** Of collections themselves. */
    collectionQueryables: `${root}/collection-queryables`,
    sortables: (id?: string) => `${id === undefined ? root : collection(id)}/sortables`,
    aggregate: (id?: string) => `${id === undefined ? root : collection(id)}/aggregate`,
    aggregations: (id?: string) => `${id === undefined ? root : collection(id)}/aggregations`,
  }
}

export type StacUrls = ReturnType<typeof stacUrls>

export function rootLink(urls: StacUrls): StacLink {
  return { rel: 'root', href: urls.root, type: json }
}

/** To what can be filtered, sorted and, where the engine counts, counted by, in everything or in one collection. */
export function vocabularyLinks(urls: StacUrls, { aggregation }: Capabilities, id?: string): StacLink[] {
  const counting = [
    { rel: 'aggregate', href: urls.aggregate(id), type: json, method: 'GET' },
    { rel: 'aggregate', href: urls.aggregate(id), type: json, method: 'POST' },
    { rel: 'aggregations', href: urls.aggregations(id), type: json, title: 'What can be counted' },
  ]
  return [
    { rel: queryablesRel, href: urls.queryables(id), type: schemaJson, title: 'What can be filtered by' },
    { rel: sortablesRel, href: urls.sortables(id), type: schemaJson, title: 'What can be sorted by' },
    ...(aggregation ? counting : []),
  ]
}
