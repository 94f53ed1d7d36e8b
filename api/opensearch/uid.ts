import { NotFoundError } from '../../catalog/errors.ts'
import type { GranuleQuery } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'

/** Colons of an identifier that may part the collection from the granule: each costs a question to the store. */
const mostColons = 16

/**
 * The granule that an identifier names. Both parts of it may hold colons, so the first few are tried; the name of the file
 * alone is taken too.
 *
 * @param collections where alone it may be, if any are named
 * @throws NotFoundError
 */
export async function resolveUid(
  store: Store,
  uid: string,
  collections: string[] | undefined,
): Promise<{ collections?: string[]; ids: string[] }> {
  const colons = [...uid.matchAll(/:/g)].slice(0, mostColons)
  for (const { index: at } of colons) {
    const granule = await store.get(uid.slice(0, at), uid.slice(at + 1))
    if (granule && (collections === undefined || collections.includes(granule.collection))) {
      return { collections: [granule.collection], ids: [granule.id] }
    }
  }
  const byName: GranuleQuery = { ids: [uid], ...(collections && { collections }) }
  if ((await store.count(byName)) > 0) return { ids: [uid] }
  throw new NotFoundError(
    `no granule${collections ? ` of ${collections.join(', ')}` : ''} has the identifier ${uid}`,
  )
}
