import { shapeOf } from '../map/shape.js'
import { ask, askOnce } from '../service.js'
import { areaParameters, readArea } from './area.js'
import { selectionOf } from './query.js'

/** @import { State } from '../state.js' */
/** @import { Geometry, Granule, Item } from '../types.js' */
/** @import { Queryable } from '../types.js' */
/** @import { Where } from './query.js' */
/** @typedef {{ granules: Granule[], matched: number | undefined, next: string | undefined }} Page */

export const pageLength = 200
/** Links are long, and the page makes its own. */
const fields = { exclude: ['links', 'stac_extensions', 'stac_version'] }

/**
 * What a state asks for in whole: its own period, or the one day that is shown of it.
 *
 * @param {State} state
 * @param {Record<string, Queryable>} queryables
 * @returns {Promise<Record<string, unknown>>} parameters of the STAC API
 * @throws Error where the area cannot be read
 */
export async function selectionFor(state, queryables) {
  const asked = state.day === '' ? state : { ...state, start: state.day, end: state.day }
  return selectionOf(asked, await whereOf(state.area), queryables)
}

/**
 * The area of a text as the server reads it.
 *
 * @param {string} text
 * @returns {Promise<Where | undefined>}
 */
export async function whereOf(text) {
  const area = readArea(text)
  if (!area) return undefined
  if (area.kind === 'box') return { bbox: area.box }
  const query = new URLSearchParams(areaParameters(area))
  const { geometry } = await askOnce(`gazetteer/area?${query}`)
  return { intersects: geometry }
}

/**
 * @param {Record<string, unknown>} selection
 * @param {{ token?: string, limit?: number, signal?: AbortSignal }} [how]
 * @returns {Promise<Page>}
 */
export async function findPage(selection, { token, limit = pageLength, signal } = {}) {
  const body = { ...selection, limit, fields, ...(token !== undefined && { token }) }
  const answer = await ask('stac/search', { body, ...(signal && { signal }) })
  return readPage(answer)
}

/**
 * The first page, and the same from memory if it was asked for ahead.
 *
 * @param {Record<string, unknown>} selection
 * @returns {Promise<Page>}
 */
export async function findAhead(selection) {
  return readPage(await askOnce('stac/search', { ...selection, limit: pageLength, fields }))
}

/**
 * @param {any} answer
 * @returns {Page}
 */
function readPage({ features, numberMatched, links }) {
  const next = links.find((/** @type {{ rel: string }} */ { rel }) => rel === 'next')
  return { granules: features.map(granuleOf), matched: numberMatched, next: next?.body?.token }
}

/**
 * @param {Item} item
 * @returns {Granule}
 */
function granuleOf(item) {
  const { collection, id, properties, geometry } = item
  const start = Date.parse(String(properties.start_datetime ?? properties.datetime))
  const end = Date.parse(String(properties.end_datetime ?? properties.datetime))
  return { key: `${collection}/${id}`, item, shape: shapeOf(geometry), start, end }
}

/**
 * A granule by its key, also one that a search has not found.
 *
 * @param {string} key
 * @param {{ id: string }[]} collections
 * @returns {Promise<Granule | undefined>} undefined where there is none
 */
export async function findGranule(key, collections) {
  const collection = collections.find(({ id }) => key.startsWith(`${id}/`))
  if (!collection) return undefined
  const [inCollection, name] = [collection.id, key.slice(collection.id.length + 1)].map(encodeURIComponent)
  try {
    return granuleOf(await askOnce(`stac/collections/${inCollection}/items/${name}`))
  } catch {
    return undefined
  }
}

/**
 * A geometry to draw for what was asked.
 *
 * @param {Where} where
 * @returns {Geometry}
 */
export function geometryOf(where) {
  if ('intersects' in where) return where.intersects
  const [west, south, givenEast, north] = where.bbox
  const east = givenEast < west ? givenEast + 360 : givenEast
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}
