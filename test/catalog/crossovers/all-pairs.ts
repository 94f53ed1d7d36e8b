import type { Comparisons } from '../../../catalog/crossovers/comparisons.ts'
import type { Crossover, Window } from '../../../catalog/crossovers/crossover.ts'
import type { CrossoverRequest, SideRequest } from '../../../catalog/crossovers/request.ts'
import { compareText } from '../../../catalog/fields.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'

/**
 * The crossovers of a request by holding every granule against every other: no sweep, no index, no order but a sort at the
 * end. Of the criteria it knows those that are not geometry.
 */
export async function allPairs(
  scan: Store,
  request: CrossoverRequest,
  comparisons: Comparisons,
): Promise<Crossover[]> {
  const matching = async (collection: string, { direction, ...query }: SideRequest = {}) =>
    (await scan.search({ ...query, collections: [collection] }, everything)).granules
  const found: Crossover[] = []
  for (const [one, other] of request.pairs) {
    const [as, bs] = [await matching(one, request.a), await matching(other, request.b)]
    const isA = new Set(as.map(({ id }) => id))
    const isB = new Set(bs.map(({ id }) => id))
    for (const a of as) {
      for (const b of bs) {
        const same = one === other && a.id === b.id
        const exchangeable = one === other && isB.has(a.id) && isA.has(b.id)
        if (exchangeable && !same && isBefore(b, a)) continue
        found.push(...ofPair(a, same ? a : b, request, comparisons, exchangeable))
      }
    }
  }
  const { start = -Infinity, end = Infinity } = request.period ?? {}
  return found
    .filter((crossover) => timeOf(crossover) >= start && timeOf(crossover) <= end)
    .sort((p, q) => timeOf(p) - timeOf(q) || compareText(nameOf(p), nameOf(q)))
}

const everything = { limit: 1e6, segments: true, tracks: true }

export function timeOf({ a, b }: Crossover): number {
  return Math.max(a.start, b.start)
}

/** Names that sort as the keys do; no name holds the separator. */
function nameOf({ a, b }: Crossover): string {
  return [a.collection, a.id, b.collection, b.id].join('\0')
}

function isBefore(x: Granule, y: Granule): boolean {
  return x.start < y.start || (x.start === y.start && compareText(x.id, y.id) < 0)
}

function ofPair(
  a: Granule,
  b: Granule,
  request: CrossoverRequest,
  { crossings, overlaps, approaches }: Comparisons,
  exchangeable: boolean,
): Crossover[] {
  const { window, mode = 'auto', mostOfPair = Infinity, distanceKm = 0 } = request
  const tracks = a.track !== undefined && b.track !== undefined
  if (a === b && (!tracks || mode === 'approach' || mode === 'overlap')) return []
  if ((mode === 'approach' || mode === 'crossing') && !tracks) return []
  const comparing = (window: Window) =>
    mode === 'approach'
      ? approaches(a, b, { window, distanceKm })
      : mode === 'crossing' || (mode === 'auto' && tracks)
        ? crossings(a, b, { window })
        : overlaps(a, b, { window })
  const isWithin = (difference: number) => difference >= window.least && difference <= window.greatest
  const reversed = comparing({ least: -window.greatest, greatest: -window.least })
  const found = [...comparing(window), ...reversed.filter(({ difference }) => !isWithin(difference))]
  const onePlatform =
    a.collection === b.collection
      ? [undefined, a.properties.platform].includes(b.properties.platform as string | undefined) ||
        a.properties.platform === undefined
      : a.properties.platform !== undefined && a.properties.platform === b.properties.platform
  const isAsked = ({ a: one, b: other }: Crossover) =>
    (request.a?.direction ?? one.direction) === one.direction &&
    (request.b?.direction ?? other.direction) === other.direction
  const chosen = found
    .filter(({ difference }) => !onePlatform || Math.abs(difference) >= 60_000)
    .flatMap((crossover) => {
      if (isAsked(crossover) && isWithin(crossover.difference)) return [crossover]
      const exchanged = { ...crossover, a: crossover.b, b: crossover.a, difference: -crossover.difference }
      if (!isWithin(exchanged.difference) || !exchangeable || !isAsked(exchanged)) return []
      return 'shareOfA' in exchanged
        ? [{ ...exchanged, shareOfA: exchanged.shareOfB, shareOfB: exchanged.shareOfA }]
        : [exchanged]
    })
  if (mostOfPair === Infinity) return chosen
  return chosen.sort((p, q) => Math.abs(p.difference) - Math.abs(q.difference)).slice(0, mostOfPair)
}
