import type { estypes } from '@elastic/elasticsearch'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import type { Granule } from '../granule.ts'
import { placeOf, sortKeys } from '../order.ts'
import type { PageRequest } from '../query.ts'
import type { GranulePage } from '../store.ts'
import { fromDocument, type ReadDocument, readFields } from './document.ts'
import { findRejected } from './doubt.ts'
import { searchAfter, sortFields } from './order.ts'
import { type Plan, planBody } from './plan.ts'
import { type Body, type Query, search, type Target, totalOf, walk } from './search.ts'

/** Documents that an index gives at most in one answer, those passed over included (`index.max_result_window`). */
const window = 10_000
/** Granules that are asked for at once: an answer stays within some tens of megabytes. */
const chunk = 2_000
/** Granules that are sooner decided here than by another request. */
const fewDecisions = 100
/** Matches that are sooner brought than the area is looked at again. */
const fewBrought = 50

type Sorted = Body & { sort: estypes.SortCombinations[] }

/**
 * A page of the matches, in order. What stands in `next` is the place of the last granule and nothing that the cluster keeps, so
 * it never expires, and what is written meanwhile neither repeats nor hides a granule that stays where it is.
 */
export async function searchPage(target: Target, plan: Plan, page: PageRequest): Promise<GranulePage> {
  const sort = sortKeys(page.sort)
  const place = page.after === undefined ? undefined : decodeCursor(page.after, sort)
  const after = place && searchAfter(place, sort)
  const offset = page.offset ?? 0
  const body: Sorted = {
    sort: sortFields(sort),
    _source: [...readFields, ...(page.segments ? ['segments'] : []), ...(page.tracks ? ['track'] : [])],
  }
  const finish = (granules: Granule[], matched: number | undefined): GranulePage => {
    const shown = granules.slice(0, page.limit)
    const last = shown.at(-1)
    return {
      granules: shown,
      ...(page.uncounted || matched === undefined ? {} : { matched }),
      ...(last && granules.length > page.limit ? { next: encodeCursor(placeOf(last, sort), sort) } : {}),
    }
  }

  const atOnce = page.limit < chunk && (after ? offset === 0 : offset + page.limit < window)
  if (!atOnce) {
    const query = planBody(plan, await findRejected(target, plan))
    const matched = page.uncounted ? undefined : await countDocuments(target, query)
    return finish(await collect(target, { ...body, query }, page, after), matched)
  }
  const seek = seekingOf(target, plan, page)
  const sureOnes: { sure: estypes.AggregationsAggregationContainer } | undefined = seek.countsSure
    ? { sure: { filter: { bool: { filter: plan.sure! } } } }
    : undefined
  const ask = async (rejected: Query[]): Promise<Answer> => {
    const { hits, aggregations } = await search<ReadDocument>(
      target,
      {
        ...body,
        query: planBody(plan, rejected),
        size: seek.size,
        track_total_hits: !page.uncounted,
        ...(after ? { search_after: after } : { from: offset }),
        ...(sureOnes && { aggs: sureOnes }),
      },
      { cached: seek.size <= fewDecisions + 1 },
    )
    const sure = aggregations?.sure as { doc_count: number } | undefined
    return { granules: granulesOf(target, page, hits.hits), matched: totalOf(hits), sure: sure?.doc_count }
  }
  const expected = plan.doubtful ? await findRejected(target, plan) : []
  let answer = await ask(expected)
  if (!plan.doubtful && answer.matched !== undefined) seek.note(answer.matched)
  if (!plan.doubtful && !isSure(plan, page, answer)) {
    if (isComplete(page, answer) && answer.matched !== undefined) {
      const granules = answer.granules.filter(plan.decide)
      return finish(granules, granules.length)
    }
    const rejected = await findRejected(target, plan)
    if (rejected.length > 0) answer = await ask(rejected)
  }
  return finish(answer.granules, answer.matched)
}

