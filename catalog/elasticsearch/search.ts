import { errors, type estypes } from '@elastic/elasticsearch'
import { deadlineSignal } from '../deadline.ts'
import type { GranuleQuery } from '../query.ts'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { longestPath, type Names, slicesOf } from './names.ts'

export type Query = estypes.QueryDslQueryContainer
export type Body = estypes.MsearchMultisearchBody
type Aggregations = Record<string, estypes.AggregationsAggregate>

/** Names that one search lists; where there would be more it asks an alias of all. */
const mostNames = 1_000

/** Where a search looks. */
export interface Target {
  connection: Connection
  /** Aliases, of which some may not exist. */
  index: string[]
}

/**
 * The aliases to ask: of the collections and, where those are divided by time, of the slices in which granules of the period can be.
 * They need not all exist: nobody keeps a list, which could be out of date, of the years that a collection has granules in.
 *
 * @param divided collections known to be divided; to miss one only means to ask all slices of it
 */
export function targetOf(
  connection: Connection,
  names: Names,
  { collections = [], period }: GranuleQuery,
  divided: ReadonlySet<string> = new Set(),
): Target {
  const bounded = divided.size > 0 && period?.start !== undefined && period.end !== undefined
  const slices = bounded ? slicesOf(period.start!, period.end!) : undefined
  if (collections.length === 0 || collections.length > mostNames) {
    return { connection, index: slices?.map(names.sliceOfAll) ?? [names.granules] }
  }
  const index = collections.flatMap((id) =>
    slices && divided.has(id) ? slices.map((slice) => names.slice(id, slice)) : [names.collection(id)],
  )
  return { connection, index: index.length <= mostNames ? index : collections.map(names.collection) }
}

/** Whether the cluster keeps what it found until its data change, in the request cache of each shard. */
interface Caching {
  cached?: boolean
}

/**
 * One search; where there are many names through `_msearch`, where these travel in the body, so that the address is never too long.
 *
 * @throws CatalogUnavailableError also where only some of the shards answered
 */
export async function search<Document>(
  { connection, index }: Target,
  body: Body,
  { cached = false }: Caching = {},
): Promise<estypes.SearchResponseBody<Document, Aggregations>> {
  const options = {
    ...{ ignore_unavailable: true, allow_no_indices: true, allow_partial_search_results: false },
    ...(cached && { request_cache: true }),
  }
  const signal = deadlineSignal()
  const path = index.join(',')
  if (path.length <= longestPath) {
    return request(connection, 'read', () =>
      connection.client.search<Document, Aggregations>(
        { ...body, index: path, ...options },
        { ...(signal && { signal }) },
      ),
    )
  }
  return request(connection, 'read', async () => {
    const answer = await connection.client.msearch<Document, Aggregations>(
      { searches: [{ index, ...options }, body] },
      { meta: true, ...(signal && { signal }) },
    )
    const only = answer.body.responses[0]!
    if ('error' in only) throw new errors.ResponseError({ ...answer, body: only, statusCode: only.status })
    return only
  })
}

export function totalOf({ total }: estypes.SearchHitsMetadata<unknown>): number | undefined {
  return typeof total === 'object' ? total.value : total
}

/** Documents in answers of `size`, from `after` on, until there are no more. */
export async function* walk<Document>(
  target: Target,
  body: Body & { sort: estypes.SortCombinations[] },
  size: number,
  after?: estypes.SortResults,
): AsyncGenerator<estypes.SearchHit<Document>[]> {
  for (let position = after; ; ) {
    const answer = await search<Document>(target, {
      ...body,
      size,
      track_total_hits: false,
      ...(position && { search_after: position }),
    })
    const { hits } = answer.hits
    if (hits.length > 0) yield hits
    position = hits.at(-1)?.sort
    if (hits.length < size || !position) return
  }
}
