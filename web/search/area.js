/** @import { Box, Position } from '../types.js' */

/**
 * What a text means as an area: a box in degrees, a circle, well-known text, or else the name of a sea.
 *
 * @typedef {{ kind: 'box', box: Box } | { kind: 'circle', lon: number, lat: number, km: number }
 *   | { kind: 'wkt', text: string } | { kind: 'sea', name: string }} Area
 */

const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`
const gap = String.raw`\s*[,\s]\s*`
const boxText = new RegExp(`^${Array(4).fill(`(${number})`).join(gap)}$`)
const circleText = new RegExp(`^(${number})${gap}(${number})${gap}(${number})\\s*km$`, 'i')
const wktText = /^(?:SRID=4326;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b|^GEOMETRYCOLLECTION\b/i

/**
 * @param {string} given
 * @returns {Area | undefined} undefined for nothing
 */
export function readArea(given) {
  const text = given.trim()
  if (text === '') return undefined
  const box = boxText.exec(text)?.slice(1).map(Number)
  if (box) return { kind: 'box', box: /** @type {Box} */ (box) }
  const circle = circleText.exec(text)?.slice(1).map(Number)
  if (circle) return { kind: 'circle', lon: circle[0], lat: circle[1], km: circle[2] }
  return wktText.test(text) ? { kind: 'wkt', text } : { kind: 'sea', name: text }
}

/**
 * The parameters by which OpenSearch and `gazetteer/area` take it.
 *
 * @param {Area} area
 * @returns {Record<string, string>}
 */
export function areaParameters(area) {
  switch (area.kind) {
    case 'box':
      return { box: area.box.join() }
    case 'circle':
      return { lat: String(area.lat), lon: String(area.lon), radius: String(area.km * 1000) }
    case 'wkt':
      return { geometry: area.text }
    case 'sea':
      return { name: area.name }
  }
}

/** @param {Box} box */
export function boxToText(box) {
  return box.map(hundredths).join()
}

/**
 * @param {Position} centre
 * @param {number} km
 */
export function circleToText([lon, lat], km) {
  return `${hundredths(lon)},${hundredths(lat)} ${Number(km.toPrecision(3))} km`
}

/**
 * A polygon as well-known text, its corners on unwrapped longitudes.
 *
 * @param {Position[]} corners not closed
 */
export function polygonToText(corners) {
  const counterClockwise = signedArea(corners) > 0 ? corners : corners.toReversed()
  const ring = [...counterClockwise, counterClockwise[0]]
  return `POLYGON((${ring.map(([lon, lat]) => `${hundredths(lon)} ${hundredths(lat)}`).join(', ')}))`
}

/** @param {Position[]} corners */
function signedArea(corners) {
  return corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]
    return sum + x * nextY - nextX * y
  }, 0)
}

/** @param {number} degrees */
function hundredths(degrees) {
  return Math.round(degrees * 100) / 100
}
