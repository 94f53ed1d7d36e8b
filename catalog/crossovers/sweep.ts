import type { PreciseInstant } from '../granule.ts'
import type { Store } from '../store.ts'
import { LONGEST_REACH } from '../track/sampling.ts'
import type { Crossover } from './crossover.ts'
import type { Judge } from './judge.ts'
import { compareCrossovers, timeOf } from './order.ts'
import { dropEnded, partnersOf } from './partners.ts'
import { Queue } from './queue.ts'
import type { CrossoverRequest } from './request.ts'
import { type Arrival, granulesByStart, mergeByStart, type Parts } from './stream.ts'
import { planStreams, reachOf } from './streams.ts'

/** How far a sweep has come. */
export interface Step {
  /** In order: the next of all crossovers. */
  crossovers: Crossover[]
  /** No later one comes before this. */
  until: PreciseInstant
  /** Of all steps so far. */
  granules: number
  comparisons: number
  /** Granules of tracks that the catalogue has no ground track of, and so no crossings. */
  trackless: number
}

/** Milliseconds of work after which others have their turn. */
const slice = 15

/**
 * Goes along time and holds each granule, as it starts, against those that it can still share a place with. So
 * memory holds the granules within the window, and the work grows with the pairs that meet in time.
 *
 * @param from leaves out what comes before
 */
export async function* sweep(
  store: Pick<Store, 'search'>,
  request: CrossoverRequest,
  parts: Parts,
  judge: Judge,
  from: PreciseInstant,
): AsyncGenerator<Step> {
  const { queries, pairings } = planStreams(request, from)
  const arrivals = mergeByStart(queries.map((query) => granulesByStart(store, query, parts)))
  const active = queries.map((): Arrival[] => [])
  const waiting = new Queue<Crossover>(compareCrossovers)
  const reach = reachOf(request)
  const until = request.period?.end ?? Infinity
  const take = (before: PreciseInstant): Crossover[] => {
    const taken: Crossover[] = []
    for (let next = waiting.peek(); next && timeOf(next) < before; next = waiting.peek()) {
      taken.push(next)
      waiting.pop()
    }
    return taken
  }
  const counts = { granules: 0, comparisons: 0, trackless: 0 }
  let rested = performance.now()
  const rest = async () => {
    if (performance.now() - rested < slice) return false
    await new Promise(setImmediate)
    rested = performance.now()
    return true
  }
  for await (const arrival of arrivals) {
    const { granule, streams } = arrival
    const before = granule.start - LONGEST_REACH
    const crossovers = take(before)
    if ((await rest()) || crossovers.length > 0) yield { crossovers, until: before, ...counts }
    counts.granules++
    if (parts.tracks && granule.kind === 'track' && !granule.track) counts.trackless++
    for (const stream of active) dropEnded(stream, before - reach)
    for (const pairing of pairings) {
      for (const candidate of partnersOf(arrival, pairing, active)) {
        if (Math.max(candidate.a.end, candidate.b.end) + LONGEST_REACH < from) continue
        counts.comparisons++
        const found = judge(candidate)
        for (const crossover of found instanceof Promise ? await found : found) {
          const time = timeOf(crossover)
          if (time >= from && time <= until) waiting.push(crossover)
        }
        if (counts.comparisons % 16 === 0) await rest()
      }
    }
    for (const stream of streams) active[stream]!.push(arrival)
  }
  yield { crossovers: take(Infinity), until: Infinity, ...counts }
}
