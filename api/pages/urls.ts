import type { Granule } from '../../catalog/granule.ts'
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
}

/** @param named the language that links are to name; without, the reader's own is chosen there again */
export function pageUrls(base: string, named?: Language): PageUrls {
  const address = (...segments: string[]) => {
    const path = segments.map((one) => encodeURIComponent(one.toWellFormed())).join('/')
    return `${base}/${path}${named === undefined ? '' : `?lang=${named}`}`
  }
  return {
    home: address(''),
    collections: address('collections'),
    collection: (id) => address('collections', id),
    granule: ({ collection, id }) => address('collections', collection, 'granules', id),
    crossovers: ({ collection, id }) => address('collections', collection, 'granules', id, 'crossovers'),
    records: address('records'),
  }
}
