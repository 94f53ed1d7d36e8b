import { NotFoundError } from '../catalog/errors.ts'
import type { CollectionSummary, Granule } from '../catalog/granule.ts'
import type { Store } from '../catalog/store.ts'

/** What a name on the command line stands for. */
export type Entry = { granule: Granule } | { collection: CollectionSummary }

/**
 * Finds `COLLECTION` or `COLLECTION/ID`. Either part may hold a slash: a collection of the whole name comes first,
 * then the granule by the first slash that gives one.
 * @throws {NotFoundError}
 */
export async function findEntry(store: Store, name: string): Promise<Entry> {
  const collection = await store.collection(name)
  if (collection) return { collection }
  for (let slash = name.indexOf('/'); slash !== -1; slash = name.indexOf('/', slash + 1)) {
    const granule = await store.get(name.slice(0, slash), name.slice(slash + 1))
    if (granule) return { granule }
  }
  throw new NotFoundError(
    name.includes('/')
      ? `there is no granule ${name}: "oceanid search" lists what there is`
      : `there is no collection ${name}: "oceanid collections" lists those there are, and a granule is COLLECTION/ID`,
  )
}
