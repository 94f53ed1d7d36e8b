import { InvalidQueryError } from './errors.ts'
import type { Geometry } from './geometry/types.ts'
import type { Granule } from './granule.ts'
import type { GranuleQuery, PageRequest } from './query.ts'

/** @throws InvalidQueryError for what no engine can answer */
export function checkQuery(query: GranuleQuery): void {
  const { period, area, alongTrack, relation = 'intersects' } = query
  for (const side of ['start', 'end'] as const) {
    const instant = period?.[side]
    if (instant !== undefined && !Number.isFinite(instant)) {
      throw new InvalidQueryError('period', `${side} is not an instant`)
    }
  }
  if (alongTrack && area && relation !== 'intersects') {
    throw new InvalidQueryError(
      'relation',
      `along track, a segment can only intersect the area, not '${relation}'`,
    )
  }
}

/** @throws InvalidQueryError for a limit or offset that is not a whole number of at least 0 */
export function checkPage(page: PageRequest): void {
  for (const name of ['limit', 'offset'] as const) {
    const value = page[name] ?? 0
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new InvalidQueryError(name, `is a whole number of at least 0, not ${value}`)
    }
  }
}

/**
 * The least that every engine relies on; what a granule should be is for its builder to see to.
 *
 * @throws InvalidQueryError naming the granule
 */
export function checkGranules(granules: Granule[]): void {
  for (const { collection, id, start, end, bbox, geometry } of granules) {
    const refuse = (reason: string) => {
      throw new InvalidQueryError('granule', `${collection}/${id} ${reason}`)
    }
    if (typeof collection !== 'string' || collection === '') refuse('has no collection')
    if (typeof id !== 'string' || id === '') refuse('has no id')
    if (!Number.isFinite(start) || !Number.isFinite(end)) refuse('has no start or no end')
    if (start > end) refuse('ends before it starts')
    if (bbox.length !== 4 || !bbox.every(Number.isFinite)) refuse('has no bounding box of four numbers')
    if (!isSomewhere(geometry)) refuse('has no footprint of finite positions')
  }
}

/** There is a position, and none is anything but numbers. */
function isSomewhere(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') {
    return geometry.geometries.length > 0 && geometry.geometries.every(isSomewhere)
  }
  return isFinitePosition(geometry.coordinates)
}

function isFinitePosition(coordinates: unknown): boolean {
  if (typeof coordinates === 'number') return Number.isFinite(coordinates)
  return Array.isArray(coordinates) && coordinates.length > 0 && coordinates.every(isFinitePosition)
}
