import type { Granule, PropertyValue } from '../../../catalog/granule.ts'
import { parseInstantSpan } from '../../../catalog/parse/instant.ts'
import { toField } from '../../../catalog/stac/names.ts'

/**
 * Fields that STAC's schemas hold to more than the catalogue does: the value as they want it, or undefined
 * where it cannot be made so.
 */
const conversions: Record<string, (value: PropertyValue) => unknown> = {
  instruments: (value) => (Array.isArray(value) ? value : [String(value)]),
  platform: text,
  title: text,
  version: text,
  created: dateTime,
  'processing:level': text,
  'processing:facility': text,
  'sat:absolute_orbit': countingNumber,
  'sat:relative_orbit': countingNumber,
  'sat:orbit_cycle': countingNumber,
  'sat:orbit_state': orbitState,
}

/**
 * The properties of an item: times, and what the granule is known by, in STAC's words. `datetime` is the start: STAC
 * would let it be null, which clients that sort or plot by it cannot take.
 */
export function itemProperties(granule: Granule): Record<string, unknown> {
  const start = granule.written?.start ?? new Date(granule.start).toISOString()
  const end = granule.written?.end ?? new Date(granule.end).toISOString()
  const properties: Record<string, unknown> = {
    datetime: start,
    start_datetime: start,
    end_datetime: end,
    updated: new Date(granule.updated).toISOString(),
    'oceanid:kind': granule.kind,
  }
  for (const [name, value] of Object.entries(granule.properties)) {
    const converted = fieldValue(name, value)
    if (converted === undefined) properties[`oceanid:${name}`] = value
    else properties[toField(name)] = converted
  }
  return properties
}

/** A property's value as its field has it; undefined where STAC's schemas would refuse it. */
export function fieldValue(name: string, value: PropertyValue): unknown {
  const convert = conversions[toField(name)]
  return convert ? convert(value) : value
}

function text(value: PropertyValue): string | undefined {
  const joined = Array.isArray(value) ? value.join(', ') : String(value)
  return joined === '' ? undefined : joined
}

function countingNumber(value: PropertyValue): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : undefined
}

function orbitState(value: PropertyValue): string | undefined {
  const state = String(value).toLowerCase()
  return state === 'ascending' || state === 'descending' || state === 'geostationary' ? state : undefined
}

/** Files write dates in many ways. */
function dateTime(value: PropertyValue): string | undefined {
  try {
    return new Date(parseInstantSpan(String(value), 'created').first).toISOString()
  } catch {
    return undefined
  }
}
