import { ConflictError, InvalidQueryError, PartlyStoredError } from '../../../catalog/errors.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { readItem } from '../../../catalog/stac/item.ts'
import type { Store } from '../../../catalog/store.ts'
import { mergePatch } from './merge-patch.ts'

type Json = Record<string, unknown>

/** What became of a list of items. */
export interface BulkReport {
  created: number
  failures: { id?: string; index: number; status: 400 | 409; detail: string }[]
}

/** @throws InvalidQueryError, ConflictError where there is an item of this id */
export async function createItem(store: Store, collection: string, item: unknown): Promise<Granule> {
  const granule = readOwnItem(item, collection)
  if (await store.get(collection, granule.id)) throw taken(granule)
  await store.put([granule])
  return granule
}

/** Stores all items that can be read and are new; tells of the others. */
export async function createItems(store: Store, collection: string, items: unknown[]): Promise<BulkReport> {
  const failures: BulkReport['failures'] = []
  const readable = new Map<string, { granule: Granule; index: number }>()
  items.forEach((item, index) => {
    try {
      const granule = readOwnItem(item, collection)
      if (readable.has(granule.id)) throw new InvalidQueryError('id', `${granule.id} comes twice`)
      readable.set(granule.id, { granule, index })
    } catch (error) {
      if (!(error instanceof InvalidQueryError)) throw error
      const { id } = item as { id?: unknown }
      failures.push({ ...(typeof id === 'string' && { id }), index, status: 400, detail: error.message })
    }
  })
  for (const id of await idsInStore(store, collection, [...readable.keys()])) {
    const { granule, index } = readable.get(id)!
    failures.push({ id, index, status: 409, detail: taken(granule).message })
    readable.delete(id)
  }
  const fresh = [...readable.values()]
  let created = fresh.length
  if (fresh.length > 0) {
    try {
      await store.put(fresh.map(({ granule }) => granule))
    } catch (error) {
      if (!(error instanceof PartlyStoredError)) throw error
      for (const { id, reason } of error.refused) {
        failures.push({ id, index: readable.get(id)!.index, status: 400, detail: reason })
      }
      created -= error.refused.length
    }
  }
  return { created, failures: failures.sort((a, b) => a.index - b.index) }
}

/** What is stored once `item` takes the place of `before`. @throws InvalidQueryError */
export function replacement(before: Granule, item: unknown): Granule {
  const granule = readOwnItem(item, before.collection, before.id)
  return { ...granule, updated: Math.max(granule.updated, before.updated) }
}

/**
 * What is stored once a patch is merged into an item. What the patch does not name stays as the catalogue has it: files
 * at their own addresses, and segments and track as long as the item stays where and when it was.
 *
 * @param shown the item as GET answers it
 * @throws InvalidQueryError
 */
export function patched(before: Granule, shown: object, patch: unknown): Granule {
  if (!isObject(patch)) throw new InvalidQueryError('body', 'is no object')
  const after = replacement(before, mergePatch(shown, patch))
  const granule = 'assets' in patch ? after : { ...after, assets: before.assets }
  const isMoved = 'geometry' in patch || after.start !== before.start || after.end !== before.end
  if (isMoved) return granule
  const { geometry, bbox, segments, track } = before
  return { ...granule, geometry, bbox, segments, ...(track && { track }) }
}

/** What the address says, the item need not. @throws InvalidQueryError where it says otherwise */
function readOwnItem(item: unknown, collection: string, id?: string): Granule {
  if (!isObject(item)) throw new InvalidQueryError('body', 'is no item')
  for (const [member, own] of Object.entries({ collection, ...(id !== undefined && { id }) })) {
    const said = item[member]
    if (said !== undefined && said !== own) {
      throw new InvalidQueryError(member, `is ${JSON.stringify(said)}, and in the address ${own}`)
    }
  }
  return readItem(id === undefined ? item : { ...item, id }, collection)
}

async function idsInStore(store: Store, collection: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const page = { limit: ids.length, uncounted: true }
  const { granules } = await store.search({ collections: [collection], ids }, page)
  return granules.map((granule) => granule.id)
}

function taken({ collection, id }: Granule): ConflictError {
  return new ConflictError(`there is an item ${id} in the collection ${collection}: PUT replaces it`)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
