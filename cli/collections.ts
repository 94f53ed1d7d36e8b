import { NotFoundError } from '../catalog/errors.ts'
import type { Store } from '../catalog/store.ts'

/** A mistyped collection would look like one that saw nothing. */
export async function refuseUnknown(store: Store, collections: string[]): Promise<void> {
  for (const id of collections) {
    if ((await store.collection(id)) !== undefined) continue
    throw new NotFoundError(`there is no collection ${id}: "oceanid collections" lists those there are`)
  }
}
