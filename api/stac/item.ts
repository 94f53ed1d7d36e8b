import type { StacAsset, StacItem } from 'stac-ts'
import type { Asset, Granule } from '../../catalog/granule.ts'
import { geoJson, json, rootLink, type StacUrls, stacVersion } from './links.ts'
import { itemProperties } from './properties.ts'

const extensions = {
  sat: 'https://stac-extensions.github.io/sat/v1.1.0/schema.json',
  processing: 'https://stac-extensions.github.io/processing/v1.2.0/schema.json',
  version: 'https://stac-extensions.github.io/version/v1.2.0/schema.json',
  file: 'https://stac-extensions.github.io/file/v2.1.0/schema.json',
}

/** A granule as a STAC item (STAC 1.1.0), with the extensions that its fields need. */
export function toItem(granule: Granule, urls: StacUrls): StacItem {
  const { collection, id } = granule
  const properties = itemProperties(granule)
  const assets: Record<string, StacAsset> = {}
  for (const [key, asset] of Object.entries(granule.assets)) assets[key] = toAsset(asset)
  return {
    type: 'Feature',
    stac_version: stacVersion,
    stac_extensions: extensionsOf(properties, granule.assets),
    id,
    collection,
    geometry: granule.geometry as StacItem['geometry'],
    bbox: granule.bbox,
    properties,
    links: [
      { rel: 'self', href: urls.item(collection, id), type: geoJson },
      { rel: 'parent', href: urls.collection(collection), type: json },
      { rel: 'collection', href: urls.collection(collection), type: json },
      rootLink(urls),
    ],
    assets,
  }
}

function toAsset({ size, checksum, ...asset }: Asset): StacAsset {
  return {
    ...asset,
    ...(size !== undefined && { 'file:size': size }),
    ...(checksum !== undefined && { 'file:checksum': checksum }),
  }
}

function extensionsOf(properties: Record<string, unknown>, assets: Granule['assets']): string[] {
  const prefixes = new Set(Object.keys(properties).map((name) => name.split(':', 1)[0]))
  const hasFiles = Object.values(assets).some(({ size, checksum }) => size !== undefined || checksum)
  return [
    ...(prefixes.has('sat') ? [extensions.sat] : []),
    ...(prefixes.has('processing') ? [extensions.processing] : []),
    ...(prefixes.has('version') ? [extensions.version] : []),
    ...(hasFiles ? [extensions.file] : []),
  ]
}
