import { ConflictError, InvalidQueryError, NotFoundError } from '../../../catalog/errors.ts'
import type { Collection } from '../../../catalog/granule.ts'
import { readCollection } from '../../../catalog/stac/collection.ts'
import type { Store } from '../../../catalog/store.ts'

/** @throws InvalidQueryError, ConflictError where there is one of this id */
export async function createCollection(store: Store, value: object): Promise<Collection> {
  const collection = readCollection(value)
  if (await store.collection(collection.id)) {
    throw new ConflictError(`there is a collection ${collection.id}: PUT replaces its description`)
  }
  await store.putCollection(collection)
  return collection
}

/** @throws InvalidQueryError, NotFoundError where there is none of this id */
export async function replaceCollection(store: Store, id: string, value: object): Promise<void> {
  const summary = await store.collection(id)
  if (!summary) throw new NotFoundError(`no collection ${id}`)
  const said = (value as { id?: unknown }).id
  if (said !== undefined && said !== id) {
    throw new InvalidQueryError('id', `is ${JSON.stringify(said)}, and in the address ${id}`)
  }
  const { granules: _, extent: __, ...before } = summary
  await store.putCollection(readCollection({ ...value, id }, before))
}
