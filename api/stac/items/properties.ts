import type { Granule, PropertyValue } from '../../../catalog/granule.ts'
import { parseInstantSpan } from '../../../catalog/parse/instant.ts'
import { toField } from '../../../catalog/stac/names.ts'

/**
 * Fields that STAC's schemas hold to more than the catalogue does: the value as they want it, or undefined
 * where it cannot be made so.
 */
const conversions = new Map<string, (value: PropertyValue) => unknown>(
  Object.entries({
    instruments: (value: PropertyValue) => (Array.isArray(value) ? value : [String(value)]),
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
  }),
)

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
  for (const name in granule.properties) {
    const value = granule.properties[name]!
    const field = toField(name)
    const converted = fieldValue(field, value)
    if (converted === undefined) properties[`oceanid:${name}`] = value
    else properties[field] = converted
  }
  return properties
}

/** A property's value as the field has it; undefined where STAC's schemas would refuse it. */
export function fieldValue(field: string, value: PropertyValue): unknown {
  const convert = conversions.get(field)
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

const plain = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Files write dates in many ways. */
function dateTime(value: PropertyValue): string | undefined {
  // Most often it is what would be made of it.
  if (typeof value === 'string' && plain.test(value) && isoOf(Date.parse(value)) === value) return value
  try {
    return new Date(parseInstantSpan(String(value), 'created').first).toISOString()
  } catch {
    return undefined
  }
}

function isoOf(instant: number): string | undefined {
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString()
}
