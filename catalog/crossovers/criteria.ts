import { shapesIntersect } from '../geometry/intersects.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { Granule } from '../granule.ts'
import type { Crossover } from './crossover.ts'
import type { CrossoverRequest } from './request.ts'

/** Within this one satellite cannot come back to a place: what it sees twice there it sees once, in two files. */
export const samePassage = 60_000

/** A test of what the request asks of a crossover beside what the geometry itself sees to. */
export function criteriaOf(request: CrossoverRequest): (crossover: Crossover) => boolean {
  const { window, leastAngle = 0, leastShare = 0 } = request
  const area = request.area && shapeOf(request.area)
  return (crossover) => {
    const { difference } = crossover
    if (difference < window.least || difference > window.greatest) return false
    if (!isFlown(crossover, request)) return false
    if (crossover.mode === 'crossing' && Math.min(crossover.angle, 180 - crossover.angle) < leastAngle)
      return false
    if (crossover.mode === 'overlap' && Math.max(crossover.shareOfA, crossover.shareOfB) < leastShare)
      return false
    return !area || shapesIntersect(shapeOf(placeOf(crossover)), area)
  }
}

function isFlown({ a, b }: Crossover, request: CrossoverRequest): boolean {
  const [ofA, ofB] = [request.a?.direction, request.b?.direction]
  return (!ofA || a.direction === ofA) && (!ofB || b.direction === ofB)
}

function placeOf(crossover: Crossover) {
  if (crossover.mode !== 'crossing') return crossover.geometry
  return { type: 'Point' as const, coordinates: crossover.position }
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
