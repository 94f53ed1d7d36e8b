import type { estypes } from '@elastic/elasticsearch'
import { type Arc, arcsOf, spanOf } from '../geometry/box.ts'
import type { Collection, CollectionSummary } from '../granule.ts'
import type { Connection } from './connect.ts'
import type { Names } from './names.ts'
import { search, targetOf } from './search.ts'

/** Collections in one request: 360 buckets each stay below the 65,536 that a cluster counts out at most. */
const together = 100

interface Value {
  value: number | null
}

interface Bucket {
  key: string
  doc_count: number
  start: Value
  end: Value
  south: Value
  north: Value
  longitudes: { buckets: { west: Value; east: Value }[] }
}

/** Collections with what is counted from their granules. */
export async function summarise(
  connection: Connection,
  names: Names,
  collections: Collection[],
): Promise<CollectionSummary[]> {
  const summaries: CollectionSummary[] = []
  for (let i = 0; i < collections.length; i += together) {
    const some = collections.slice(i, i + together)
    const ids = some.map(({ id }) => id)
    const answer = await search(targetOf(connection, names, { collections: ids }), {
      size: 0,
      track_total_hits: false,
      query: { terms: { collection: ids } },
      aggs: { collections: { terms: { field: 'collection', size: ids.length }, aggs: extent } },
    })
    const found = answer.aggregations?.collections as { buckets: Bucket[] } | undefined
    const byId = new Map(found?.buckets.map((bucket) => [bucket.key, bucket]))
    summaries.push(...some.map((collection) => withExtent(collection, byId.get(collection.id))))
  }
  return summaries
}

/**
 * By whole degrees of their western edges, since `spanOf` takes gaps under a degree for none: granules that begin within
 * a degree of each other cover, gaps apart that do not count, from the least west to the greatest east.
 */
const extent: Record<string, estypes.AggregationsAggregationContainer> = {
  start: { min: { field: 'start' } },
  end: { max: { field: 'end' } },
  south: { min: { field: 'south' } },
  north: { max: { field: 'north' } },
  longitudes: {
    histogram: { field: 'west', interval: 1, min_doc_count: 1 },
    aggs: { west: { min: { field: 'west' } }, east: { max: { field: 'east' } } },
  },
}

function withExtent(collection: Collection, bucket: Bucket | undefined): CollectionSummary {
  if (!bucket) return { ...collection, granules: 0 }
  const { start, end, south, north } = bucket
  const arcs = bucket.longitudes.buckets.flatMap(({ west, east }) => arcsBetween(west.value!, east.value!))
  const [west, eastmost] = spanOf(arcs)!
  return {
    ...collection,
    granules: bucket.doc_count,
    extent: {
      bbox: [west, south.value!, eastmost, north.value!],
      start: start.value!,
      end: end.value!,
    },
  }
}

/** `east` may pass 180. */
function arcsBetween(west: number, east: number): Arc[] {
  if (east - west >= 360) return [[-180, 180]]
  return arcsOf([west, -90, east > 180 ? east - 360 : east, 90])
}
