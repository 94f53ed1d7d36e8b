import type { Geometry } from './geometry/types.ts'
import type { Instant, PropertyValue } from './granule.ts'

/**
 * How a granule's footprint stands to an area. As OGC 06-103r4 section 6.1.15.3 has them, on edges that are straight in longitude
 * and latitude, but that `within` and `contains` hold on the boundary too.
 */
export type Relation = (typeof relations)[number]

export const relations = [
  'intersects',
  'disjoint',
  'within',
  'contains',
  'equals',
  'touches',
  'crosses',
  'overlaps',
] as const

/** Closed on both sides; a side that is absent is open. A granule matches when its time span overlaps. */
export interface Period {
  start?: Instant
  end?: Instant
}

/**
 * What a granule must be like, as a tree with the operator names of CQL2. `filter.ts` says what each means. The first seven
 * are what engines find by index; the others are more general.
 */
export type Filter =
  | { op: 'and' | 'or'; args: Filter[] }
  | { op: 'not'; arg: Filter }
  | { op: Comparison; property: string; value: PropertyScalar }
  | { op: 'in'; property: string; values: PropertyScalar[] }
  | { op: 'between'; property: string; low: PropertyScalar; high: PropertyScalar }
  | { op: 'isNull'; property: string }
  | { op: 'relates'; relation: Relation; area: Geometry }
  | { op: 'like'; text: Expression; pattern: string }
  | { op: 'compare'; by: Comparison; left: Expression; right: Expression }
  | { op: 'sets'; by: SetRelation; left: Expression[]; right: Expression[] }
  | { op: 'isUnknown'; value: Expression | Filter }

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

export type SetRelation = 'equals' | 'contains' | 'containedBy' | 'overlaps'

/** A value worked out of a granule's. */
export type Expression =
  | { value: PropertyScalar }
  | { property: string }
  | { arithmetic: '+' | '-' | '*' | '/' | '%' | 'div' | '^'; args: [Expression, Expression] }
  /** Text without what tells `A` from `a`, or `é` from `e`. */
  | { without: 'case' | 'accents'; of: Expression }
  /** The milliseconds of a date or date-time that stands in text. */
  | { instantOf: Expression }

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
  /** The granules are only read: the store may give the same objects again. */
  shared?: boolean
  /** Bring the segments, which are otherwise left empty. */
  segments?: boolean
  /** Bring the ground tracks, which are otherwise left out. */
  tracks?: boolean
}
