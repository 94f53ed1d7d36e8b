import type { Crossover } from '../catalog/crossovers/crossover.ts'
import { findCrossovers } from '../catalog/crossovers/find.ts'
import type { Store } from '../catalog/store.ts'
import { type CrossoverSearch, readCrossoverSearch } from './crossover-search.ts'

/**
 * Where and when two granules see the same place, in the order of the time at which the second of the two first saw it. Takes
 * a year with the memory of a window; whoever stops taking them ends the search.
 *
 * @throws InvalidQueryError for what cannot be read, NotFoundError for an unknown collection
 */
export async function* crossovers(
  { store }: { readonly store: Store },
  search: CrossoverSearch,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<Crossover, void, void> {
  yield* findCrossovers(store, readCrossoverSearch(search), signal && { signal })
}
