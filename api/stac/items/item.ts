import type { StacAsset, StacItem, StacLink } from 'stac-ts'
import type { Asset, Granule } from '../../../catalog/granule.ts'
import { atomType, granuleUrl } from '../../opensearch/links.ts'
import { granulePageUrl } from '../../pages/urls.ts'
import { geoJson, html, json, rootLink, type StacUrls, stacVersion } from '../links.ts'
import { toStacGeometry } from './geometry.ts'
import { itemProperties } from './properties.ts'

/** By what the names of their fields begin with, or are. */
const extensions = new Map([
  ['sat:', 'https://stac-extensions.github.io/sat/v1.1.0/schema.json'],
  ['processing:', 'https://stac-extensions.github.io/processing/v1.2.0/schema.json'],
  ['version', 'https://stac-extensions.github.io/version/v1.2.0/schema.json'],
  ['file:', 'https://stac-extensions.github.io/file/v2.1.0/schema.json'],
])

/** A granule as a STAC item (STAC 1.1.0), with the extensions that its fields need. */
export function toItem(granule: Granule, urls: StacUrls): StacItem {
  const { collection, id } = granule
  const properties = itemProperties(granule)
  const parent = urls.collection(collection)
  const self = urls.item(parent, id)
  const assets: Record<string, StacAsset> = {}
  for (const key in granule.assets) assets[key] = toAsset(granule.assets[key]!)
  return {
    type: 'Feature',
    stac_version: stacVersion,
    stac_extensions: extensionsOf(properties, assets),
    id,
    collection,
    geometry: toStacGeometry(granule.geometry),
    bbox: granule.bbox,
    properties,
    links: [
      { rel: 'self', href: self, type: geoJson },
      { rel: 'parent', href: parent, type: json },
      { rel: 'collection', href: parent, type: json },
      rootLink(urls),
      {
        rel: 'oceanid:segments',
        href: `${self}/segments`,
        type: geoJson,
        title: 'Its stretches along the track, with the rows of the file',
      },
      { rel: 'alternate', href: granulePageUrl(urls.base, granule), type: html, title: 'Page for people' },
      { rel: 'related', href: granuleUrl(urls.base, granule), type: atomType, title: 'OpenSearch entry' },
      crossoversLink(granule, urls),
    ],
    assets,
  }
}

/** What else saw the places of a granule, in any collection, within the usual window. */
function crossoversLink({ collection, id, start, end }: Granule, urls: StacUrls): StacLink {
  const window = 3 * 3_600_000
  const period = [start - window, end + window].map((instant) => new Date(instant).toISOString()).join('/')
  const href = `${urls.crossovers(collection)}&versus=*&ids-a=${encodeURIComponent(id)}&datetime=${period}`
  return { rel: 'crossovers', href, type: geoJson, title: 'What else saw the same places within 3 hours' }
}

function toAsset({ size, checksum, ...asset }: Asset): StacAsset {
  const withFile: StacAsset = asset
  if (size !== undefined) withFile['file:size'] = size
  if (checksum !== undefined) withFile['file:checksum'] = checksum
  return withFile
}

/** A schema is named only where a field of it is used: some want at least one. */
function extensionsOf(properties: Record<string, unknown>, assets: Record<string, StacAsset>): string[] {
  const used = new Set<string>()
  const use = (fields: object) => {
    for (const name in fields) {
      const schema = extensionOf(name)
      if (schema !== undefined) used.add(schema)
    }
  }
  use(properties)
  for (const key in assets) use(assets[key]!)
  return [...used]
}

function extensionOf(field: string): string | undefined {
  return extensions.get(field.slice(0, field.indexOf(':') + 1) || field)
}
