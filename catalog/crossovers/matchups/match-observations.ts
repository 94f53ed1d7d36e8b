import type { Store } from '../../store.ts'
import { pagesByStart } from '../stream.ts'
import { ActiveGranules } from './active-granules.ts'
import { batchesOf, queryFor } from './batches.ts'
import type { MatchCriteria, Matchup, Observation } from './observation.ts'

/**
 * For each observation the granules that saw its place within the window, and which of their rows: one answer an observation, in
 * their order, also where there is none.
 *
 * Both sides are walked once in the order of time; what is held is the observations of a batch and the segments that the window
 * still reaches. Segments decide: all that comes within the distance of one, at any of its times, is in.
 * @throws InvalidQueryError where observations do not come in the order of their start
 */
export async function* matchObservations<O extends Observation>(
  store: Store,
  observations: Iterable<O> | AsyncIterable<O>,
  criteria: MatchCriteria,
): AsyncGenerator<Matchup<O>> {
  for await (const matchups of matchInPortions(store, observations, criteria)) yield* matchups
}

/** Answers that are given at once, at most: to wait for each alone would take as long as finding it. */
const PORTION = 1000

/** The same, many answers at a time: for who takes hundreds of thousands a second. */
export async function* matchInPortions<O extends Observation>(
  store: Store,
  observations: Iterable<O> | AsyncIterable<O>,
  criteria: MatchCriteria,
): AsyncGenerator<Matchup<O>[]> {
  for await (const batch of batchesOf(observations, criteria)) {
    const active = new ActiveGranules(criteria)
    const pages = pagesByStart(store, queryFor(batch, criteria), { segments: true })
    let page = await pages.next()
    let number = 0
    let portion: Matchup<O>[] = []
    for (const observation of batch) {
      const reach = observation.end + criteria.window.greatest
      while (!page.done) {
        const granule = page.value[number]
        if (!granule) {
          page = await pages.next()
          number = 0
          continue
        }
        if (granule.start > reach) break
        active.add(granule)
        number++
      }
      portion.push({ observation, matches: active.match(observation) })
      if (portion.length < PORTION) continue
      yield portion
      portion = []
    }
    if (portion.length > 0) yield portion
  }
}
