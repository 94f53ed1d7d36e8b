import { encodeCursor } from '../../federation/cursor.ts'
import type { Federation } from '../../federation/open.ts'
import type { FederatedGranule } from '../../federation/search.ts'
import type { Place } from '../opensearch/build-feed.ts'
import { type Entry, isoOf } from '../opensearch/entry.ts'
import type { Feed } from '../opensearch/feed.ts'
import { formats } from '../opensearch/formats.ts'
import { descriptionType, encodeQuery, type Link, searchUrl, windowUrl } from '../opensearch/links.ts'
import type { Sent } from '../opensearch/parameters.ts'
import { once } from '../pieces.ts'
import { federatedParameters } from './description.ts'
import type { FederatedFound } from './service.ts'

/** A federated answer, for any format to write. */
export function federatedFeed(found: FederatedFound, federation: Federation, place: Place): Feed {
  const { granules, total, reports, next, request } = found
  const { honoured, window } = request
  const { base, root, address, format } = place
  const type = format.mediaType
  const { count } = window
  const links: Link[] = [
    { rel: 'self', href: searchUrl(address, honoured), type },
    {
      rel: 'search',
      href: `${root}/description.xml`,
      type: descriptionType,
      title: 'Description of the search',
    },
    { rel: 'icon', href: `${base}/web/icon.svg`, type: 'image/svg+xml' },
  ]
  if (granules.length > 0) {
    links.push({ rel: 'first', href: windowUrl(address, honoured, { offset: 0, count }), type })
    for (const other of formats.filter((one) => one !== format)) {
      const href = windowUrl(`${root}/granules.${other.extension}`, honoured, window)
      links.push({ rel: 'alternate', href, type: other.mediaType, title: `The same as ${other.title}` })
    }
  }
  if (next) {
    const href = windowUrl(address, honoured, { offset: next.offset, count })
    links.push({ rel: 'next', href: `${href}&cursor=${encodeQuery(encodeCursor(next))}`, type })
  }
  return {
    base,
    root,
    level: 'granules',
    title: federation.title,
    self: links[0]!.href,
    updated: Date.now(),
    total,
    startIndex: window.offset + 1,
    itemsPerPage: count,
    honoured,
    parameters: async () => federatedParameters(federation),
    links,
    sources: reports,
    entries: once(granules.map(entryOf)),
  }
}

/** The collections that the configuration names, with the sources that have them. */
export function federatedCollections(
  { title, collections }: Federation,
  honoured: Sent[],
  place: Place,
): Feed {
  const { base, root, address, format } = place
  const entries = [...collections].map(([id, sources]): Entry => {
    const href = `${root}/granules.atom?parentIdentifier=${encodeQuery(id)}`
    return {
      href,
      identifier: id,
      title: id,
      facts: [['Sources', sources.map((source) => source.title).join(', ')]],
      eo: {},
      updated: Date.now(),
      authors: [],
      links: [
        { rel: 'search', href: `${root}/description.xml`, type: descriptionType, title: 'How to search it' },
      ],
    }
  })
  return {
    base,
    root,
    level: 'collections',
    title: `${title}: collections`,
    self: searchUrl(address, honoured),
    updated: Date.now(),
    total: entries.length,
    startIndex: 1,
    itemsPerPage: entries.length,
    honoured,
    parameters: async () => [],
    links: [{ rel: 'self', href: searchUrl(address, honoured), type: format.mediaType }],
    entries: once(entries),
  }
}

function entryOf(granule: FederatedGranule): Entry {
  const { identifier, title, collection, start, end, updated, geometry, bbox, links, sources } = granule
  const own = links.find(({ rel }) => rel === 'self' || rel === 'alternate')?.href
  const names = sources.map((source) => source.title).join(', ')
  return {
    href:
      own ?? `urn:oceanid:federation:${encodeURIComponent(sources[0]!.id)}:${encodeURIComponent(identifier)}`,
    identifier,
    ...(collection !== undefined && { parentIdentifier: collection }),
    title,
    facts: [
      ['Source', names],
      ...(start !== undefined && end !== undefined
        ? [['Time', `${isoOf(start)} to ${isoOf(end)}`] as [string, string]]
        : []),
    ],
    eo: {},
    ...(start !== undefined && end !== undefined && { span: { start, end } }),
    ...(bbox && { bbox }),
    ...(geometry && { geometry }),
    updated: updated ?? end ?? 0,
    authors: [],
    source: sources.map(({ id }) => id).join(','),
    links,
  }
}
