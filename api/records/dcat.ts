import type { Provider } from '../../catalog/granule.ts'
import { descriptionType, descriptionUrl, stacCollectionUrl } from '../opensearch/links.ts'
import { collectionPageUrl } from '../pages/urls.ts'
import { doiUrl, licenseUrl } from '../stac/collections/about.ts'
import { json, stacUrls } from '../stac/links.ts'
import { lineageText } from './iso/acquisition.ts'
import type { KnownCollection } from './knowledge.ts'
import { boxWkt } from './shapes.ts'
import { catalogRecordUrl, recordUrl } from './urls.ts'

const context = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  geosparql: 'http://www.opengis.net/ont/geosparql#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

const mediaTypes = 'https://www.iana.org/assignments/media-types/'
/** Environment, in the data themes of the European Union, which DCAT-AP takes. */
const theme = 'http://publications.europa.eu/resource/authority/data-theme/ENVI'

/** A collection as a dataset of DCAT 3 (DCAT-AP), in JSON-LD. */
export function dcatRecord(known: KnownCollection, base: string): object {
  return { '@context': context, ...dataset(known, base) }
}

/** All collections as one catalogue. */
export function dcatCatalog(collections: KnownCollection[], base: string): object {
  const publishers = collections.flatMap((one) => agentsOf(one.providers, 'host'))
  return {
    '@context': context,
    '@id': catalogRecordUrl(base),
    '@type': 'dcat:Catalog',
    'dct:title': 'Oceanid',
    'dct:description': 'Satellite and in situ granules, by where they are on Earth and when.',
    'foaf:homepage': { '@id': `${base}/` },
    ...(publishers[0] && { 'dct:publisher': publishers[0] }),
    'dcat:service': services(base),
    'dcat:dataset': collections.map((one) => dataset(one, base)),
  }
}

function dataset(known: KnownCollection, base: string): Record<string, unknown> {
  const { id, title, description, doi, keywords, providers, extent, taken } = known
  const [publisher] = agentsOf(providers, 'host')
  const creators = agentsOf(providers, 'producer')
  const lineage = lineageText(known)
  const page = collectionPageUrl(base, id)
  return {
    '@id': page,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': title || id,
    'dct:description': description || title || id,
    'dcat:landingPage': { '@id': page },
    'dcat:theme': { '@id': theme },
    ...(keywords.length > 0 && { 'dcat:keyword': keywords }),
    ...(doi !== undefined && {
      'adms:identifier': { '@type': 'adms:Identifier', 'skos:notation': doiUrl(doi) },
    }),
    ...(publisher && { 'dct:publisher': publisher }),
    ...(creators.length > 0 && { 'dct:creator': creators }),
    ...(providers[0] && { 'dcat:contactPoint': contactOf(providers[0]) }),
    ...(extent && {
      'dct:spatial': {
        '@type': 'dct:Location',
        'dcat:bbox': { '@type': 'geosparql:wktLiteral', '@value': boxWkt(extent.bbox) },
      },
      'dct:temporal': {
        '@type': 'dct:PeriodOfTime',
        'dcat:startDate': dateTime(extent.start),
        'dcat:endDate': dateTime(extent.end),
      },
    }),
    ...(taken && { 'dct:issued': dateTime(taken.first), 'dct:modified': dateTime(taken.last) }),
    ...(lineage !== undefined && {
      'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'rdfs:label': lineage },
    }),
    'foaf:isPrimaryTopicOf': [
      { '@id': recordUrl(base, id, 'iso') },
      { '@id': recordUrl(base, id, 'schemaOrg') },
    ],
    'dcat:distribution': distributions(known, base),
  }
}

function distributions({ id, license }: KnownCollection, base: string): object[] {
  const [stac, openSearch] = services(base)
  const terms = licenseUrl(license)
  const access = (name: string, href: string, type: string, service: object | undefined) => ({
    '@id': href,
    '@type': 'dcat:Distribution',
    'dct:title': name,
    'dcat:accessURL': { '@id': href },
    'dcat:mediaType': { '@id': `${mediaTypes}${type}` },
    'dcat:accessService': service,
    ...(terms !== undefined && { 'dct:license': { '@id': terms } }),
    ...(terms === undefined && { 'dct:rights': { '@type': 'dct:RightsStatement', 'rdfs:label': license } }),
  })
  return [
    access('STAC', stacCollectionUrl(base, id), json, stac),
    access('OpenSearch', descriptionUrl(base, id), descriptionType, openSearch),
  ]
}

function services(base: string): object[] {
  const stac = stacUrls(base)
  return [
    {
      '@id': stac.root,
      '@type': 'dcat:DataService',
      'dct:title': 'STAC API',
      'dcat:endpointURL': { '@id': stac.root },
      'dcat:endpointDescription': { '@id': stac.serviceDescription },
      'dct:conformsTo': { '@id': 'https://api.stacspec.org/v1.0.0/core' },
    },
    {
      '@id': descriptionUrl(base),
      '@type': 'dcat:DataService',
      'dct:title': 'OpenSearch',
      'dcat:endpointURL': { '@id': `${base}/opensearch` },
      'dcat:endpointDescription': { '@id': descriptionUrl(base) },
    },
  ]
}

/** Those with a role; all of them where nobody has it. */
function agentsOf(providers: readonly Provider[], role: NonNullable<Provider['roles']>[number]): object[] {
  const named = providers.filter(({ roles }) => roles?.includes(role))
  return (named.length > 0 ? named : providers).map(({ name, url }) => ({
    '@type': 'foaf:Agent',
    'foaf:name': name,
    ...(url !== undefined && { 'foaf:homepage': { '@id': url } }),
  }))
}

function contactOf({ name, url }: Provider): object {
  return {
    '@type': 'vcard:Organization',
    'vcard:fn': name,
    ...(url !== undefined && { 'vcard:hasURL': { '@id': url } }),
  }
}

function dateTime(instant: number): object {
  return { '@type': 'xsd:dateTime', '@value': new Date(instant).toISOString() }
}
