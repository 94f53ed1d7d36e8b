import { AsyncLocalStorage } from 'node:async_hooks'
import type { Geometry } from '../../catalog/geometry/types.ts'
import { narrow } from '../../catalog/narrow.ts'
import type { GranuleQuery } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'

/** What one request has asked of the catalogue, and found. */
export interface Note {
  /** The first question; others of the same request are about its answer. */
  question?: {
    area?: Geometry
    /** Those that it names, that there are, and that who asks may see. A name that is no collection's may be anything. */
    collections: string[]
    /** Those that everyone may see. */
    open: ReadonlySet<string>
  }
  /** Granules by collection. */
  found: Map<string, number>
}

const current = new AsyncLocalStorage<Note>()

/** Notes what all of the work, also what it awaits, asks of a store of `notingStore`. */
export function noting<T>(note: Note, work: () => T): T {
  return current.run(note, work)
}

/**
 * The store, with what is asked of it noted for the request that asks.
 *
 * @param store the catalogue as who asks may see it
 */
export function notingStore(store: Store): Store {
  const ask = async (asked: GranuleQuery): Promise<Note | undefined> => {
    const note = current.getStore()
    if (!note || note.question) return note
    const { collections = [], area } = narrow(asked)
    const access = await store.access()
    const open = new Set(access.open)
    note.question = {
      collections: collections.filter((id) => open.has(id) || access.private.includes(id)),
      open,
      ...(area && { area }),
    }
    return note
  }
  return {
    ...store,
    search: async (query, page) => {
      const note = await ask(query)
      const found = await store.search(query, page)
      if (note) for (const { collection } of found.granules) count(note.found, collection)
      return found
    },
    count: async (query) => {
      await ask(query)
      return store.count(query)
    },
    aggregate: async (query, aggregations) => {
      await ask(query)
      return store.aggregate(query, aggregations)
    },
  }
}

function count(found: Map<string, number>, collection: string): void {
  found.set(collection, (found.get(collection) ?? 0) + 1)
}
