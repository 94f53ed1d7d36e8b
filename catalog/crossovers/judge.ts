import { boxesMeet } from '../geometry/box.ts'
import type { Granule } from '../granule.ts'
import { LONGEST_REACH } from '../track/sampling.ts'
import type { Comparisons } from './comparisons.ts'
import { criteriaOf, isSamePassage, nearestInTime, samePassage } from './criteria.ts'
import type { Crossover } from './crossover.ts'
import type { Candidate } from './partners.ts'
import type { CrossoverRequest } from './request.ts'
import { turned } from './turn.ts'
import { leastDifference } from './window.ts'

/** What a request takes of two granules; a promise only where something of them has to be read. */
export type Judge = (candidate: Candidate) => Crossover[] | Promise<Crossover[]>

/** @param complete gives a granule with its segments, which not all were read with */
export function judgeBy(
  request: CrossoverRequest,
  { crossings, approaches, overlaps }: Comparisons,
  complete: (granule: Granule) => Granule | Promise<Granule | undefined>,
): Judge {
  const { window, mode = 'auto', mostOfPair = Infinity, distanceKm = 0 } = request
  const wider = { least: window.least - 2 * LONGEST_REACH, greatest: window.greatest + 2 * LONGEST_REACH }
  const accept = criteriaOf(request)
  const choose = (found: Crossover[], { a, b, exchangeable }: Candidate): Crossover[] => {
    const chosen: Crossover[] = []
    for (const crossover of found) {
      if (isSamePassage(crossover, a, b)) continue
      if (accept(crossover)) chosen.push(crossover)
      else if (exchangeable && accept(turned(crossover))) chosen.push(turned(crossover))
    }
    return nearestInTime(chosen, mostOfPair)
  }
  const overlapping = (candidate: Candidate): Crossover[] | Promise<Crossover[]> => {
    const compare = (a: Granule | undefined, b: Granule | undefined) =>
      a && b ? choose(overlaps(a, b, request), candidate) : []
    const [a, b] = [complete(candidate.a), complete(candidate.b)]
    return a instanceof Promise || b instanceof Promise
      ? Promise.all([a, b]).then(([one, other]) => compare(one, other))
      : compare(a, b)
  }
  return (candidate) => {
    const { a, b } = candidate
    const tracks = a.track !== undefined && b.track !== undefined
    if (leastDifference(a, b, tracks ? wider : window) === undefined) return []
    if (a === b) {
      if (!tracks || mode === 'overlap' || mode === 'approach') return []
      const later = { ...window, least: Math.max(samePassage, window.least) }
      return choose(crossings(a, a, { ...request, window: later }), candidate)
    }
    if (mode === 'approach')
      return tracks ? choose(approaches(a, b, { ...request, distanceKm }), candidate) : []
    if (mode === 'crossing' || (mode === 'auto' && tracks)) {
      return tracks ? choose(crossings(a, b, request), candidate) : []
    }
    return boxesMeet(a.bbox, b.bbox) ? overlapping(candidate) : []
  }
}
