import type { Description, LinkTemplate, Provider } from './description/schema.ts'
import type { Box, Geometry } from './geometry/types.ts'

/** Milliseconds since 1970-01-01T00:00:00Z, without leap seconds, whole. */
export type Instant = number

/** The same with its fraction: when a place was passed, between two measurements. */
export type PreciseInstant = number

/** What the measurements of a granule look like in space (CF featureType and cdm_data_type, reduced). */
export type GranuleKind = 'swath' | 'track' | 'grid' | 'profile' | 'trajectory' | 'points'

export type PropertyValue = string | number | boolean | string[]

/**
 * What is known of a granule beside where and when, by the names of `properties.ts`.
 * A name that is not there is unknown; there are no nulls.
 */
export type Properties = Record<string, PropertyValue>

/** A stretch of a granule along its track, small enough that its shape is tight. */
export interface Segment {
  start: Instant
  end: Instant
  /** First and last row of the file (index along track, both included). */
  rows: [first: number, last: number]
  /** First and last column (index across track), where the segment does not span them all. */
  columns?: [first: number, last: number]
  /** How its rows and columns lie on the Earth, as `catalog/pixels` encodes it: which of them to read for a place. */
  pixels?: string
  geometry: Geometry
}

/** Where the bytes are. */
export interface Asset {
  href: string
  type: string
  roles: string[]
  title?: string
  /** Bytes. */
  size?: number
  /** Multihash in hexadecimal (STAC file extension 2.1): `1220` and the SHA-256. */
  checksum?: string
}

/** RFC 3339, in UTC. */
export interface WrittenTimes {
  start?: string
  end?: string
}

/** One file, or one directory that makes a product. Its key is (collection, id). */
export interface Granule {
  collection: string
  id: string
  kind: GranuleKind
  start: Instant
  end: Instant
  /** Start and end as whoever wrote the item has them, where that is finer than a millisecond: answers give them back. */
  written?: WrittenTimes
  /** The footprint. */
  geometry: Geometry
  bbox: Box
  /** In the order of rows. The union of their shapes covers the footprint. */
  segments: Segment[]
  /** The ground track of a nadir instrument, as `catalog/track` encodes it: what crossings are computed from. */
  track?: Uint8Array
  properties: Properties
  assets: Record<string, Asset>
  /** When the catalogue took it (set by whoever builds the granule). */
  updated: Instant
}

export type { LinkTemplate, Provider }

/** Spans of time by which an engine may keep a collection's granules apart. */
export type Partition = NonNullable<Description['partition']>

/** A product or data set, as described; what is counted from its granules is in `CollectionSummary`. */
export interface Collection
  extends Pick<
    Description,
    'doi' | 'level' | 'private' | 'files' | 'root' | 'properties' | 'variables' | 'footprint' | 'partition'
  > {
  id: string
  title: string
  /** CommonMark. */
  description: string
  /** SPDX identifier, or `other`. */
  license: string
  keywords: string[]
  providers: Provider[]
  platform?: string[]
  instrument?: string[]
  /** Where files can be fetched, the best first: `catalog/description/links` makes assets of these. */
  href?: LinkTemplate[]
  quicklook?: LinkTemplate
}

export interface CollectionSummary extends Collection {
  granules: number
  /** Absent while the collection is empty. */
  extent?: { bbox: Box; start: Instant; end: Instant }
}
