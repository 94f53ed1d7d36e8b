import { beginnings, nearest, viewKinds } from './map/view.js'

/** @import { ViewKind } from './types.js' */

/**
 * All that the page shows, as its address holds it.
 *
 * @typedef {object} State
 * @property {ViewKind} view
 * @property {number} lon of the middle
 * @property {number} lat
 * @property {number} zoom
 * @property {string[]} collections none means all
 * @property {string} area as people type it
 * @property {string} start a day in UTC, or empty
 * @property {string} end
 * @property {Record<string, string>} filters by field: a value, or `least..greatest`
 * @property {string} where a condition in CQL2 text
 * @property {string} day that alone is shown, or empty
 * @property {string} selected `collection/granule`
 * @property {Crossing | undefined} [crossing]
 * @property {boolean} predictions
 */
/** @typedef {{ a: string, b: string, window: string }} Crossing two collections, and the time between, such as `3h` */

const filterPrefix = 'filter.'
const date = /^\d{4}-\d{2}-\d{2}$/

/** @returns {State} */
export function emptyState() {
  return {
    view: 'globe',
    ...beginnings.globe,
    collections: [],
    area: '',
    start: '',
    end: '',
    filters: {},
    where: '',
    day: '',
    selected: '',
    predictions: false,
  }
}

/**
 * @param {State} state
 * @returns {URLSearchParams} without what is as in the beginning
 */
export function writeState(state) {
  const query = new URLSearchParams()
  const { view, lon, lat, zoom, collections, filters, crossing } = state
  const at = [lon, lat, zoom].map((value) => Math.round(value * 100) / 100).join()
  const { lon: lon0, lat: lat0, zoom: zoom0 } = beginnings[view]
  if (view !== 'globe') query.set('view', view)
  if (at !== [lon0, lat0, zoom0].join()) query.set('at', at)
  for (const id of collections) query.append('collection', id)
  for (const name of /** @type {const} */ (['area', 'start', 'end', 'where', 'day', 'selected'])) {
    if (state[name] !== '') query.set(name, state[name])
  }
  for (const [field, value] of Object.entries(filters)) query.set(filterPrefix + field, value)
  if (crossing) query.set('crossing', JSON.stringify([crossing.a, crossing.b, crossing.window]))
  if (state.predictions) query.set('predictions', 'true')
  return query
}

/**
 * What an address asks for; what cannot be read in it is as in the beginning.
 *
 * @param {URLSearchParams} query
 * @returns {State}
 */
export function readState(query) {
  const state = emptyState()
  const view = viewKinds.find((kind) => kind === query.get('view')) ?? 'globe'
  Object.assign(state, { view, ...beginnings[view] }, readPlace(query.get('at')))
  state.collections = query.getAll('collection').filter((id) => id !== '')
  for (const name of /** @type {const} */ (['area', 'where', 'selected'])) state[name] = query.get(name) ?? ''
  for (const name of /** @type {const} */ (['start', 'end', 'day'])) {
    const given = query.get(name) ?? ''
    if (date.test(given) && !Number.isNaN(Date.parse(given))) state[name] = given
  }
  for (const [name, value] of query) {
    if (name.startsWith(filterPrefix) && value !== '') state.filters[name.slice(filterPrefix.length)] = value
  }
  const crossing = readCrossing(query.get('crossing'))
  if (crossing) state.crossing = crossing
  state.predictions = query.get('predictions') === 'true'
  return state
}

/** @param {string | null} text */
function readPlace(text) {
  const [lon, lat, zoom] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && zoom >= 1 && zoom <= nearest)) return {}
  return { lon, lat, zoom }
}

/**
 * @param {string | null} text
 * @returns {Crossing | undefined}
 */
function readCrossing(text) {
  if (text === null) return undefined
  try {
    const read = JSON.parse(text)
    if (!Array.isArray(read) || !read.every((one) => typeof one === 'string') || read.length !== 3)
      return undefined
    const [a, b, window] = read
    return { a, b, window }
  } catch {
    return undefined
  }
}
