import type { PropertySummary } from '../../../catalog/aggregation.ts'
import { toField } from '../../../catalog/stac/names.ts'
import type { Store } from '../../../catalog/store.ts'

/** What can be counted, as `/aggregations` lists it. */
export interface AggregationName {
  name: string
  data_type: 'integer' | 'datetime' | 'frequency_distribution'
  frequency_distribution_data_type?: 'string' | 'numeric' | 'datetime'
}

/** The counts of one property; several summaries where granules do not agree on its type. */
export interface CountedProperty {
  property: string
  summaries: PropertySummary[]
}

const frequency = (
  name: string,
  frequency_distribution_data_type: 'string' | 'numeric' | 'datetime',
): AggregationName => ({ name, data_type: 'frequency_distribution', frequency_distribution_data_type })

const common: AggregationName[] = [
  { name: 'total_count', data_type: 'integer' },
  { name: 'datetime_min', data_type: 'datetime' },
  { name: 'datetime_max', data_type: 'datetime' },
  frequency('datetime_frequency', 'datetime'),
  frequency('collection_frequency', 'string'),
  frequency('geometry_geohash_grid_frequency', 'string'),
  frequency('geometry_geotile_grid_frequency', 'string'),
]

/** By name of the aggregation, the properties that can be counted: `platform_frequency`, `sat:absolute_orbit_frequency`. */
export async function countedProperties(
  store: Store,
  collection: string | undefined,
): Promise<Map<string, CountedProperty>> {
  const counted = new Map<string, CountedProperty>()
  for (const summary of await store.properties(collection === undefined ? undefined : [collection])) {
    const name = `${toField(summary.name)}_frequency`
    const summaries = [...(counted.get(name)?.summaries ?? []), summary]
    counted.set(name, { property: summary.name, summaries })
  }
  return counted
}

export function aggregationNames(counted: Map<string, CountedProperty>): AggregationName[] {
  const own = [...counted].map(([name, { summaries }]) =>
    frequency(name, isNumeric(summaries) ? 'numeric' : 'string'),
  )
  return [...common, ...own.filter(({ name }) => !common.some((one) => one.name === name))]
}

export function isNumeric(summaries: PropertySummary[]): boolean {
  return summaries.every(({ type }) => type === 'number')
}
