import type { Granule } from '../../catalog/granule.ts'
import { stacUrls } from '../stac/links.ts'
import type { Language } from './language.ts'

/** Addresses of pages for people. */
export interface PageUrls {
  home: string
  collections: string
  collection(id: string): string
  granule(granule: Pick<Granule, 'collection' | 'id'>): string
  /** What else saw the places of a granule. */
  crossovers(granule: Pick<Granule, 'collection' | 'id'>): string
  /** The list of metadata records. */
  records: string
  /** How the STAC API is called. */
  api: string
}

/** @param named the language that links are to name; without, the reader's own is chosen there again */
export function pageUrls(base: string, named?: Language): PageUrls {
  const inLanguage = (address: string) => (named === undefined ? address : `${address}?lang=${named}`)
  return {
    home: inLanguage(`${base}/`),
    collections: inLanguage(`${base}/collections`),
    collection: (id) => inLanguage(collectionPageUrl(base, id)),
    granule: (granule) => inLanguage(granulePageUrl(base, granule)),
    crossovers: (granule) => inLanguage(`${granulePageUrl(base, granule)}/crossovers`),
    records: inLanguage(`${base}/records`),
    api: inLanguage(stacUrls(base).servicePage),
  }
}

export function collectionPageUrl(base: string, id: string): string {
  return `${base}/collections/${encodeURIComponent(id.toWellFormed())}`
}

export function granulePageUrl(base: string, { collection, id }: Pick<Granule, 'collection' | 'id'>): string {
  return `${collectionPageUrl(base, collection)}/granules/${encodeURIComponent(id.toWellFormed())}`
}
