import type { Aggregation, Bucket } from '../../../catalog/aggregation.ts'
import type { Instant } from '../../../catalog/granule.ts'

interface WrittenBucket {
  key: string
  data_type: 'string' | 'numeric' | 'datetime'
  frequency: number
  /** Lower edge, included. */
  from?: number
  /** Upper edge, not included. */
  to?: number
}

/** An aggregation as the Aggregation extension 0.3 answers it. */
export interface Written {
  name: string
  data_type: 'integer' | 'datetime' | 'frequency_distribution'
  value?: number | string | null
  /** Items in none of the buckets, where an item is in one at most. */
  overflow?: number
  buckets?: WrittenBucket[]
}

export function toValue(name: string, instant: Instant | undefined): Written {
  return {
    name,
    data_type: 'datetime',
    value: instant === undefined ? null : new Date(instant).toISOString(),
  }
}

export function toFrequencies(
  name: string,
  aggregation: Aggregation,
  matched: number,
  buckets: Bucket[],
): Written {
  const inBuckets = buckets.reduce((sum, { granules }) => sum + granules, 0)
  return {
    name,
    data_type: 'frequency_distribution',
    ...(aggregation.by !== 'cell' && { overflow: Math.max(0, matched - inBuckets) }),
    buckets: buckets.map((bucket, i) => toBucket(aggregation, bucket, i)),
  }
}

function toBucket(aggregation: Aggregation, { key, granules: frequency }: Bucket, i: number): WrittenBucket {
  switch (aggregation.by) {
    case 'time':
      return { key: new Date(Number(key)).toISOString(), data_type: 'datetime', frequency }
    case 'range': {
      const [from, to] = [aggregation.edges[i]!, aggregation.edges[i + 1]!]
      return { key: `${from}-${to}`, data_type: 'numeric', frequency, from, to }
    }
    default:
      return { key: String(key), data_type: typeof key === 'number' ? 'numeric' : 'string', frequency }
  }
}
