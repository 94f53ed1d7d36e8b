import { boxesMeet } from '../geometry/box.ts'
import type { Granule } from '../granule.ts'
import { LONGEST_REACH } from '../track/sampling.ts'
import type { Comparisons } from './comparisons.ts'
import { criteriaOf, isSamePassage, nearestInTime, samePassage } from './criteria.ts'
import type { Crossover, Window } from './crossover.ts'
import type { Candidate } from './partners.ts'
import type { CrossoverRequest } from './request.ts'
import { turned } from './turn.ts'
import { leastDifference, reversedWindow } from './window.ts'

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
  const reversed = reversedWindow(window)
  const isOneSided = reversed.least !== window.least
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
  /** Of two that may stand either way round also what comes within the window only if they are exchanged. */
  const compare = (candidate: Candidate, within: (window: Window) => Crossover[]): Crossover[] => {
    const found = within(window)
    if (!candidate.exchangeable || !isOneSided) return choose(found, candidate)
    const others = within(reversed).filter(
      ({ difference }) => difference < window.least || difference > window.greatest,
    )
    return choose([...found, ...others], candidate)
  }
  const overlapping = (candidate: Candidate): Crossover[] | Promise<Crossover[]> => {
    const whole = (a: Granule | undefined, b: Granule | undefined) =>
      a && b ? compare(candidate, (window) => overlaps(a, b, { ...request, window })) : []
    const [a, b] = [complete(candidate.a), complete(candidate.b)]
    return a instanceof Promise || b instanceof Promise
      ? Promise.all([a, b]).then(([one, other]) => whole(one, other))
      : whole(a, b)
  }
  return (candidate) => {
    const { a, b, exchangeable } = candidate
    const tracks = a.track !== undefined && b.track !== undefined
    const meets = tracks ? wider : window
    const isInReach =
      leastDifference(a, b, meets) !== undefined ||
      (exchangeable && leastDifference(b, a, meets) !== undefined)
    if (!isInReach) return []
    if (a === b) {
      if (!tracks || mode === 'overlap' || mode === 'approach') return []
      return compare(candidate, ({ least, greatest }) => {
        return crossings(a, a, { ...request, window: { least: Math.max(samePassage, least), greatest } })
      })
    }
    if (mode === 'approach')
      return tracks
        ? compare(candidate, (window) => approaches(a, b, { ...request, window, distanceKm }))
        : []
    if (mode === 'crossing' || (mode === 'auto' && tracks)) {
      return tracks ? compare(candidate, (window) => crossings(a, b, { ...request, window })) : []
    }
    return boxesMeet(a.bbox, b.bbox) ? overlapping(candidate) : []
  }
}
