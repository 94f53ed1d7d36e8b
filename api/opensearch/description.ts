import type { PropertySummary } from '../../catalog/aggregation.ts'
import type { CollectionSummary } from '../../catalog/granule.ts'
import type { Relation } from '../../catalog/query.ts'
import { isoOf } from './entry.ts'
import { eoParametersOf } from './eo-parameters.ts'
import { formats } from './formats.ts'
import { descriptionType, descriptionUrl, encodeQuery } from './links.ts'
import { declareNamespaces } from './namespaces.ts'
import type { Level, Parameter } from './parameter.ts'
import { parametersOf } from './parameters.ts'
import { attributes, element, emptyElement } from './xml.ts'

/** Of more, the description does not list the identifiers. */
const mostCollections = 200

/**
 * How to search the collections, and the granules of all of them: OpenSearch 1.1 with the Parameter extension.
 * Where a client keeps one Url a media type, it is the last, which finds granules.
 *
 * @param properties what the granules have: of the terms of Earth observation only those are described
 */
export function describeAll(
  base: string,
  collections: CollectionSummary[],
  properties: readonly PropertySummary[],
  relations: readonly Relation[],
): string {
  const ids = collections.map(({ id }) => id)
  const filled = {
    properties,
    relations,
    ...(ids.length > 0 && ids.length <= mostCollections && { collections: ids }),
  }
  const example = collections.find(({ granules }) => granules > 0)
  return describeSearch({
    self: descriptionUrl(base),
    shortName: 'Oceanid',
    longName: 'Oceanid: collections and granules',
    text: 'Search satellite and in situ granules by where they are on Earth and when, and the collections they form.',
    urls: (['collections', 'granules'] as const).flatMap((level) => urlElements(base, level, filled)),
    example: exampleQuery(example),
  })
}

/** How to search the granules of one collection, whose identifier the templates have filled in. */
export function describeCollection(
  base: string,
  collection: CollectionSummary,
  properties: readonly PropertySummary[],
  relations: readonly Relation[],
): string {
  const { id, title, description: text, extent, providers, license } = collection
  return describeSearch({
    self: descriptionUrl(base, id),
    shortName: 'Oceanid',
    longName: title,
    text: `Search granules of ${id}. ${text}`,
    urls: urlElements(base, 'granules', {
      properties,
      relations,
      parentIdentifier: id,
      ...(extent && { since: isoOf(extent.start), until: isoOf(extent.end) }),
    }),
    example: exampleQuery(collection),
    attribution: [...providers.map(({ name }) => name), license].join(', '),
  })
}

/** As a description document has it; lengths are cut to those that OpenSearch 1.1 allows. */
export interface SearchDescription {
  self: string
  shortName: string
  longName: string
  text: string
  urls: string[]
  example?: string
  attribution?: string
}

export function describeSearch({
  self,
  shortName,
  longName,
  text,
  urls,
  example = '',
  attribution,
}: SearchDescription): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription${declareNamespaces('opensearch', 'parameters', 'geo', 'time', 'eo', 'sru', 'oceanid', 'atom')}>
${[
  element('ShortName', shorten(shortName, 16)),
  element('Description', shorten(text, 1024)),
  element('Tags', 'CEOS-OS-BP-V1.1/L3'),
  emptyElement('Url', { type: descriptionType, rel: 'self', template: self }),
  ...urls,
  element('LongName', shorten(longName, 48)),
  example,
  element('Developer', 'Oceanid'),
  element('Attribution', attribution && shorten(attribution, 256)),
  element('SyndicationRight', 'open'),
  element('AdultContent', 'false'),
  element('Language', 'en'),
  element('InputEncoding', 'UTF-8'),
  element('OutputEncoding', 'UTF-8'),
]
  .filter((line) => line !== '')
  .join('\n')}
</OpenSearchDescription>
`
}

/** Without cutting a character in two. */
function shorten(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

interface Filled {
  properties: readonly PropertySummary[]
  /** Spatial relations that are answered. */
  relations: readonly Relation[]
  parentIdentifier?: string
  /** From which one may choose. */
  collections?: string[]
  /** Bounds of the times worth asking for. */
  since?: string
  until?: string
}

function urlElements(base: string, level: Level, filled: Filled): string[] {
  const { properties, relations, parentIdentifier, collections, since, until } = filled
  const parameters = parametersOf(level, { eo: eoParametersOf(properties), relations })
    .filter(({ name }) => name !== 'parentIdentifier' || parentIdentifier === undefined)
    .map((one) => (one.name === 'parentIdentifier' && collections ? { ...one, options: collections } : one))
  const bounds = { minInclusive: since, maxInclusive: until }
  return searchUrls(`${base}/opensearch`, level, parameters, { bounds, parentIdentifier })
}

interface UrlOptions {
  /** Of the times worth asking for. */
  bounds?: Bounds
  /** The collection that the template has filled in. */
  parentIdentifier?: string | undefined
}

/** The Url elements of one level, one a format. */
export function searchUrls(
  root: string,
  level: Level,
  parameters: readonly Parameter[],
  { bounds = {}, parentIdentifier }: UrlOptions = {},
): string[] {
  const fixed = parentIdentifier === undefined ? [] : [`parentIdentifier=${encodeQuery(parentIdentifier)}`]
  const query = [...fixed, ...parameters.map(({ name, token }) => `${name}={${token}?}`)].join('&')
  const inner = parameters.map((parameter) =>
    parameterElement(parameter, parameter.token.startsWith('time:') && !parameter.options ? bounds : {}),
  )
  return formats.map(({ extension, mediaType }) => {
    const values = {
      type: mediaType,
      rel: level === 'granules' ? 'results' : 'collection',
      indexOffset: 1,
      pageOffset: 1,
      template: `${root}/${level}.${extension}?${query}`,
    }
    return `<Url${attributes(values)}>\n${inner.join('\n')}\n</Url>`
  })
}

interface Bounds {
  minInclusive?: string | undefined
  maxInclusive?: string | undefined
}

function parameterElement(parameter: Parameter, bounds: Bounds): string {
  const { name, token, title, pattern, minInclusive, maxInclusive, options, geometries } = parameter
  const values = {
    name,
    value: `{${token}}`,
    minimum: 0,
    maximum: 1,
    title,
    pattern,
    minInclusive: bounds.minInclusive ?? minInclusive,
    maxInclusive: bounds.maxInclusive ?? maxInclusive,
  }
  const children = [
    ...(options ?? []).map((value) => emptyElement('parameters:Option', { value, label: value })),
    ...(geometries ?? []).map((type) =>
      emptyElement('atom:link', { rel: 'profile', href: `http://www.opengis.net/wkt/${type}` }),
    ),
  ]
  return children.length === 0
    ? emptyElement('parameters:Parameter', values)
    : `<parameters:Parameter${attributes(values)}>${children.join('')}</parameters:Parameter>`
}

/** One that has results: the whole extent of the collection. */
function exampleQuery(collection: CollectionSummary | undefined): string {
  const { id, extent } = collection ?? {}
  return emptyElement('Query', {
    role: 'example',
    count: 10,
    'eo:parentIdentifier': id,
    'geo:box': extent?.bbox.join(','),
    'time:start': extent && isoOf(extent.start),
    'time:end': extent && isoOf(extent.end),
  })
}
