import type { Asset, CollectionSummary, Granule, Provider } from '../../catalog/granule.ts'
import { isFetchable } from '../opensearch/formats/summary.ts'
import { descriptionType, descriptionUrl, stacCollectionUrl, stacItemUrl } from '../opensearch/links.ts'
import { collectionPageUrl, granulePageUrl } from '../pages/urls.ts'
import { doiUrl, licenseUrl } from '../stac/collections/about.ts'
import { geoJson, json } from '../stac/links.ts'
import type { KnownCollection } from './knowledge.ts'
import { boxShapes } from './shapes.ts'

const context = 'https://schema.org/'

/** A collection as schema.org's Dataset, as search engines for data sets read it, in JSON-LD. */
export function schemaOrgRecord(known: KnownCollection, base: string): object {
  const { id, title, description, doi, keywords, license, providers, extent, taken } = known
  const { instruments, measured } = known
  const url = collectionPageUrl(base, id)
  const creators = providers.filter(({ roles }) => roles?.includes('producer'))
  const terms = licenseUrl(license)
  return {
    '@context': context,
    '@type': 'Dataset',
    '@id': url,
    url,
    identifier: doi === undefined ? [id] : [doiUrl(doi), id],
    name: title || id,
    description: description || title || id,
    ...(doi !== undefined && { sameAs: doiUrl(doi) }),
    ...(terms !== undefined && { license: terms }),
    ...(keywords.length > 0 && { keywords }),
    ...(creators.length > 0 && { creator: creators.map(organization) }),
    ...(providers.length > 0 && { provider: providers.map(organization) }),
    ...(extent && coverage(extent)),
    ...(taken && { dateModified: iso(taken.last) }),
    ...(instruments.length > 0 && { measurementTechnique: instruments }),
    ...(measured.length > 0 && { variableMeasured: measured.map(propertyValue) }),
    includedInDataCatalog: { '@type': 'DataCatalog', '@id': `${base}/`, url: `${base}/`, name: 'Oceanid' },
    distribution: [
      download('STAC', stacCollectionUrl(base, id), json),
      download('OpenSearch', descriptionUrl(base, id), descriptionType),
    ],
  }
}

/** A granule as a part of its collection's Dataset. */
export function schemaOrgGranule(granule: Granule, collection: CollectionSummary, base: string): object {
  const { id, start, end, bbox, assets } = granule
  const url = granulePageUrl(base, granule)
  const terms = licenseUrl(collection.license)
  const title = collection.title || collection.id
  return {
    '@context': context,
    '@type': 'Dataset',
    '@id': url,
    url,
    identifier: id,
    name: id,
    description: `Granule of ${title}, measured from ${iso(start)} to ${iso(end)}.`,
    isPartOf: { '@type': 'Dataset', '@id': collectionPageUrl(base, collection.id), name: title },
    ...(terms !== undefined && { license: terms }),
    ...coverage({ bbox, start, end }),
    dateModified: iso(granule.updated),
    distribution: [
      ...Object.entries(assets)
        .filter(([, { href }]) => isFetchable(href))
        .map(([key, asset]) => assetDownload(key, asset)),
      download('STAC', stacItemUrl(base, granule), geoJson),
    ],
  }
}

function coverage({ bbox, start, end }: NonNullable<CollectionSummary['extent']>): object {
  return {
    temporalCoverage: `${iso(start)}/${iso(end)}`,
    spatialCoverage: { '@type': 'Place', geo: boxShapes(bbox) },
  }
}

function organization({ name, url }: Provider): object {
  return { '@type': 'Organization', name, ...(url !== undefined && { url }) }
}

function propertyValue([name, { title, standardName, units }]: KnownCollection['measured'][number]): object {
  return {
    '@type': 'PropertyValue',
    name,
    ...(title !== undefined && { description: title }),
    ...(standardName !== undefined && { propertyID: standardName }),
    ...(units !== undefined && { unitText: units }),
  }
}

function download(name: string, contentUrl: string, encodingFormat: string): object {
  return { '@type': 'DataDownload', name, contentUrl, encodingFormat }
}

function assetDownload(key: string, { href, type, title, size }: Asset): object {
  return {
    ...download(title ?? key, href, type),
    ...(size !== undefined && { contentSize: `${size} B` }),
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