interface Seeking {
  /** Granules to bring. */
  size: number
  /** Whether those that need no decision are counted: it takes the engine as long again as to find the area. */
  countsSure: boolean
  /** Remembers how many there were. */
  note(matched: number): void
}

/**
 * Where all matches are likely few they are brought and decided here, also those beyond the page. Of a question that comes again the
 * cluster keeps what it counted, and the page alone is brought.
 */
function seekingOf({ connection: { counts } }: Target, plan: Plan, page: PageRequest): Seeking {
  const size = page.limit === 0 ? 0 : page.limit + 1
  if (!plan.sure || plan.doubtful || page.uncounted) return { size, countsSure: false, note: () => {} }
  const question = JSON.stringify(plan.filter)
  const note = (matched: number) => counts.note(question, matched)
  const isFirst = size > 0 && page.after === undefined && !page.offset
  const before = counts.before(question)
  if (before !== undefined && isFirst) return { size, countsSure: before > page.limit, note }
  const expected = (isFirst ? counts.last() : undefined) ?? Number.POSITIVE_INFINITY
  if (expected > fewBrought) return { size, countsSure: true, note }
  return { size: Math.max(size, fewDecisions), countsSure: false, note }
}

interface Answer {
  granules: Granule[]
  /** How many the engine takes for matches; undefined where they were not counted. */
  matched: number | undefined
  /** How many of these need no decision; undefined where those were not counted. */
  sure: number | undefined
}

/**
 * Whether an answer needs no doubts cleared. What it shows is decided here and now where that is little; whether the
 * count is right too is known if it shows all, or if as many are sure.
 */
function isSure(plan: Plan, page: PageRequest, answer: Answer): boolean {
  const { granules, matched, sure } = answer
  if (!plan.sure || matched === 0) return true
  if (isComplete(page, answer)) return granules.every(plan.decide)
  return matched !== undefined && sure === matched
}

/** It shows all matches, or all that anyone asked for, and few enough to decide here. */
function isComplete({ limit }: PageRequest, { granules, matched }: Answer): boolean {
  const showsAll = matched === undefined || (matched === granules.length && limit > 0)
  return showsAll && granules.length <= fewDecisions
}

export async function countMatches(target: Target, plan: Plan): Promise<number> {
  return (await searchPage(target, plan, { limit: 0 })).matched ?? 0
}

export async function countDocuments(target: Target, query: Query): Promise<number> {
  const { hits } = await search(target, { query, size: 0, track_total_hits: true })
  return totalOf(hits) ?? 0
}

/** The page's granules and one more, however deep its offset: in steps, each from where the one before ended. */
async function collect(
  target: Target,
  body: Sorted,
  page: PageRequest,
  after: estypes.SortResults | undefined,
): Promise<Granule[]> {
  const { offset = 0, limit } = page
  const wanted = limit + 1
  let position = after
  for (let left = offset; left > 0; ) {
    const size = Math.min(left, window)
    const { value: hits } = await walk(target, { ...body, _source: false }, size, position).next()
    if (!hits || hits.length < size) return []
    left -= size
    position = hits.at(-1)?.sort
  }
  const granules: Granule[] = []
  for await (const hits of walk<ReadDocument>(target, body, Math.min(wanted, chunk), position)) {
    granules.push(...granulesOf(target, page, hits))
    if (granules.length >= wanted) break
  }
  return granules.slice(0, wanted)
}

function granulesOf(
  { connection: { known } }: Target,
  { shared, segments, tracks }: Omit<PageRequest, 'limit'>,
  hits: estypes.SearchHit<ReadDocument>[],
): Granule[] {
  const isKept = shared && !segments && !tracks
  return hits.flatMap(({ _source }) => {
    if (!_source) return []
    const before = isKept ? known.get(_source.granule) : undefined
    if (before) return [before]
    const granule = fromDocument(_source)
    if (isKept) known.set(_source.granule, granule, _source.granule.length)
    return [granule]
  })
}
