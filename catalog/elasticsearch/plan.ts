import type { estypes } from '@elastic/elasticsearch'
import { compileFilter } from '../filter.ts'
import { shapesIntersect } from '../geometry/intersects.ts'
import { relate } from '../geometry/relate.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { Geometry } from '../geometry/types.ts'
import type { Granule } from '../granule.ts'
import type { GranuleQuery, Period, Relation } from '../query.ts'
import { areaBounds } from './area.ts'
import { filterBounds } from './bounds.ts'
import { anyOf, none, nothing } from './combine.ts'

type Query = estypes.QueryDslQueryContainer

/** How a search is put to the engine. */
export interface Plan {
  /** Every match is among what these find together. */
  filter: Query[]
  /** What of that certainly matches; absent when all does. */
  sure?: Query[]
  /** Says of the others whether they match. */
  decide: (granule: Granule) => boolean
  /** `decide` looks at segments. */
  segments: boolean
  /** Some are likely not sure: to be asked first. */
  doubtful: boolean
}

/**
 * The query as the engine's own queries, except what those cannot say exactly: shapes that touch within its precision, the segments
 * of granules that reach beyond the period, conditions that nest too deep.
 *
 * @throws InvalidQueryError for a condition that cannot be read
 */
export function planQuery(query: GranuleQuery): Plan {
  const { collections = [], ids, area, relation = 'intersects', period = {}, where, alongTrack } = query
  const filter: Query[] = []
  const sure: Query[] = []
  const tests: ((granule: Granule) => boolean)[] = []
  if (collections.length > 0) filter.push({ terms: { collection: collections } })
  if (ids) filter.push({ terms: { id: ids } })
  filter.push(...overlapping(period))
  if (where) {
    const test = compileFilter(where)
    const bounds = filterBounds(where)
    filter.push(bounds.maybe)
    if (bounds.sure !== bounds.maybe) {
      sure.push(bounds.sure)
      tests.push((granule) => test(granule, () => shapeOf(granule.geometry)))
    }
  }
  if (area) {
    const bounds = areaBounds(area, relation)
    filter.push(bounds.maybe)
    sure.push(bounds.sure)
    tests.push(standsTo(area, relation))
  }
  if (alongTrack) {
    const limits = during(period)
    // Without segments a granule is all one. Of one that lies within the period all segments do; their shapes are asked one by one.
    if (area) sure.push(whole)
    else if (limits.length > 0) sure.push(anyOf([whole, { bool: { filter: limits } }]))
    tests.push(seenBySegment(area, period))
  }
  return {
    filter,
    ...(sure.length > 0 && { sure }),
    decide: (granule) => tests.every((test) => test(granule)),
    segments: alongTrack === true,
    doubtful: alongTrack === true || sure.includes(nothing),
  }
}

const whole: Query = none({ term: { segmented: true } })

function overlapping({ start, end }: Period): Query[] {
  const parts: Query[] = []
  if (start !== undefined) parts.push({ range: { end: { gte: wholeInstant(Math.ceil(start)) } } })
  if (end !== undefined) parts.push({ range: { start: { lte: wholeInstant(Math.floor(end)) } } })
  return parts
}

function during({ start, end }: Period): Query[] {
  const parts: Query[] = []
  if (start !== undefined) parts.push({ range: { start: { gte: wholeInstant(Math.ceil(start)) } } })
  if (end !== undefined) parts.push({ range: { end: { lte: wholeInstant(Math.floor(end)) } } })
  return parts
}

function wholeInstant(instant: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, instant))
}

function standsTo(area: Geometry, relation: Relation): (granule: Granule) => boolean {
  const shape = shapeOf(area)
  return ({ geometry }) => relate(relation, shapeOf(geometry), shape)
}

function seenBySegment(area: Geometry | undefined, period: Period): (granule: Granule) => boolean {
  const shape = area && shapeOf(area)
  const { start = -Infinity, end = Infinity } = period
  return (granule) =>
    (granule.segments.length > 0 ? granule.segments : [granule]).some(
      (segment) =>
        segment.end >= start &&
        segment.start <= end &&
        (!shape || shapesIntersect(shapeOf(segment.geometry), shape)),
    )
}

/** The matches of a plan, those that were decided against left out. */
export function planBody(plan: Plan, rejected: Query[] = []): Query {
  return { bool: { filter: plan.filter, ...(rejected.length > 0 && { must_not: rejected }) } }
}

/** Those of a plan that have to be decided. */
export function doubtfulBody(plan: Plan): Query {
  return { bool: { filter: [...plan.filter, none({ bool: { filter: plan.sure ?? [] } })] } }
}
