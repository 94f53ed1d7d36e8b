import type { StacCollection, StacLink } from 'stac-ts'
import type { PropertySummary } from '../../../catalog/aggregation.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import type { Capabilities } from '../../../catalog/store.ts'
import { collectionPageUrl } from '../../pages/urls.ts'
import { recordLinks } from '../../records/urls.ts'
import { geoJson, html, json, rootLink, type StacUrls, stacVersion, vocabularyLinks } from '../links.ts'
import { doiUrl, licenseUrl } from './about.ts'
import { cubeOf } from './cube.ts'
import { itemAssetsOf } from './item-assets.ts'
import { summariesOf } from './summaries.ts'

/** A collection as STAC describes it; one without granules is said to be anywhere at any time. */
export function toCollection(
  summary: CollectionSummary,
  properties: PropertySummary[],
  urls: StacUrls,
  capabilities: Capabilities,
): StacCollection {
  const { id, extent, doi } = summary
  const interval: [string | null, string | null] = extent
    ? [new Date(extent.start).toISOString(), new Date(extent.end).toISOString()]
    : [null, null]
  const fields = {
    ...(doi !== undefined && { 'sci:doi': doi }),
    ...cubeOf(summary),
  }
  const summaries = summariesOf(summary, properties)
  const item_assets = itemAssetsOf(summary)
  return {
    type: 'Collection',
    stac_version: stacVersion,
    stac_extensions: extensionsOf(fields, summaries),
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
    ...(Object.keys(summaries).length > 0 && { summaries }),
    ...(item_assets && { item_assets }),
    ...fields,
    'oceanid:granules': summary.granules,
    links: [
      { rel: 'self', href: urls.collection(id), type: json },
      { rel: 'parent', href: urls.root, type: json },
      rootLink(urls),
      { rel: 'items', href: urls.items(id), type: geoJson, title: 'Items of the collection' },
      { rel: 'child', href: urls.times(id), type: json, title: 'Items by the time they start' },
      {
        rel: 'crossovers',
        href: urls.crossovers(id),
        type: geoJson,
        title: 'Crossovers with itself; &versus= with others',
      },
      ...vocabularyLinks(urls, capabilities, id),
      { rel: 'alternate', href: collectionPageUrl(urls.base, id), type: html, title: 'Page for people' },
      ...recordLinks(urls.base, id).map((link) => ({ rel: 'describedby', ...link })),
      ...aboutLinks(summary),
    ],
  }
}

function aboutLinks({ license, doi }: CollectionSummary): StacLink[] {
  const links: StacLink[] = []
  const terms = licenseUrl(license)
  if (terms !== undefined) links.push({ rel: 'license', href: terms, type: html, title: license })
  if (doi !== undefined) {
    links.push({ rel: 'cite-as', href: doiUrl(doi), title: 'How to cite' })
  }
  return links
}

/** By what a field begins with, and where it makes a schema apply. */
const extensions: [prefix: string, schema: string][] = [
  ['sci:', 'https://stac-extensions.github.io/scientific/v1.0.0/schema.json'],
  ['cube:', 'https://stac-extensions.github.io/datacube/v2.2.0/schema.json'],
]

function extensionsOf(fields: object, summaries: object): string[] {
  const names = Object.keys(fields)
  const used = extensions.filter(([prefix]) => names.some((name) => name.startsWith(prefix)))
  const schemas = used.map(([, schema]) => schema)
  if (Object.keys(summaries).some((name) => name.startsWith('processing:'))) {
    schemas.push('https://stac-extensions.github.io/processing/v1.2.0/schema.json')
  }
  return schemas
}
