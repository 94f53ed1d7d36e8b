import type { StacItem, StacLink } from 'stac-ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import { readGeoJson } from '../../../catalog/parse/area.ts'
import { boxArea, checkBox } from '../../../catalog/parse/box.ts'
import { parseDatetime } from '../../../catalog/parse/instant.ts'
import type { GranuleQuery } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { toItem } from '../items/item.ts'
import type { StacUrls } from '../links.ts'
import { defaultLimit, type SearchParameters } from '../schema.ts'

/** One page of a search (STAC API Item Search, OGC API Features); links are added by who knows the request. */
export interface ItemPage {
  type: 'FeatureCollection'
  numberMatched: number
  numberReturned: number
  /** The limit that was applied, with the counts again as clients of STAC API 0.9 read them. */
  context: { limit: number; matched: number; returned: number }
  features: StacItem[]
  links: StacLink[]
}

/** @throws InvalidQueryError */
export async function searchItems(
  store: Store,
  request: SearchParameters,
  urls: StacUrls,
): Promise<{ page: ItemPage; next: string | undefined }> {
  const limit = request.limit ?? defaultLimit
  const { granules, matched, next } = await store.search(toQuery(request), {
    limit,
    ...(request.token !== undefined && { after: request.token }),
  })
  const features = granules.map((granule) => toItem(granule, urls))
  const [numberMatched, numberReturned] = [matched!, features.length]
  const context = { limit, matched: numberMatched, returned: numberReturned }
  return {
    page: { type: 'FeatureCollection', numberMatched, numberReturned, context, features, links: [] },
    next,
  }
}

function toQuery({ collections, ids, bbox, intersects, datetime }: SearchParameters): GranuleQuery {
  const area = toArea(bbox, intersects)
  const period = datetime === undefined ? undefined : parseDatetime(withPlus(datetime))
  return {
    ...(collections && { collections }),
    ...(ids && { ids }),
    ...(area && { area }),
    ...(period && { period }),
  }
}

function toArea(bbox: number[] | undefined, intersects: unknown): Geometry | undefined {
  if (bbox && intersects !== undefined) {
    throw new InvalidQueryError('intersects', 'not together with bbox; give one of them')
  }
  if (bbox) return boxArea(checkBox(bbox, 'bbox'))
  if (intersects !== undefined) return readGeoJson(intersects, 'intersects')
  return undefined
}

/** In a query string a `+` that is not percent-encoded means a space: no date-time has one before its zone. */
function withPlus(datetime: string): string {
  return datetime.replace(/ (?=\d{2}:\d{2}(?:\/|$))/g, '+')
}
