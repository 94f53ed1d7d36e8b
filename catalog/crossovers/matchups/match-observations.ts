import type { Store } from '../../store.ts'
import { granulesByStart } from '../stream.ts'
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
  for await (const batch of batchesOf(observations, criteria)) {
    const active = new ActiveGranules(criteria)
    const granules = granulesByStart(store, queryFor(batch, criteria), { segments: true })
    let next = await granules.next()
    for (const observation of batch) {
      const reach = observation.end + criteria.window.greatest
      while (!next.done && next.value.start <= reach) {
        active.add(next.value)
        next = await granules.next()
      }
      yield { observation, matches: active.match(observation) }
    }
  }
}
