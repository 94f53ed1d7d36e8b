import { setImmediate } from 'node:timers/promises'
import { bareCollection } from '../bare-collection.ts'
import type { Crossover, Side } from '../crossovers/crossover.ts'
import type { GranuleSource } from '../crossovers/find.ts'
import { NotFoundError } from '../errors.ts'
import { openStore } from '../open.ts'
import type { Store } from '../store.ts'
import { describePass } from './columns.ts'
import { passGranule } from './granule.ts'
import type { PredictedPass } from './pass.ts'

/** As crossovers are told of predicted passes, so that those of the catalogue keep their name. */
export const predictedPrefix = 'predicted:'

/** The passes of one satellite. */
export interface PredictedSet {
  /** As crossovers name it: `predicted:` and the collection or satellite. */
  collection: string
  passes: readonly PredictedPass[]
}

/** Passes to work on before others have their turn. */
const slice = 20

/** Predicted passes as granules in a catalogue of their own, and beside them those of another. */
export async function withPredicted<T>(
  sets: readonly PredictedSet[],
  catalog: Store | undefined,
  work: (source: GranuleSource) => Promise<T>,
): Promise<T> {
  const predicted = await openStore('sqlite::memory:')
  try {
    for (const { collection, passes } of sets) {
      // Also one without passes in the period is a collection.
      await predicted.putCollection(bareCollection(collection))
      for (let i = 0; i < passes.length; i += slice) {
        const described = passes.slice(i, i + slice).flatMap((pass) => describePass(pass) ?? [])
        await predicted.put(described.map((pass) => passGranule(pass, collection)))
        await setImmediate()
      }
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
