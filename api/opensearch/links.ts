import type { Granule } from '../../catalog/granule.ts'
import type { Window } from '../pieces.ts'
import { stacUrls } from '../stac/links.ts'
import type { Sent } from './parameters.ts'

export interface Link {
  rel: string
  href: string
  type: string
  title?: string
  /** Bytes. */
  length?: number
}

export const descriptionType = 'application/opensearchdescription+xml'
export const atomType = 'application/atom+xml'

/** For the query of a URL; commas and colons stay as they are, as RFC 3986 allows. */
export function encodeQuery(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('%2C', ',').replaceAll('%3A', ':')
}

/** The description document of one collection, or the general one. */
export function descriptionUrl(base: string, collection?: string): string {
  return collection === undefined
    ? `${base}/opensearch/description.xml`
    : `${base}/opensearch/collections/${encodeURIComponent(collection.toWellFormed())}/description.xml`
}

/** For the head of a page: a browser then offers the search. */
export function descriptionLink(base: string): Link {
  return { rel: 'search', href: descriptionUrl(base), type: descriptionType, title: 'Oceanid' }
}

/** The request as it was honoured. */
export function searchUrl(address: string, honoured: readonly Sent[]): string {
  return withQuery(
    address,
    honoured.map(({ as, value }) => [as, value]),
  )
}

/** The same request for another stretch of its results. */
export function windowUrl(address: string, honoured: readonly Sent[], { offset, count }: Window): string {
  const kept = honoured.filter(
    ({ parameter }) => !['count', 'startIndex', 'startPage'].includes(parameter.name),
  )
  return withQuery(address, [
    ...kept.map(({ as, value }): [string, string] => [as, value]),
    ['count', String(count)],
    ['startIndex', String(offset + 1)],
  ])
}

function withQuery(address: string, pairs: [string, string][]): string {
  const query = pairs.map(([name, value]) => `${encodeQuery(name)}=${encodeQuery(value)}`).join('&')
  return query === '' ? address : `${address}?${query}`
}

/** The identifier of a granule over all collections. */
export function uidOf({ collection, id }: Pick<Granule, 'collection' | 'id'>): string {
  return `${collection}:${id}`
}

/** The entry of a granule alone: its identifier for ever. */
export function granuleUrl(base: string, granule: Granule): string {
  return `${base}/opensearch/granules.atom?uid=${encodeQuery(uidOf(granule))}`
}

/** The entry of a collection alone. */
export function collectionUrl(base: string, id: string): string {
  return `${base}/opensearch/collections.atom?uid=${encodeQuery(id)}`
}

export function stacItemUrl(base: string, { collection, id }: Granule): string {
  return stacUrls(base).item(stacCollectionUrl(base, collection), id.toWellFormed())
}

export function stacCollectionUrl(base: string, id: string): string {
  return stacUrls(base).collection(id.toWellFormed())
}
