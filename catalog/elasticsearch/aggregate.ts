import type { estypes } from '@elastic/elasticsearch'
import { inOrder } from '../aggregate/tally.ts'
import type { Aggregated, Aggregation, TimeUnit } from '../aggregation.ts'
import type { PropertyScalar } from '../query.ts'
import { countByCell } from './cells.ts'
import { findRejected } from './doubt.ts'
import { fieldsOf } from './filter.ts'
import { countDocuments } from './page.ts'
import { type Plan, planBody } from './plan.ts'
import { type Query, search, type Target } from './search.ts'

/** Buckets that an answer brings at once; a cluster refuses more than 65,536. */
const together = 10_000

export async function aggregateMatches(
  target: Target,
  plan: Plan,
  aggregations: Aggregation[],
): Promise<Aggregated> {
  const query = planBody(plan, await findRejected(target, plan))
  const matched = await countDocuments(target, query)
  const buckets = []
  for (const aggregation of aggregations) {
    buckets.push(inOrder(aggregation, await counts(target, query, aggregation)))
  }
  return { matched, buckets }
}

function counts(
  target: Target,
  query: Query,
  aggregation: Aggregation,
): Promise<Map<PropertyScalar, number>> {
  switch (aggregation.by) {
    case 'time':
      return countByTime(target, query, aggregation.unit)
    case 'value':
      return countByValue(target, query, aggregation.property)
    case 'range':
      return countByRange(target, query, aggregation.property, aggregation.edges)
    case 'cell':
      return countByCell(target, query, aggregation.grid, aggregation.precision)
  }
}

async function countByTime(target: Target, query: Query, unit: TimeUnit) {
  const source = { date_histogram: { field: 'start', calendar_interval: unit } }
  return addUp(target, query, source, Number, new Map())
}

async function countByValue(target: Target, query: Query, property: string) {
  const counts = new Map<PropertyScalar, number>()
  for (const { field, read } of fieldsOf(property)) {
    await addUp(target, query, { terms: { field } }, read, counts)
  }
  return counts
}

/** Every bucket there is, in as many steps as it takes. */
async function addUp(
  target: Target,
  query: Query,
  source: estypes.AggregationsCompositeAggregationSource,
  read: (key: string | number) => PropertyScalar,
  counts: Map<PropertyScalar, number>,
): Promise<Map<PropertyScalar, number>> {
  type Key = { value: string | number }
  for (let after: Key | undefined; ; ) {
    const composite = { size: together, sources: [{ value: source }], ...(after && { after }) }
    const answer = await search(target, {
      query,
      size: 0,
      track_total_hits: false,
      aggs: { buckets: { composite } },
    })
    const found = answer.aggregations?.buckets as
      | { after_key?: Key; buckets: { key: Key; doc_count: number }[] }
      | undefined
    for (const { key, doc_count } of found?.buckets ?? []) {
      const value = read(key.value)
      counts.set(value, (counts.get(value) ?? 0) + doc_count)
    }
    after = found?.after_key
    if (!after) return counts
  }
}

async function countByRange(target: Target, query: Query, property: string, edges: number[]) {
  const counts = new Map<PropertyScalar, number>(edges.slice(0, -1).map((edge) => [edge, 0]))
  const field = fieldsOf(property).find(({ type }) => type === 'number')?.field
  if (field === undefined) return counts
  const ranges = edges.slice(1).map((to, i) => ({ key: String(i), from: edges[i]!, to }))
  const answer = await search(target, {
    query,
    size: 0,
    track_total_hits: false,
    aggs: { ranges: { range: { field, ranges, keyed: false } } },
  })
  const found = answer.aggregations?.ranges as { buckets: { key: string; doc_count: number }[] } | undefined
  for (const { key, doc_count } of found?.buckets ?? []) counts.set(edges[Number(key)]!, doc_count)
  return counts
}
