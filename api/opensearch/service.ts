import pLimit from 'p-limit'
import { NotFoundError } from '../../catalog/errors.ts'
import type { CollectionSummary, Granule, Instant } from '../../catalog/granule.ts'
import type { Filter, GranuleQuery } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { once, readPieces, type Window } from '../pieces.ts'
import { eoParameters, eoParametersOf, isAlwaysHonoured, isHonoured } from './eo-parameters.ts'
import { readSet } from './expressions.ts'
import { joinFilters, readGranuleQuery, readSortKeys } from './granule-query.ts'
import type { Level, Parameter } from './parameter.ts'
import { findSent, parametersOf, readParameters, type Sent, type SentParameters } from './parameters.ts'
import type { RawParameters } from './request.ts'
import { describes, readTerms, readTermsQuery } from './terms.ts'
import { resolveUid } from './uid.ts'
import { readWindow } from './window.ts'

/** What a search found, before it is written in any format. */
export interface Answer<Entry> {
  /** What was asked and honoured. */
  honoured: Sent[]
  /** What can be asked. */
  parameters(): Promise<readonly Parameter[]>
  total: number
  window: Window
  /** When what it begins with last changed; absent where that is not known. */
  updated?: Instant
  /** Read once; granules come from the store piece by piece, so that a page of any length takes little memory. */
  entries: AsyncIterable<Entry[]>
}

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
  const all = readParameters('granules', raw)
  const collections = await collectionsNamed(store, all)
  const sent = await leaveUnknown(store, all, collections)
  const query = readGranuleQuery(sent, store.capabilities.relations)
  const sort = readSortKeys(sent)
  const window = readWindow(sent, pagesFromOf(sent, pagesFrom))
  if (collections) query.collections = collections
  const uid = sent.get('uid')?.value
  if (uid !== undefined) Object.assign(query, await resolveUid(store, uid, collections))
  const words = findSent(sent, 'searchTerms')
  if (words) {
    const { where, ...named } = await readTermsQuery(store, words.value, query.collections)
    Object.assign(query, named, conditionOf([where, query.where]))
  }
  return {
    honoured: honouredOf(sent, query),
    parameters: () => offered(store, 'granules', collections),
    window,
    ...(await readPieces(store, query, sort, window)),
  }
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
  const sent = await leaveUnknown(store, readParameters('collections', raw), undefined)
  const query = readGranuleQuery(sent, store.capabilities.relations)
  const window = readWindow(sent, pagesFromOf(sent, pagesFrom))
  const uid = sent.get('uid')?.value
  let found = uid === undefined ? await store.collections() : [await collectionOf(store, uid)]
  const terms = readTerms(sent.get('searchTerms')?.value ?? '')
  found = found.filter((collection) => terms.every((term) => describes(collection, term)))
  if (Object.keys(query).length > 0) found = await holding(store, found, query)
  const page = found.slice(window.offset, window.offset + window.count)
  return {
    honoured: honouredOf(sent, query),
    parameters: () => offered(store, 'collections'),
    total: found.length,
    window,
    entries: once(page),
  }
}

/** What the engine answers, and of Earth observation what the granules of the collections, or all, have. */
async function offered(store: Store, level: Level, collections?: string[]): Promise<Parameter[]> {
  const eo = eoParametersOf(await store.properties(collections))
  return parametersOf(level, { eo, relations: store.capabilities.relations })
}

/** @throws NotFoundError */
export async function collectionOf(store: Store, id: string): Promise<CollectionSummary> {
  const collection = await store.collection(id)
  if (!collection) throw new NotFoundError(`no collection is called ${id}`)
  return collection
}

/** The collection that is named, or those of a set `{a,b}`. */
async function collectionsNamed(store: Store, sent: SentParameters): Promise<string[] | undefined> {
  const name = sent.get('parentIdentifier')?.value
  if (name === undefined) return undefined
  const several = readSet(name)
  if (!several || (await store.collection(name))) return [(await collectionOf(store, name)).id]
  return Promise.all(several.map(async (one) => (await collectionOf(store, one)).id))
}

/** Leaves aside the terms that the granules know nothing of. */
async function leaveUnknown(
  store: Store,
  sent: SentParameters,
  collections: string[] | undefined,
): Promise<SentParameters> {
  const doubtful = eoParameters.filter((one) => sent.has(one.name) && !isAlwaysHonoured(one))
  if (doubtful.length === 0) return sent
  const summaries = await store.properties(collections)
  const unknown = doubtful.filter((one) => !isHonoured(one, summaries)).map(({ name }) => name)
  return new Map([...sent].filter(([name]) => !unknown.includes(name)))
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

/** The conditions that there are, as one. */
function conditionOf(conditions: (Filter | undefined)[]): Pick<GranuleQuery, 'where'> {
  const where = joinFilters(conditions.filter((one) => one !== undefined))
  return where ? { where } : {}
}
