import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import { readGeoJson } from '../../../catalog/parse/area.ts'
import { boxArea, checkBox } from '../../../catalog/parse/box.ts'
import { parseDatetime } from '../../../catalog/parse/instant.ts'
import type { GranuleQuery, Period } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { readConditions } from './conditions.ts'
import type { Selection } from './parameters.ts'

/** @throws InvalidQueryError */
export async function toQuery(store: Store, selection: Selection): Promise<GranuleQuery> {
  const { collections, ids, bbox, intersects, datetime } = selection
  const area = readArea(bbox, intersects)
  const period = datetime === undefined ? undefined : readPeriod(datetime)
  const where = await readConditions(store, selection)
  return {
    ...(collections && { collections }),
    ...(ids && { ids }),
    ...(area && { area }),
    ...(period && { period }),
    ...(where && { where }),
  }
}

/** @throws InvalidQueryError */
export function readArea(bbox: number[] | undefined, intersects: unknown): Geometry | undefined {
  if (bbox && intersects !== undefined) {
    throw new InvalidQueryError('intersects', 'not together with bbox; give one of them')
  }
  if (bbox) return boxArea(checkBox(bbox, 'bbox'))
  if (intersects !== undefined) return readGeoJson(intersects, 'intersects')
  return undefined
}

/** In a query string a `+` that is not percent-encoded means a space: no date-time has one before its zone. */
export function readPeriod(datetime: string): Period | undefined {
  return parseDatetime(datetime.replace(/ (?=\d{2}:\d{2}(?:\/|$))/g, '+'))
}
