import { shapeOf } from './map/shape.js'
import { datetimeOf } from './search/query.js'
import { askOnce } from './service.js'
import { dayLength, dayText } from './time.js'

/** @import { Collection } from './search/collections.js' */
/** @import { Geometry, Shape } from './types.js' */

/** Days: where nobody says when, so far beyond what is known; and no farther than the server tells at once. */
const usualDays = 3
const mostDays = 30

/**
 * A period to look ahead for.
 *
 * @param {string} start a day, or empty
 * @param {string} end
 * @param {{ otherwise: number, most: number }} limits when it begins where nobody says so, and how many days after it ends at most
 */
export function comingPeriod(start, end, { otherwise, most }) {
  const from = start === '' ? otherwise : Date.parse(start)
  const until = end === '' ? from + usualDays * dayLength : Math.min(Date.parse(end), from + most * dayLength)
  return datetimeOf(dayText(from), dayText(until)) ?? ''
}

/**
 * The tracks to come of collections, as far as they repeat themselves, within a period or else right after what is known.
 *
 * @param {Collection[]} collections
 * @param {string} start a day, or empty
 * @param {string} end
 * @returns {Promise<Shape[]>}
 * @throws Error where none of them does, with the reason of the first
 */
export async function comingTracks(collections, start, end) {
  const found = await Promise.allSettled(
    collections.filter((one) => !Number.isNaN(one.end)).map((one) => tracksOf(one, start, end)),
  )
  const [first] = found
  if (first?.status === 'rejected' && found.every(({ status }) => status === 'rejected')) throw first.reason
  return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
}

/**
 * @param {Collection} collection
 * @param {string} start
 * @param {string} end
 * @returns {Promise<Shape[]>}
 */
async function tracksOf(collection, start, end) {
  const datetime = comingPeriod(start, end, { otherwise: collection.end, most: mostDays })
  const query = new URLSearchParams({ collection: collection.id, datetime })
  const answer = await askOnce(`stac/predictions?${query}`)
  return answer.features.map((/** @type {{ geometry: Geometry }} */ { geometry }) => shapeOf(geometry))
}
