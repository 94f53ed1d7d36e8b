import type { Collection, Granule } from '../granule.ts'
import type { Store } from '../store.ts'
import { linkAssets } from './links.ts'

/** Milliseconds for which a description is taken to stay as it is. */
const keptFor = 5000

/**
 * A store whose granules have their assets where people can fetch them. Links are made when granules are read, so that a
 * change of a template is a change of every answer.
 */
export function withLinks(store: Store, now: () => number = Date.now): Store {
  const known = new Map<string, { since: number; collection: Promise<Collection | undefined> }>()

  const describe = (id: string): Promise<Collection | undefined> => {
    const kept = known.get(id)
    if (kept !== undefined && now() - kept.since < keptFor) return kept.collection
    const collection = store.collection(id)
    known.set(id, { since: now(), collection })
    collection.catch(() => known.delete(id))
    return collection
  }

  // Where the store gives the same granule again, its links are made once for each description.
  const linked = new WeakMap<Granule, { by: Collection | undefined; granule: Granule }>()
  const link = (granule: Granule, by: Collection | undefined): Granule => {
    const before = linked.get(granule)
    if (before && before.by === by) return before.granule
    const assets = linkAssets(granule, by)
    const made = assets === granule.assets ? granule : { ...granule, assets }
    linked.set(granule, { by, granule: made })
    return made
  }

  return {
    ...store,
    get: async (collection, id) => {
      const granule = await store.get(collection, id)
      return granule && link(granule, await describe(collection))
    },
    search: async (query, page) => {
      const found = await store.search(query, page)
      const collections = new Set(found.granules.map((granule) => granule.collection))
      const described = new Map<string, Collection | undefined>()
      for (const id of collections) described.set(id, await describe(id))
      return {
        ...found,
        granules: found.granules.map((granule) => link(granule, described.get(granule.collection))),
      }
    },
  }
}
