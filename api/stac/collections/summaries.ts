import type { PropertySummary } from '../../../catalog/aggregation.ts'
import type { CollectionSummary, PropertyValue } from '../../../catalog/granule.ts'
import { toField } from '../../../catalog/stac/names.ts'
import { fieldValue } from '../items/properties.ts'

type Summary = unknown[] | { minimum: number; maximum: number }

/**
 * What the items' properties are, by field: a range for numbers, all values where they are few. What granules do not
 * say, but their description does, stands in its place.
 */
export function summariesOf(
  { platform, instrument, level }: CollectionSummary,
  properties: PropertySummary[],
): Record<string, Summary> {
  const summaries: Record<string, Summary> = {
    ...(platform && { platform }),
    ...(instrument && { instruments: instrument }),
    ...(level !== undefined && { 'processing:level': [level] }),
  }
  for (const summary of properties) {
    const value = summarise(summary)
    if (value) summaries[toField(summary.name)] = value
  }
  return summaries
}

function summarise({ name, type, least, greatest, values }: PropertySummary): Summary | undefined {
  if (type === 'number' && least !== undefined && greatest !== undefined) {
    return { minimum: least, maximum: greatest }
  }
  if (type === 'boolean' || values === undefined) return undefined
  const fields = values.flatMap((value: PropertyValue) => fieldValue(toField(name), value) ?? [])
  return fields.length > 0 ? [...new Set(fields)] : undefined
}
