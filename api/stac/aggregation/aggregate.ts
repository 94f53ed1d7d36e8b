import type { Aggregation, Bucket } from '../../../catalog/aggregation.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { GranuleQuery } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { toQuery } from '../search/selection.ts'
import { roundEdges } from './edges.ts'
import { type CountedProperty, countedProperties, isNumeric } from './names.ts'
import type { AggregateRequest } from './parameters.ts'
import { earliest, latest, unitFor } from './times.ts'
import { toFrequencies, toValue, type Written } from './write.ts'

/** Values of a property that are counted apart; the others overflow. */
const mostValues = 1000

/** One aggregation: what the store counts, and how the counts are written. */
interface Plan {
  count?: Aggregation
  write: (matched: number, buckets: Bucket[]) => Written | Promise<Written>
}

/**
 * Counts the items that match, as the names of `aggregations` say.
 *
 * @throws InvalidQueryError for a name that `/aggregations` does not list, or what a search refuses
 */
export async function aggregate(
  store: Store,
  request: AggregateRequest,
  collection: string | undefined,
): Promise<Written[]> {
  const query = await toQuery(store, request)
  const { aggregations: names = ['total_count'] } = request
  const counted = await countedProperties(store, collection)
  const plans: Plan[] = []
  for (const name of new Set(names)) plans.push(await planOf(name, store, query, request, counted))
  const counts = plans.flatMap(({ count }) => count ?? [])
  const { matched, buckets } = await store.aggregate(query, counts)
  const left = [...buckets]
  return Promise.all(plans.map(({ count, write }) => write(matched, count ? left.shift()! : [])))
}

async function planOf(
  name: string,
  store: Store,
  query: GranuleQuery,
  request: AggregateRequest,
  counted: Map<string, CountedProperty>,
): Promise<Plan> {
  switch (name) {
    case 'total_count':
      return { write: (matched) => ({ name, data_type: 'integer', value: matched }) }
    case 'datetime_min':
      return { write: async () => toValue(name, await earliest(store, query)) }
    case 'datetime_max':
      return { write: async () => toValue(name, await latest(store, query)) }
    case 'datetime_frequency': {
      const unit = request.datetime_frequency_interval ?? (await unitFor(store, query))
      return counting(name, { by: 'time', unit })
    }
    case 'collection_frequency':
      return counting(name, { by: 'value', property: 'collection', most: mostValues })
    case 'geometry_geohash_grid_frequency': {
      const { geometry_geohash_grid_frequency_precision: precision = 2 } = request
      return counting(name, { by: 'cell', grid: 'geohash', precision })
    }
    case 'geometry_geotile_grid_frequency': {
      const { geometry_geotile_grid_frequency_precision: precision = 4 } = request
      return counting(name, { by: 'cell', grid: 'geotile', precision })
    }
  }
  const property = counted.get(name)
  if (property) return counting(name, ofProperty(property, name, request.ranges ?? {}))
  throw new InvalidQueryError('aggregations', `there is no ${name}; /aggregations lists what there is`)
}

function counting(name: string, count: Aggregation): Plan {
  return { count, write: (matched, buckets) => toFrequencies(name, count, matched, buckets) }
}

function ofProperty(
  { property, summaries }: CountedProperty,
  name: string,
  ranges: Record<string, number[]>,
): Aggregation {
  const field = name.slice(0, -'_frequency'.length)
  const given = Object.hasOwn(ranges, field) ? ranges[field] : undefined
  if (given) return { by: 'range', property, edges: given }
  const [{ least, greatest } = {}] = summaries
  if (isNumeric(summaries) && least !== undefined && greatest !== undefined) {
    return { by: 'range', property, edges: roundEdges(least, greatest) }
  }
  return { by: 'value', property, most: mostValues }
}
