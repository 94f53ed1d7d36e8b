import type { CollectionSummary, Granule, Instant } from '../../catalog/granule.ts'
import { collectionEntry, type Entry, granuleEntry } from './entry.ts'
import { type Format, formats } from './formats.ts'
import { descriptionType, descriptionUrl, type Link, searchUrl, windowUrl } from './links.ts'
import type { Level, Sent } from './parameters.ts'
import type { Answer } from './service.ts'
import { neighboursOf } from './window.ts'

/** An answer with its links, for any format to write. */
export interface Feed {
  title: string
  /** Where it was asked, as it was honoured. */
  self: string
  updated: Instant
  total: number
  /** Counted from 1. */
  startIndex: number
  itemsPerPage: number
  honoured: Sent[]
  links: Link[]
  entries: AsyncIterable<Entry[]>
}

export interface Place {
  /** Of every link, without a slash at the end. */
  base: string
  /** As it was called, with the extension. */
  path: string
  format: Format
}

export function granuleFeed(answer: Answer<Granule>, place: Place): Feed {
  const collection = answer.honoured.find(({ parameter }) => parameter.name === 'parentIdentifier')?.value
  const title = collection === undefined ? 'Granules' : `Granules of ${collection}`
  return buildFeed(answer, place, 'granules', title, descriptionUrl(place.base, collection), (granule) =>
    granuleEntry(granule, place.base),
  )
}

export function collectionFeed(answer: Answer<CollectionSummary>, place: Place): Feed {
  const now = Date.now()
  return buildFeed(answer, place, 'collections', 'Collections', descriptionUrl(place.base), (collection) =>
    collectionEntry(collection, place.base, now),
  )
}

function buildFeed<Found>(
  answer: Answer<Found>,
  { base, path, format }: Place,
  level: Level,
  title: string,
  description: string,
  entryOf: (found: Found) => Entry,
): Feed {
  const { honoured, total, window, updated = Date.now(), entries } = answer
  const self = searchUrl(base + path, honoured)
  const neighbours = neighboursOf(window, total)
  const type = format.mediaType
  const links: Link[] = [{ rel: 'self', href: self, type }]
  for (const rel of ['first', 'previous', 'next', 'last'] as const) {
    const neighbour = neighbours?.[rel]
    if (neighbour) links.push({ rel, href: windowUrl(base + path, honoured, neighbour), type })
  }
  links.push({ rel: 'search', href: description, type: descriptionType, title: 'Description of the search' })
  for (const other of neighbours ? formats : []) {
    if (other === format) continue
    const href = windowUrl(`${base}/opensearch/${level}.${other.extension}`, honoured, window)
    links.push({ rel: 'alternate', href, type: other.mediaType, title: `The same as ${other.title}` })
  }
  return {
    title: `Oceanid: ${title}`,
    self,
    updated,
    total,
    startIndex: window.offset + 1,
    itemsPerPage: window.count,
    honoured,
    links,
    entries: mapPieces(entries, entryOf),
  }
}

async function* mapPieces<From, To>(pieces: AsyncIterable<From[]>, map: (from: From) => To) {
  for await (const piece of pieces) yield piece.map(map)
}
