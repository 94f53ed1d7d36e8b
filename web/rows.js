import { shapeOf } from './map/shape.js'
import { toQuery } from './search/query.js'
import { askOnce } from './service.js'
import { joined } from './stretches.js'
import { say, saySpan, words } from './words.js'

/** @import { Granule, Shape } from './types.js' */
/** @import { Segment } from './stretches.js' */

/**
 * Which rows of a granule's file lie inside the area and period of a search.
 *
 * @param {Granule} granule
 * @param {Record<string, unknown>} selection
 * @returns {Promise<{ text: string, shapes: Shape[] }>}
 */
export async function rowsInside({ item: { collection, id } }, { bbox, intersects, datetime }) {
  const query = toQuery(
    Object.fromEntries(
      Object.entries({ bbox, intersects, datetime }).filter(([, value]) => value !== undefined),
    ),
  )
  const [inCollection, name] = [collection, id].map(encodeURIComponent)
  const answer = await askOnce(`stac/collections/${inCollection}/items/${name}/segments?${query}`)
  /** @type {Segment[]} */
  const segments = answer.features
  const stretches = joined(segments)
  const text = stretches.map(({ first, last, start, end }) =>
    say(words.rowsFound, {
      first,
      last,
      time: saySpan(start, end),
    }),
  )
  return {
    text: text.length > 0 ? text.join('; ') : words.noRows,
    shapes: segments.map(({ geometry }) => shapeOf(geometry)),
  }
}
