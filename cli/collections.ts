import { refuseUnknown as refuse } from '../catalog/refuse-unknown.ts'
import type { Store } from '../catalog/store.ts'

/** @throws NotFoundError for a collection that is not there */
export function refuseUnknown(store: Store, collections: readonly string[]): Promise<void> {
  return refuse(store, collections, ': "oceanid collections" lists those there are')
}
