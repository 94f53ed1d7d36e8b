import type { StacLink } from 'stac-ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { geoJson, rootLink, type StacUrls } from '../links.ts'

interface SegmentFeature {
  type: 'Feature'
  id: number
  geometry: Geometry
  properties: {
    start_datetime: string
    end_datetime: string
    /** First and last row of the file, and column where it does not span them all; both included, from 0. */
    rows: [number, number]
    columns?: [number, number]
  }
}

export interface Segments {
  type: 'FeatureCollection'
  numberMatched: number
  numberReturned: number
  features: SegmentFeature[]
  links: StacLink[]
}

/** The stretches of a granule along its track: which rows of the file to read for an area. */
export function toSegments({ collection, id, segments }: Granule, urls: StacUrls): Segments {
  const item = urls.item(urls.collection(collection), id)
  const features = segments.map(({ start, end, rows, columns, geometry }, i): SegmentFeature => {
    const [start_datetime, end_datetime] = [start, end].map((at) => new Date(at).toISOString()) as [
      string,
      string,
    ]
    const properties = { start_datetime, end_datetime, rows, ...(columns && { columns }) }
    return { type: 'Feature', id: i, geometry, properties }
  })
  return {
    type: 'FeatureCollection',
    numberMatched: features.length,
    numberReturned: features.length,
    features,
    links: [
      { rel: 'self', href: `${item}/segments`, type: geoJson },
      rootLink(urls),
      { rel: 'parent', href: item, type: geoJson },
      { rel: 'item', href: item, type: geoJson },
    ],
  }
}
