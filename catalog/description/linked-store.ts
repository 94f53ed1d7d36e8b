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

  const link = async (granule: Granule): Promise<Granule> => {
    const assets = linkAssets(granule, await describe(granule.collection))
    return assets === granule.assets ? granule : { ...granule, assets }
  }

  return {
    ...store,
    get: async (collection, id) => {
      const granule = await store.get(collection, id)
      return granule && link(granule)
    },
    search: async (query, page) => {
      const found = await store.search(query, page)
      return { ...found, granules: await Promise.all(found.granules.map(link)) }
    },
  }
}
