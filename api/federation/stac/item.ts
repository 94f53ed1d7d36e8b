import type { StacAsset, StacItem } from 'stac-ts'
import type { FederatedGranule } from '../../../federation/search.ts'
import { toStacGeometry } from '../../stac/items/geometry.ts'
import { json, stacVersion } from '../../stac/links.ts'

/** Assets by what a link of a feed is. */
const roles: Record<string, string[]> = {
  enclosure: ['data'],
  icon: ['thumbnail'],
  describedby: ['metadata'],
}

/**
 * A granule that a source told of, as a STAC item (STAC 1.1.0). Where the source says no time or no place there is none:
 * `datetime` is then null, which STAC allows beside a start and an end alone, and the geometry null.
 */
export function federatedItem(granule: FederatedGranule, root: string): StacItem {
  const { identifier, title, collection, start, end, updated, geometry, bbox, links, sources } = granule
  const iso = (instant: number | undefined) =>
    instant === undefined ? null : new Date(instant).toISOString()
  const assets: Record<string, StacAsset> = {}
  for (const { rel, href, type, title: name, length } of links) {
    const own = roles[rel]
    if (!own) continue
    const number = Object.keys(assets).length
    assets[number === 0 ? 'data' : `asset-${number + 1}`] = {
      href,
      roles: own,
      ...(type !== '' && { type }),
      ...(name !== undefined && { title: name }),
      ...(length !== undefined && { 'file:size': length }),
    }
  }
  const sized = Object.values(assets).some((asset) => 'file:size' in asset)
  const other = links.find(({ rel }) => rel === 'alternate' || rel === 'self')
  return {
    type: 'Feature',
    stac_version: stacVersion,
    stac_extensions: sized ? ['https://stac-extensions.github.io/file/v2.1.0/schema.json'] : [],
    id: title,
    ...(collection !== undefined && { collection }),
    geometry: geometry ? toStacGeometry(geometry) : (null as unknown as ReturnType<typeof toStacGeometry>),
    ...(geometry && bbox && { bbox }),
    properties: {
      datetime: iso(start),
      ...(start !== undefined &&
        end !== undefined && { start_datetime: iso(start)!, end_datetime: iso(end)! }),
      ...(updated !== undefined && { updated: iso(updated)! }),
      'oceanid:identifier': identifier,
      'oceanid:sources': sources.map(({ id }) => id),
    },
    links: [
      { rel: 'root', href: root, type: json },
      ...(other
        ? [{ rel: 'alternate', href: other.href, ...(other.type !== '' && { type: other.type }) }]
        : []),
    ],
    assets,
  }
}
