import { setImmediate } from 'node:timers/promises'
import pLimit from 'p-limit'
import { NotFoundError } from '../../catalog/errors.ts'
import type { CollectionSummary, Granule, Instant } from '../../catalog/granule.ts'
import type { GranuleQuery, SortKey } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { readGranuleQuery, readSortKeys } from './granule-query.ts'
import { readParameters, type Sent, type SentParameters } from './parameters.ts'
import type { RawParameters } from './request.ts'
import { matchTerms, readTerms } from './terms.ts'
import { readWindow, type Window } from './window.ts'

/** What a search found, before it is written in any format. */
export interface Answer<Entry> {
  /** What was asked and honoured. */
  honoured: Sent[]
  total: number
  window: Window
  /** When what it begins with last changed; absent where that is not known. */
  updated?: Instant
  /** Read once; granules come from the store piece by piece, so that a page of any length takes little memory. */
  entries: AsyncIterable<Entry[]>
}

/** Granules read from the store at a time. */
export const pieceLength = 250
/** Colons of an identifier that may part the collection from the granule: each costs a question to the store. */
const mostColons = 16
/** Collections asked at a time whether they hold a match. */
const atOnce = 8

/**
 * Granules that match the parameters of a request.
 *
 * @throws InvalidQueryError, NotSupportedError, and NotFoundError for a collection or identifier that is not there
 */
export async function searchGranules(
  store: Store,
  raw: RawParameters,
  pagesFrom: 0 | 1,
): Promise<Answer<Granule>> {
  const sent = readParameters('granules', raw)
  const query = readGranuleQuery(sent)
  const sort = readSortKeys(sent)
  const window = readWindow(sent, pagesFromOf(sent, pagesFrom))
  const collection = sent.get('parentIdentifier')?.value
  if (collection !== undefined) {
    query.collections = [(await collectionOf(store, collection)).id]
  }
  const uid = sent.get('uid')?.value
  if (uid !== undefined) Object.assign(query, await resolveUid(store, uid, collection))
  return { honoured: honouredOf(sent, query), window, ...(await readPieces(store, query, sort, window)) }
}

/**
 * Collections whose description has the terms and that hold a granule which matches the other parameters.
 *
 * @throws InvalidQueryError, NotSupportedError, and NotFoundError for an identifier that is not there
 */
export async function searchCollections(
  store: Store,
  raw: RawParameters,
  pagesFrom: 0 | 1,
): Promise<Answer<CollectionSummary>> {
  const sent = readParameters('collections', raw)
  const query = readGranuleQuery(sent)
  const window = readWindow(sent, pagesFromOf(sent, pagesFrom))
  const uid = sent.get('uid')?.value
  let found = uid === undefined ? await store.collections() : [await collectionOf(store, uid)]
  const terms = readTerms(sent.get('searchTerms')?.value ?? '')
  found = found.filter((collection) => matchTerms(collection, terms))
  if (Object.keys(query).length > 0) found = await holding(store, found, query)
  const page = found.slice(window.offset, window.offset + window.count)
  return { honoured: honouredOf(sent, query), total: found.length, window, entries: once(page) }
}

/** @throws NotFoundError */
export async function collectionOf(store: Store, id: string): Promise<CollectionSummary> {
  const collection = await store.collection(id)
  if (!collection) throw new NotFoundError(`no collection is called ${id}`)
  return collection
}

/** Both parts may hold colons, so the first few are tried; the name of the file alone is taken too. */
async function resolveUid(
  store: Store,
  uid: string,
  collection: string | undefined,
): Promise<{ collections?: string[]; ids: string[] }> {
  const colons = [...uid.matchAll(/:/g)].slice(0, mostColons)
  for (const { index: at } of colons) {
    const granule = await store.get(uid.slice(0, at), uid.slice(at + 1))
    if (granule && (collection === undefined || collection === granule.collection)) {
      return { collections: [granule.collection], ids: [granule.id] }
    }
  }
  const byName: GranuleQuery = { ids: [uid], ...(collection !== undefined && { collections: [collection] }) }
  if ((await store.count(byName)) > 0) return { ids: [uid] }
  throw new NotFoundError(`no granule${collection ? ` of ${collection}` : ''} has the identifier ${uid}`)
}

/** The first piece is read before anything is answered: it has the total, and what is wrong comes out in time. */
async function readPieces(
  store: Store,
  query: GranuleQuery,
  sort: SortKey[] | undefined,
  { offset, count }: Window,
): Promise<Pick<Answer<Granule>, 'total' | 'updated' | 'entries'>> {
  if (count === 0) return { total: await store.count(query), entries: once([]) }
  const order = sort && { sort }
  const first = await store.search(query, { ...order, offset, limit: Math.min(count, pieceLength) })
  async function* pieces() {
    let piece = first
    let left = count
    while (true) {
      yield piece.granules
      left -= piece.granules.length
      if (left <= 0 || piece.next === undefined) return
      const limit = Math.min(left, pieceLength)
      // Where neither the store nor the socket makes it wait, a long page would hold up every other request.
      await setImmediate()
      piece = await store.search(query, { ...order, after: piece.next, limit, uncounted: true })
    }
  }
  const updated = first.granules.reduce((newest, granule) => Math.max(newest, granule.updated), -Infinity)
  return { total: first.matched!, entries: pieces(), ...(first.granules.length > 0 && { updated }) }
}

async function* once<Entry>(entries: Entry[]): AsyncIterable<Entry[]> {
  yield entries
}

/** Those with at least one match. */
async function holding(
  store: Store,
  collections: CollectionSummary[],
  query: GranuleQuery,
): Promise<CollectionSummary[]> {
  const limited = pLimit(atOnce)
  const found = await Promise.all(
    collections.map((collection) =>
      limited(async () => {
        if (collection.granules === 0) return false
        const page = { limit: 1, uncounted: true }
        return (await store.search({ ...query, collections: [collection.id] }, page)).granules.length > 0
      }),
    ),
  )
  return collections.filter((_, i) => found[i])
}

/** Scripts made for Ifremer's service, told by its names, count pages from 0. */
function pagesFromOf(sent: SentParameters, otherwise: 0 | 1): 0 | 1 {
  return [...sent.values()].some(({ parameter, as }) => as === parameter.alias) ? 0 : otherwise
}

/** All but what another parameter made void. */
function honouredOf(sent: SentParameters, query: GranuleQuery): Sent[] {
  const idle = new Set<string>()
  if (sent.has('startIndex')) idle.add('startPage')
  if (!query.area) idle.add('relation')
  if (!query.period) idle.add('timeRelation')
  return [...sent.values()].filter(({ parameter }) => !idle.has(parameter.name))
}
