import type { Aggregated, Aggregation, Bucket } from '../aggregation.ts'
import { compareText, type Described, fieldOf } from '../fields.ts'
import type { Shape } from '../geometry/shape.ts'
import type { Instant, PropertyValue } from '../granule.ts'
import type { PropertyScalar } from '../query.ts'
import { cellsOf } from './cells.ts'
import { startOfUnit } from './units.ts'

/** A match as far as buckets need it; what costs reading is read when asked for. */
export interface Countable {
  start: Instant
  described: () => Described
  shape: () => Shape
}

/** Counts granules one by one. */
interface Tally {
  add(granule: Countable): void
  buckets(): Bucket[]
}

export function aggregateMatches(matches: Iterable<Countable>, aggregations: Aggregation[]): Aggregated {
  const tallies = aggregations.map(tallyOf)
  let matched = 0
  for (const match of matches) {
    matched++
    for (const tally of tallies) tally.add(match)
  }
  return { matched, buckets: tallies.map((tally) => tally.buckets()) }
}

function tallyOf(aggregation: Aggregation): Tally {
  const counts = new Map<PropertyScalar, number>()
  const bucketsOf = bucketing(aggregation)
  if (aggregation.by === 'range') for (const edge of aggregation.edges.slice(0, -1)) counts.set(edge, 0)
  return {
    add(granule) {
      for (const key of bucketsOf(granule)) counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    buckets: () => inOrder(aggregation, counts),
  }
}

/** Buckets as `Aggregation` has them: in their order, no more than asked for. */
export function inOrder(aggregation: Aggregation, counts: Map<PropertyScalar, number>): Bucket[] {
  const buckets = [...counts].map(([key, granules]) => ({ key, granules }))
  if (aggregation.by !== 'value') return buckets.sort((a, b) => compareKeys(a.key, b.key))
  return buckets
    .sort((a, b) => b.granules - a.granules || compareKeys(a.key, b.key))
    .slice(0, aggregation.most)
}

/** Which buckets a granule belongs to. */
function bucketing(aggregation: Aggregation): (granule: Countable) => Iterable<PropertyScalar> {
  switch (aggregation.by) {
    case 'time':
      return ({ start }) => [startOfUnit(start, aggregation.unit)]
    case 'value':
      return ({ described }) => elementsOf(fieldOf(described(), aggregation.property))
    case 'range':
      return ({ described }) => {
        const value = fieldOf(described(), aggregation.property)
        const edge = typeof value === 'number' ? edgeBelow(aggregation.edges, value) : undefined
        return edge === undefined ? [] : [edge]
      }
    case 'cell':
      return ({ shape }) => cellsOf(shape(), aggregation.grid, aggregation.precision)
  }
}

function elementsOf(value: PropertyValue | undefined): Iterable<PropertyScalar> {
  if (value === undefined) return []
  return Array.isArray(value) ? new Set(value) : [value]
}

function edgeBelow(edges: number[], value: number): number | undefined {
  const above = edges.findIndex((edge) => value < edge)
  return above > 0 ? edges[above - 1] : undefined
}

/** Booleans, then numbers, then strings. */
function compareKeys(a: PropertyScalar, b: PropertyScalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return typeof a === typeof b ? Number(a) - Number(b) : compareText(typeof a, typeof b)
}
