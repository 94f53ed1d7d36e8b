import type { StacCollection } from 'stac-ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import { geoJson, json, rootLink, type StacUrls, stacVersion } from '../links.ts'

/** A collection as STAC describes it; one without granules is said to be anywhere at any time. */
export function toCollection(summary: CollectionSummary, urls: StacUrls): StacCollection {
  const { id, extent } = summary
  const interval: [string | null, string | null] = extent
    ? [new Date(extent.start).toISOString(), new Date(extent.end).toISOString()]
    : [null, null]
  return {
    type: 'Collection',
    stac_version: stacVersion,
    id,
    title: summary.title || id,
    description: summary.description || summary.title || id,
    keywords: summary.keywords,
    license: summary.license,
    providers: summary.providers.map((provider) => ({ ...provider })),
    extent: {
      spatial: { bbox: [extent?.bbox ?? [-180, -90, 180, 90]] },
      temporal: { interval: [interval] },
    },
    'oceanid:granules': summary.granules,
    links: [
      { rel: 'self', href: urls.collection(id), type: json },
      { rel: 'parent', href: urls.root, type: json },
      rootLink(urls),
      { rel: 'items', href: urls.items(id), type: geoJson, title: 'Items of the collection' },
    ],
  }
}
