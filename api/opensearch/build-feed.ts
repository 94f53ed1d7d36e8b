import type { CollectionSummary, Granule } from '../../catalog/granule.ts'
import { json } from '../stac/links.ts'
import { collectionEntry, type Entry, granuleEntry } from './entry.ts'
import type { Feed, Site } from './feed.ts'
import { type Format, formats } from './formats.ts'
import {
  atomType,
  collectionUrl,
  descriptionType,
  descriptionUrl,
  type Link,
  searchUrl,
  stacCollectionUrl,
  windowUrl,
} from './links.ts'
import type { Level } from './parameter.ts'
import type { Answer } from './service.ts'
import { neighboursOf } from './window.ts'

export interface Place extends Site {
  /** As it was called, with the extension if it had one. */
  address: string
  format: Format
}

export function granuleFeed(answer: Answer<Granule>, place: Place): Feed {
  const collection = answer.honoured.find(({ parameter }) => parameter.name === 'parentIdentifier')?.value
  const title = collection === undefined ? 'Granules' : `Granules of ${collection}`
  const up =
    collection === undefined
      ? { href: `${place.root}/collections.atom`, title: 'Collections' }
      : { href: collectionUrl(place.base, collection), title: collection }
  return buildFeed(answer, place, {
    level: 'granules',
    title: `Oceanid: ${title}`,
    links: [
      searchLink(descriptionUrl(place.base, collection)),
      { rel: 'up', ...up, type: atomType },
      ...(collection === undefined ? [] : [describedBy(place.base, collection)]),
    ],
    entryOf: (granule) => granuleEntry(granule, place.base),
  })
}

export function collectionFeed(answer: Answer<CollectionSummary>, place: Place): Feed {
  const now = Date.now()
  return buildFeed(answer, place, {
    level: 'collections',
    title: 'Oceanid: Collections',
    links: [searchLink(descriptionUrl(place.base))],
    entryOf: (collection) => collectionEntry(collection, place.base, now),
  })
}

function searchLink(href: string): Link {
  return { rel: 'search', href, type: descriptionType, title: 'Description of the search' }
}

function describedBy(base: string, collection: string): Link {
  return {
    rel: 'describedby',
    href: stacCollectionUrl(base, collection),
    type: json,
    title: 'STAC collection',
  }
}

export interface FeedParts<Found> {
  level: Level
  title: string
  /** Beside those to itself in other formats and to other pages. */
  links: Link[]
  entryOf(found: Found): Entry
}

/** An answer at its place, with the links to other pages and other formats. */
function buildFeed<Found>(
  answer: Answer<Found>,
  { base, root, address, format }: Place,
  { level, title, links: ownLinks, entryOf }: FeedParts<Found>,
): Feed {
  const { honoured, parameters, total, window, updated = Date.now(), entries } = answer
  const self = searchUrl(address, honoured)
  const neighbours = neighboursOf(window, total)
  const type = format.mediaType
  const links: Link[] = [{ rel: 'self', href: self, type }]
  for (const rel of ['first', 'previous', 'next', 'last'] as const) {
    const neighbour = neighbours?.[rel]
    if (neighbour) links.push({ rel, href: windowUrl(address, honoured, neighbour), type })
  }
  links.push(...ownLinks, { rel: 'icon', href: `${base}/web/icon.svg`, type: 'image/svg+xml' })
  for (const other of neighbours ? formats : []) {
    if (other === format) continue
    const href = windowUrl(`${root}/${level}.${other.extension}`, honoured, window)
    links.push({ rel: 'alternate', href, type: other.mediaType, title: `The same as ${other.title}` })
  }
  return {
    base,
    root,
    level,
    title,
    self,
    updated,
    total,
    startIndex: window.offset + 1,
    itemsPerPage: window.count,
    honoured,
    parameters,
    links,
    entries: mapPieces(entries, entryOf),
  }
}

async function* mapPieces<From, To>(pieces: AsyncIterable<From[]>, map: (from: From) => To) {
  for await (const piece of pieces) yield piece.map(map)
}
