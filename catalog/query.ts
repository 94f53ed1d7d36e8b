import type { Geometry } from './geometry/types.ts'
import type { Instant, PropertyValue } from './granule.ts'

/** How a granule's footprint must stand to the area: meet it, lie inside it, or not meet it. */
export type Relation = 'intersects' | 'within' | 'disjoint'

/** Closed on both sides; a side that is absent is open. A granule matches when its time span overlaps. */
export interface Period {
  start?: Instant
  end?: Instant
}

/** A condition on properties, as a tree with the operator names of CQL2. */
export type Filter =
  | { op: 'and' | 'or'; args: Filter[] }
  | { op: 'not'; arg: Filter }
  | { op: '=' | '<>' | '<' | '<=' | '>' | '>='; property: string; value: PropertyScalar }
  | { op: 'in'; property: string; values: PropertyScalar[] }
  | { op: 'between'; property: string; low: PropertyScalar; high: PropertyScalar }
  | { op: 'isNull'; property: string }

export type PropertyScalar = Exclude<PropertyValue, string[]>

/** `start`, `end`, `id`, `collection`, `updated`, or the name of a property. Granules without the property come last. */
export interface SortKey {
  property: string
  descending: boolean
}

export interface GranuleQuery {
  /** Any of these; absent or empty means all. */
  collections?: string[]
  /** Any of these; absent means all, empty means none. */
  ids?: string[]
  /** Cut at the antimeridian (RFC 7946 section 3.1.9); `catalog/parse` makes it so. */
  area?: Geometry
  /** How the footprint stands to the area; `intersects` when absent. */
  relation?: Relation
  period?: Period
  /** The stricter match: one segment meets both the area and the period. */
  alongTrack?: boolean
  where?: Filter
}

export interface PageRequest {
  /** At least 0. */
  limit: number
  /** Ties are broken by collection, then id. Absent means by start, ascending. */
  sort?: SortKey[]
  /** What the previous page gave as `next`. */
  after?: string
  /** Matches to pass over, counted from `after` (or from the first). */
  offset?: number
  /** Leave `matched` out: cheaper where nobody reads it. */
  uncounted?: boolean
  /** Bring the segments, which are otherwise left empty. */
  segments?: boolean
  /** Bring the ground tracks, which are otherwise left out. */
  tracks?: boolean
}
