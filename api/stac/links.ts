import type { StacLink, StacVersion } from 'stac-ts'

/** The package's types are those of 1.0.0; what we fill of them is the same in 1.1.0, but for the version itself. */
export const stacVersion = '1.1.0' as string as StacVersion

export const json = 'application/json'
export const geoJson = 'application/geo+json'
export const openApi = 'application/vnd.oai.openapi+json;version=3.0'
export const html = 'text/html'

/** Addresses of the STAC API, all absolute, from its root. */
export function stacUrls(baseUrl: string) {
  const root = `${baseUrl}/stac`
  const collection = (id: string) => `${root}/collections/${encodeURIComponent(id)}`
  return {
    root,
    collection,
    collections: `${root}/collections`,
    conformance: `${root}/conformance`,
    search: `${root}/search`,
    serviceDescription: `${root}/api`,
    servicePage: `${root}/api.html`,
    items: (id: string) => `${collection(id)}/items`,
    item: (collectionUrl: string, id: string) => `${collectionUrl}/items/${encodeURIComponent(id)}`,
  }
}

export type StacUrls = ReturnType<typeof stacUrls>

export function rootLink(urls: StacUrls): StacLink {
  return { rel: 'root', href: urls.root, type: json }
}
