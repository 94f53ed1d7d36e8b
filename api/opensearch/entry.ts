import { relationOf } from '../../catalog/asset-relation.ts'
import type { Box, Geometry } from '../../catalog/geometry/types.ts'
import type { Asset, CollectionSummary, Granule, Instant, PropertyValue } from '../../catalog/granule.ts'
import { knownProperties } from '../../catalog/properties.ts'
import { collectionPageUrl, granulePageUrl } from '../pages/urls.ts'
import { recordLinks } from '../records/urls.ts'
import { geoJson, html, json } from '../stac/links.ts'
import { eoParameters } from './eo-parameters.ts'
import {
  atomType,
  collectionUrl,
  descriptionType,
  descriptionUrl,
  granuleUrl,
  type Link,
  stacCollectionUrl,
  stacItemUrl,
  uidOf,
} from './links.ts'

/** One result, for any format to write. */
export interface Entry {
  /** Its address for ever. */
  href: string
  /** Where a person reads it. */
  page?: string
  identifier: string
  /** Of its collection. */
  parentIdentifier?: string
  /** For a granule, what its file is called: clients merge what several services find by this name. */
  title: string
  /** What a person wants to read of it. */
  description?: string
  facts: [label: string, value: string][]
  /** What it says by the terms of the Earth observation extension. */
  eo: Record<string, PropertyValue>
  span?: { start: Instant; end: Instant }
  bbox?: Box
  geometry?: Geometry
  updated: Instant
  authors: string[]
  license?: string
  /** The service that has it. */
  source?: string
  links: Link[]
}

export function granuleEntry(granule: Granule, base: string): Entry {
  const { collection, id, start, end, geometry, bbox, properties, updated } = granule
  const href = granuleUrl(base, granule)
  const page = granulePageUrl(base, granule)
  const eo: Entry['eo'] = {}
  for (const { name, property } of eoParameters) {
    const value = properties[property]
    if (value !== undefined) eo[name] = property === 'direction' ? String(value).toUpperCase() : value
  }
  return {
    href,
    page,
    identifier: uidOf(granule),
    parentIdentifier: collection,
    title: id,
    facts: factsOf(granule),
    eo,
    span: { start, end },
    bbox,
    geometry,
    updated,
    authors: [],
    source: 'Oceanid',
    links: [
      { rel: 'self', href, type: atomType },
      ...Object.entries(granule.assets).map(([name, asset]) => assetLink(name, asset)),
      { rel: 'alternate', href: stacItemUrl(base, granule), type: geoJson, title: 'STAC item' },
      { rel: 'alternate', href: page, type: html, title: 'Page' },
      { rel: 'via', href: stacItemUrl(base, granule), type: geoJson, title: 'Metadata (STAC item)' },
      { rel: 'up', href: collectionUrl(base, collection), type: atomType, title: collection },
      searchLink(base, collection),
    ],
  }
}

/** @param now when it is asked, since a collection changes with every granule */
export function collectionEntry(collection: CollectionSummary, base: string, now: Instant): Entry {
  const { id, title, description, license, keywords, providers, granules, extent } = collection
  const stac = stacCollectionUrl(base, id)
  const href = collectionUrl(base, id)
  const page = collectionPageUrl(base, id)
  return {
    href,
    page,
    identifier: id,
    title,
    description,
    facts: [
      ...(extent ? [['Time', `${isoOf(extent.start)} to ${isoOf(extent.end)}`] as [string, string]] : []),
      ['Granules', String(granules)],
      ...(keywords.length > 0 ? [['Keywords', keywords.join(', ')] as [string, string]] : []),
    ],
    eo: {},
    ...(extent && { span: { start: extent.start, end: extent.end }, bbox: extent.bbox }),
    updated: now,
    authors: providers.map(({ name }) => name),
    license,
    source: 'Oceanid',
    links: [
      { rel: 'self', href, type: atomType },
      searchLink(base, id),
      { rel: 'up', href: `${base}/opensearch/collections.atom`, type: atomType, title: 'Collections' },
      { rel: 'describedby', href: stac, type: json, title: 'STAC collection' },
      ...recordLinks(base, id).map((link) => ({ rel: 'describedby', ...link })),
      { rel: 'alternate', href: stac, type: json, title: 'STAC collection' },
      { rel: 'alternate', href: page, type: html, title: 'Page' },
      { rel: 'via', href: stac, type: json, title: 'Metadata (STAC collection)' },
    ],
  }
}

export function isoOf(instant: Instant): string {
  return new Date(instant).toISOString()
}

function searchLink(base: string, collection: string): Link {
  return {
    rel: 'search',
    href: descriptionUrl(base, collection),
    type: descriptionType,
    title: `Search granules of ${collection}`,
  }
}

function assetLink(name: string, { href, type, roles, title, size }: Asset): Link {
  const rel = relationOf(roles)
  return { rel, href, type, title: title ?? name, ...(size !== undefined && { length: size }) }
}

function factsOf({ collection, start, end, kind, properties }: Granule): [string, string][] {
  const facts: [string, string][] = [
    ['Collection', collection],
    ['Time', `${isoOf(start)} to ${isoOf(end)}`],
    ['Kind', kind],
  ]
  for (const [name, { title }] of Object.entries(knownProperties)) {
    const value = properties[name]
    if (value !== undefined) {
      facts.push([title.replace(/ \(.*\)$/, ''), Array.isArray(value) ? value.join(', ') : String(value)])
    }
  }
  return facts
}
