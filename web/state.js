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
 * @property {Satellites | undefined} [satellites]
 * @property {boolean} predictions
 */
/** @typedef {{ a: string, b: string, window: string }} Crossing two collections, and the time between, such as `3h` */
/** @typedef {{ tle: string, versus: string, window: string }} Satellites by two-line elements, and the collection that they cross, or none */

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
  const { view, lon, lat, zoom, collections, filters, crossing, satellites } = state
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
  if (satellites) {
    query.set('satellites', JSON.stringify([satellites.tle, satellites.versus, satellites.window]))
  }
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
  const crossing = readThree(query.get('crossing'))
  if (crossing) state.crossing = { a: crossing[0], b: crossing[1], window: crossing[2] }
  const satellites = readThree(query.get('satellites'))
  if (satellites) state.satellites = { tle: satellites[0], versus: satellites[1], window: satellites[2] }
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
 * @param {string | null} text a list of three texts in JSON
 * @returns {string[] | undefined} undefined for anything else
 */
function readThree(text) {
  if (text === null) return undefined
  try {
    const read = JSON.parse(text)
    const isOne = Array.isArray(read) && read.length === 3 && read.every((one) => typeof one === 'string')
    return isOne ? read : undefined
  } catch {
    return undefined
  }
}
