import type { CollectionSummary } from '../../catalog/granule.ts'
import { isoInstant } from './feature.ts'

/** As JSON, with instants as people and other programs read them. */
export function describeCollection({ extent, ...collection }: CollectionSummary) {
  if (!extent) return collection
  const { bbox, start, end } = extent
  return { ...collection, extent: { bbox, start: isoInstant(start), end: isoInstant(end) } }
}
