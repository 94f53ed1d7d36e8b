import type { Described } from '../../../catalog/fields.ts'
import { compileFilter } from '../../../catalog/filter.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { readFilter } from '../search/conditions.ts'

/** Milliseconds; no Date reaches further. An empty collection is said to be of all times. */
const allTimes = { start: -8.64e15, end: 8.64e15 }

const instants: Record<string, string> = { datetime: 'start', start_datetime: 'start', end_datetime: 'end' }

/** Fields of a collection that can be filtered by, beside its extent (`geometry` and `datetime`). */
export const filterFields = {
  id: 'string',
  title: 'string',
  description: 'string',
  license: 'string',
  keywords: 'array',
  platform: 'array',
  instruments: 'array',
  'oceanid:granules': 'integer',
} as const

/**
 * A filter in CQL2 as a test of collections.
 *
 * @throws InvalidQueryError
 */
export function collectionTest(
  filter: string,
  language: string | undefined,
): (collection: CollectionSummary) => boolean {
  const test = compileFilter(readFilter(filter, language, { nameOf: (name) => instants[name] ?? name }))
  return (summary) =>
    test(describedBy(summary), () => shapeOf(boxArea(summary.extent?.bbox ?? [-180, -90, 180, 90])))
}

/** A collection in the shape of what filters are asked of. */
function describedBy(summary: CollectionSummary): Described {
  const { id, title, description, license, keywords, platform, instrument, granules, extent } = summary
  const { start, end } = extent ?? allTimes
  return {
    collection: id,
    id,
    kind: 'points',
    start,
    end,
    updated: start,
    properties: {
      title,
      description,
      license,
      keywords,
      ...(platform && { platform }),
      ...(instrument && { instruments: instrument }),
      'oceanid:granules': granules,
    },
  }
}
