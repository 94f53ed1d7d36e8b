import { boxToText, circleToText, polygonToText } from '../search/area.js'
import { nearTurn } from './view.js'

/** @import { Geometry, Position } from '../types.js' */
/** @typedef {'box' | 'circle' | 'polygon'} Tool */

const earthRadiusKm = 6371.0088
/** CSS pixels from the first corner within which a click closes a polygon. */
const closing = 10

/**
 * Lets pointers draw an area on any view.
 *
 * @param {HTMLElement} element
 * @param {{ placeAt(x: number, y: number): Position | undefined, sketch(geometry: Geometry | undefined): void,
 *   done(text: string): void, ended(): void }} map
 */
export function drawAreas(element, { placeAt, sketch, done, ended }) {
  /** @type {Tool | undefined} */
  let tool
  /** @type {Position[]} */
  let corners = []
  let first = { x: 0, y: 0 }

  const stop = () => {
    tool = undefined
    corners = []
    sketch(undefined)
    ended()
  }
  /** @param {string} text */
  const finish = (text) => {
    stop()
    done(text)
  }
  const finishPolygon = () => {
    if (corners.length > 2) finish(polygonToText(corners))
  }

  element.addEventListener('pointerdown', (event) => {
    if (!tool || event.button !== 0) return
    const { x, y, place } = read(event)
    if (!place) return
    if (tool !== 'polygon') {
      element.setPointerCapture(event.pointerId)
      corners = [place]
    } else if (corners.length > 2 && Math.hypot(x - first.x, y - first.y) < closing) {
      finishPolygon()
    } else {
      if (corners.length === 0) first = { x, y }
      corners.push(beside(corners.at(-1), place))
      sketch({ type: 'LineString', coordinates: [...corners] })
    }
  })
  element.addEventListener('pointermove', (event) => {
    const { place } = read(event)
    if (!tool || corners.length === 0 || !place) return
    sketch(sketchOf(tool, corners, place))
  })
  element.addEventListener('pointerup', (event) => {
    const { place } = read(event)
    if (!tool || tool === 'polygon' || corners.length === 0 || !place) return
    const [from] = corners
    if (tool === 'box') finish(boxToText(boxOf(from, place)))
    else finish(circleToText(from, Math.max(1, d3.geoDistance(from, place) * earthRadiusKm)))
  })
  element.addEventListener('dblclick', () => {
    // The second press of the double click has set a corner on the last.
    if (tool !== 'polygon') return
    corners.pop()
    finishPolygon()
  })
  addEventListener('keydown', ({ key }) => {
    if (!tool) return
    if (key === 'Escape') stop()
    if (key === 'Enter') finishPolygon()
  })

  /** @param {MouseEvent} event */
  function read({ clientX, clientY }) {
    const { left, top } = element.getBoundingClientRect()
    const [x, y] = [clientX - left, clientY - top]
    return { x, y, place: placeAt(x, y) }
  }

  return {
    isDrawing: () => tool !== undefined,
    /** @param {Tool | undefined} wanted */
    choose(wanted) {
      stop()
      tool = wanted
    },
  }
}

/**
 * @param {Tool} tool
 * @param {Position[]} corners
 * @param {Position} place
 * @returns {Geometry}
 */
function sketchOf(tool, corners, place) {
  const [from] = corners
  switch (tool) {
    case 'box': {
      const [lon, lat] = beside(from, place)
      const ring = [from, [lon, from[1]], [lon, lat], [from[0], lat], from]
      return { type: 'Polygon', coordinates: [/** @type {Position[]} */ (ring)] }
    }
    case 'circle':
      return { type: 'LineString', coordinates: circleAround(from, d3.geoDistance(from, place)) }
    case 'polygon':
      return { type: 'LineString', coordinates: [...corners, beside(corners.at(-1), place)] }
  }
}

/**
 * The same place, on the turn where it lies near another.
 *
 * @param {Position | undefined} other
 * @param {Position} place
 * @returns {Position}
 */
function beside(other, [lon, lat]) {
  return other ? [other[0] + nearTurn(lon - other[0]), lat] : [lon, lat]
}

/**
 * @param {Position} from
 * @param {Position} to
 * @returns {[number, number, number, number]}
 */
function boxOf(from, to) {
  const [lon] = beside(from, to)
  const [west, east] = [Math.min(from[0], lon), Math.max(from[0], lon)].map(nearTurn)
  return [west, Math.min(from[1], to[1]), east, Math.max(from[1], to[1])]
}

/**
 * @param {Position} centre
 * @param {number} radius radians
 * @returns {Position[]} unwrapped
 */
function circleAround(centre, radius) {
  /** @type {Position[]} */
  const line = []
  const rim = d3
    .geoCircle()
    .center(centre)
    .radius((radius * 180) / Math.PI)
    .precision(3)()
  for (const place of rim.coordinates[0]) line.push(beside(line.at(-1), place))
  return line
}
