import type { CollectionSummary } from '../../catalog/granule.ts'
import type { GranuleQuery } from '../../catalog/query.ts'
import type { Access, Store } from '../../catalog/store.ts'
import { maySee } from './viewer.ts'

/**
 * The catalogue as whoever asks may see it: private collections are not there for who has no key for them. Every interface
 * stands on this, so that none has to think of it.
 */
export function visibleStore(store: Store): Store {
  const hiddenOf = (access: Access): ReadonlySet<string> =>
    new Set(access.private.filter((id) => !maySee(id)))
  /** The collections left of those named, of all where none is; undefined where nothing is hidden. */
  const narrowed = async (named: readonly string[] = []): Promise<string[] | undefined> => {
    const access = await store.access()
    if (access.private.length === 0) return undefined
    const without = hiddenOf(access)
    if (without.size === 0) return undefined
    return (named.length > 0 ? named : [...access.open, ...access.private]).filter((id) => !without.has(id))
  }
  const visible = async (query: GranuleQuery): Promise<GranuleQuery> => {
    const collections = await narrowed(query.collections)
    if (collections === undefined) return query
    // No collection would mean all of them.
    return collections.length > 0 ? { ...query, collections } : { ...query, ids: [] }
  }
  const isVisible = async (collection: string | undefined) =>
    collection === undefined || !hiddenOf(await store.access()).has(collection)
  const isShown = ({ id, private: closed }: CollectionSummary) => closed !== true || maySee(id)

  return {
    ...store,
    get: async (collection, id) => ((await isVisible(collection)) ? store.get(collection, id) : undefined),
    search: async (query, page) => store.search(await visible(query), page),
    count: async (query) => store.count(await visible(query)),
    aggregate: async (query, aggregations) => store.aggregate(await visible(query), aggregations),
    properties: async (collections) => {
      const left = await narrowed(collections)
      return left?.length === 0 ? [] : store.properties(left ?? collections)
    },
    collection: async (id) => {
      const found = await store.collection(id)
      return found && isShown(found) ? found : undefined
    },
    collections: async () => (await store.collections()).filter(isShown),
    access: async () => {
      const { open, private: closed } = await store.access()
      return { open, private: closed.filter(maySee) }
    },
  }
}
