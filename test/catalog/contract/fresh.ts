import { afterEach } from 'vitest'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'

/** Opens empty catalogues and puts granules into them, the given ones unless told; closes each after its test. */
export function freshStores(open: () => Promise<Store>, granules: Granule[]) {
  const opened: Store[] = []
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  return async (batch = granules): Promise<Store> => {
    const store = await open()
    opened.push(store)
    await store.put(batch)
    return store
  }
}
