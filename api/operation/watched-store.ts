import { beforeDeadline } from '../../catalog/deadline.ts'
import type { Store } from '../../catalog/store.ts'
import type { Histogram } from './exposition.ts'

/** The store, with each operation timed, and ended when the time of its request is over. */
export function watchStore(store: Store, seconds: Histogram): Store {
  const watched = <Given extends unknown[], Result>(
    operation: string,
    call: (...given: Given) => Promise<Result>,
  ) => {
    return async (...given: Given): Promise<Result> => {
      const begin = performance.now()
      const tell = (outcome: string) =>
        seconds.observe([operation, outcome], (performance.now() - begin) / 1000)
      try {
        const result = await beforeDeadline(() => call(...given))
        tell('answered')
        return result
      } catch (error) {
        tell('failed')
        throw error
      }
    }
  }
  // A change that is under way is let come to its end: its outcome has to be told.
  return {
    ...store,
    get: watched('get', store.get),
    search: watched('search', store.search),
    count: watched('count', store.count),
    aggregate: watched('aggregate', store.aggregate),
    properties: watched('properties', store.properties),
    collection: watched('collection', store.collection),
    collections: watched('collections', store.collections),
  }
}
