import { conditionOf } from './condition.js'

/** @import { State } from '../state.js' */
/** @import { Box, Geometry } from '../types.js' */
/** @import { Queryable } from '../types.js' */

/** An area as the STAC API takes it. @typedef {{ bbox: Box } | { intersects: Geometry }} Where */
/** @typedef {Pick<State, 'collections' | 'start' | 'end' | 'filters' | 'where'>} Asked */

/**
 * Which items a state asks for, as parameters of the STAC API in a body.
 *
 * @param {Asked} state
 * @param {Where | undefined} area
 * @param {Record<string, Queryable>} queryables
 * @returns {Record<string, unknown>}
 */
export function selectionOf({ collections, start, end, filters, where }, area, queryables) {
  const filter = conditionOf(filters, queryables, where)
  const datetime = datetimeOf(start, end)
  return {
    ...(collections.length > 0 && { collections }),
    ...area,
    ...(datetime && { datetime }),
    ...(filter !== '' && { filter, 'filter-lang': 'cql2-text' }),
  }
}

/**
 * Whole days in UTC as an interval; undefined for all time.
 *
 * @param {string} start
 * @param {string} end
 */
export function datetimeOf(start, end) {
  if (start === '' && end === '') return undefined
  return `${start ? `${start}T00:00:00Z` : '..'}/${end ? `${end}T23:59:59.999Z` : '..'}`
}

/**
 * The parameters of a body as those of an address: lists are separated by commas, geometries are JSON.
 *
 * @param {Record<string, unknown>} selection
 */
export function toQuery(selection) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(selection)) {
    if (Array.isArray(value)) query.set(name, value.join())
    else query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return query
}
