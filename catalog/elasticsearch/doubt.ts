import type { Granule } from '../granule.ts'
import { fromDocument, type ReadDocument, readFields } from './document.ts'
import { doubtfulBody, type Plan } from './plan.ts'
import { type Query, type Target, walk } from './search.ts'

/** Granules that are brought at once to be decided. */
const batch = 500

/** Asks the granules that the engine cannot decide; gives what to leave out of the matches of the plan. */
export async function findRejected(target: Target, plan: Plan): Promise<Query[]> {
  if (!plan.sure) return []
  const rejected = new Map<string, string[]>()
  const body = {
    query: doubtfulBody(plan),
    sort: [{ collection: 'asc' as const }, { id: 'asc' as const }],
    _source: [...readFields, ...(plan.segments ? ['segments'] : [])],
  }
  for await (const hits of walk<ReadDocument>(target, body, batch)) {
    for (const granule of hits.flatMap(({ _source }): Granule[] =>
      _source ? [fromDocument(_source)] : [],
    )) {
      if (plan.decide(granule)) continue
      const ids = rejected.get(granule.collection)
      if (ids) ids.push(granule.id)
      else rejected.set(granule.collection, [granule.id])
    }
  }
  return [...rejected].map(([collection, ids]) => ({
    bool: { filter: [{ term: { collection } }, { terms: { id: ids } }] },
  }))
}
