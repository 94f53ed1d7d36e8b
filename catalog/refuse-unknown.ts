import { NotFoundError } from './errors.ts'
import type { Store } from './store.ts'

/**
 * A mistyped collection would look like one that saw nothing.
 *
 * @param hint where to look them up
 * @throws NotFoundError
 */
export async function refuseUnknown(
  store: Pick<Store, 'collection'>,
  ids: readonly string[],
  hint = '',
): Promise<void> {
  const found = await Promise.all(ids.map((id) => store.collection(id)))
  const unknown = ids.filter((_, i) => found[i] === undefined)
  if (unknown.length > 0) throw new NotFoundError(`there is no collection ${unknown.join(', ')}${hint}`)
}
