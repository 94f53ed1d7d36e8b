import { atomType, descriptionType, descriptionUrl } from '../opensearch/links.ts'
import { html, json, openApi, stacUrls } from '../stac/links.ts'

export interface PageLink {
  rel: string
  href: string
  type: string
  title: string
}

/** Where everything that is served begins. */
export function startLinks(base: string): PageLink[] {
  const stac = stacUrls(base)
  return [
    { rel: 'self', href: `${base}/`, type: json, title: 'This page' },
    { rel: 'alternate', href: `${base}/`, type: html, title: 'This page for people' },
    { rel: 'root', href: stac.root, type: json, title: 'STAC API' },
    { rel: 'data', href: stac.collections, type: json, title: 'STAC collections' },
    {
      rel: 'service-desc',
      href: stac.serviceDescription,
      type: openApi,
      title: 'STAC API, OpenAPI document',
    },
    { rel: 'service-doc', href: stac.servicePage, type: html, title: 'STAC API, described' },
    { rel: 'search', href: descriptionUrl(base), type: descriptionType, title: 'OpenSearch description' },
    {
      rel: 'collections',
      href: `${base}/opensearch/collections.atom`,
      type: atomType,
      title: 'OpenSearch collections',
    },
    {
      rel: 'granules',
      href: `${base}/opensearch/granules.atom`,
      type: atomType,
      title: 'OpenSearch granules',
    },
  ]
}
