import { shapesIntersect } from '../geometry/intersects.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { Granule } from '../granule.ts'
import { geometryOf } from './columns.ts'
import type { Crossover } from './crossover.ts'
import type { CrossoverRequest } from './request.ts'

/** Within this one satellite cannot come back to a place: what it sees twice there it sees once, in two files. */
export const samePassage = 60_000

/** A test of what the request asks of a crossover, where comparing the two granules has not seen to it. */
export function criteriaOf(request: CrossoverRequest): (crossover: Crossover) => boolean {
  const { window } = request
  const area = request.area && shapeOf(request.area)
  return (crossover) => {
    const { difference } = crossover
    if (difference < window.least || difference > window.greatest) return false
    if (!isFlown(crossover, request)) return false
    return !area || crossover.mode === 'overlap' || shapesIntersect(shapeOf(geometryOf(crossover)), area)
  }
}

function isFlown({ a, b }: Crossover, request: CrossoverRequest): boolean {
  const [ofA, ofB] = [request.a?.direction, request.b?.direction]
  return (!ofA || a.direction === ofA) && (!ofB || b.direction === ofB)
}

/**
 * The two files have one and the same passage of one satellite there: they overlap, or hold the same. Of one collection, where
 * nothing says that the satellites differ; of two, where both say that it is one.
 */
export function isSamePassage({ difference }: Crossover, a: Granule, b: Granule): boolean {
  if (Math.abs(difference) >= samePassage) return false
  const [one, other] = [a.properties.platform, b.properties.platform]
  if (a.collection === b.collection) return one === undefined || other === undefined || one === other
  return one !== undefined && one === other
}

/** Those with the least time difference, in the order given. */
export function nearestInTime(crossovers: Crossover[], most: number): Crossover[] {
  if (crossovers.length <= most) return crossovers
  const distances = crossovers.map(({ difference }) => Math.abs(difference))
  const order = [...distances.keys()].sort((i, j) => distances[i]! - distances[j]! || i - j)
  const kept = new Set(order.slice(0, most))
  return crossovers.filter((_, i) => kept.has(i))
}
