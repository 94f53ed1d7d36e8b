import type { Crossover, Side } from '../../catalog/crossovers/crossover.ts'
import type { GranuleSource } from '../../catalog/crossovers/find.ts'
import { NotFoundError } from '../../catalog/errors.ts'
import { openStore } from '../../catalog/open.ts'
import { describePass } from '../../catalog/prediction/columns.ts'
import { passGranule } from '../../catalog/prediction/granule.ts'
import type { Store } from '../../catalog/store.ts'
import type { PredictedSet } from './predicted-set.ts'

/** Predicted passes as granules in a catalogue of their own, and beside them those of another. */
export async function withPredicted<T>(
  sets: readonly PredictedSet[],
  catalog: Store | undefined,
  work: (source: GranuleSource) => Promise<T>,
): Promise<T> {
  const predicted = await openStore('sqlite::memory:')
  try {
    for (const { collection, passes } of sets) {
      const granules = passes.flatMap((pass) => {
        const described = describePass(pass)
        return described ? [passGranule(described, collection)] : []
      })
      await predicted.put(granules)
    }
    return await work(joined(predicted, new Set(sets.map(({ collection }) => collection)), catalog))
  } finally {
    await predicted.close()
  }
}

/** Without the rows of what no file holds. */
export function withoutPredictedRows(sets: readonly PredictedSet[]): (crossover: Crossover) => Crossover {
  const predicted = new Set(sets.map(({ collection }) => collection))
  const bare = (side: Side): Side => {
    if (!predicted.has(side.collection)) return side
    const { rows: _rows, columns: _columns, beam: _beam, ...rest } = side
    return rest
  }
  return (crossover) => ({ ...crossover, a: bare(crossover.a), b: bare(crossover.b) })
}

/** Crossovers ask of one collection at a time. */
function joined(predicted: Store, names: ReadonlySet<string>, catalog: Store | undefined): GranuleSource {
  const home = (collection: string | undefined): Store => {
    const store = collection !== undefined && names.has(collection) ? predicted : catalog
    if (!store) throw new NotFoundError(`there is no collection ${collection}`)
    return store
  }
  return {
    search: (query, page) => home(query.collections?.[0]).search(query, page),
    collection: (id) => home(id).collection(id),
    get: (collection, id) => home(collection).get(collection, id),
  }
}
