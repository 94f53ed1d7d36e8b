import type { estypes } from '@elastic/elasticsearch'
import { loadMapping } from './templates.ts'

/**
 * Whether an index has the fields of the mappings that this Oceanid ships, all of them and of their types. One that lacks a field is
 * silent about what it does not find by it, whatever its version says.
 */
export function isAsShipped(mappings: estypes.MappingTypeMapping | undefined, prefix: string): boolean {
  const { template } = loadMapping<{ template: { mappings: estypes.MappingTypeMapping } }>(
    'granules-mappings',
    prefix,
  )
  const { dynamic, dynamic_templates, properties } = template.mappings
  return holds(mappings, { dynamic, dynamic_templates, properties })
}

/** Whether the one has what the other has. Elasticsearch writes `false` as text and `right` as `RIGHT`, and leaves out that an object is one. */
function holds(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) {
    return String(actual).toLowerCase() === String(wanted).toLowerCase()
  }
  if (typeof actual !== 'object' || actual === null) return false
  const parts = new Map(Object.entries(actual))
  return Object.entries(wanted).every(([name, part]: [string, unknown]) => {
    return (name === 'type' && part === 'object') || holds(parts.get(name), part)
  })
}
