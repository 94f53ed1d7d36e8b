import type { PropertyScalar } from './query.ts'

export type TimeUnit = 'year' | 'month' | 'day' | 'hour'

/**
 * How matches are sorted into buckets that are counted. One granule may be in several (a list, a footprint over several
 * cells) or in none (it lacks the property).
 *
 * - `value`: one bucket a value of the property, the fullest first, at most `most`
 * - `time`: by the unit (UTC) in which a granule starts, in order
 * - `range`: by numbers between neighbouring edges, lower edge included; in order, empty ones too
 * - `cell`: by the cells of a grid that the footprint reaches into, in the order of their names; `precision` is the zoom
 *   of a tile (0..8, named zoom/x/y) or the length of a geohash (1..3)
 */
export type Aggregation =
  | { by: 'value'; property: string; most: number }
  | { by: 'time'; unit: TimeUnit }
  | { by: 'range'; property: string; edges: number[] }
  | { by: 'cell'; grid: CellGrid; precision: number }

export type CellGrid = 'geotile' | 'geohash'

/** `key` is the value, the first instant of the unit, the lower edge, or the name of the cell. */
export interface Bucket {
  key: PropertyScalar
  granules: number
}

export interface Aggregated {
  /** Exact number of matches. */
  matched: number
  /** For each aggregation asked for, in that order. */
  buckets: Bucket[][]
}

/** What granules have under one name, a summary for each type where they disagree. */
export interface PropertySummary {
  name: string
  type: 'string' | 'number' | 'boolean' | 'string[]'
  /** How many have it. */
  granules: number
  /** Of numbers: none lies outside. Wider than need be where granules were replaced or deleted. */
  least?: number
  greatest?: number
  /** Of strings and lists of strings: all that occur, by code point, where there are at most `fewValues`. */
  values?: string[]
}

export const fewValues = 32
