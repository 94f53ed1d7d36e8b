import { compareText } from './fields.ts'
import type { Collection } from './granule.ts'
import type { Access } from './store.ts'

/** Tells collections that everyone may see from private ones; by id. */
export function accessOf(collections: readonly Pick<Collection, 'id' | 'private'>[]): Access {
  const idsOf = (hidden: boolean) =>
    collections
      .filter((collection) => (collection.private === true) === hidden)
      .map(({ id }) => id)
      .sort(compareText)
  return { open: idsOf(false), private: idsOf(true) }
}
