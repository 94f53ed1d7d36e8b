/** @import { Pen } from '../types.js' */

/**
 * @param {Float64Array} lonLat degrees, in pairs
 * @param {{ x: number, y: number, scale: number }} at where longitude and latitude 0 lie, and pixels to a degree
 * @param {Pen} pen
 * @param {boolean} closed
 */
export function tracePlane(lonLat, { x, y, scale }, pen, closed) {
  for (let i = 0; i < lonLat.length; i += 2) {
    const [px, py] = [x + lonLat[i] * scale, y - lonLat[i + 1] * scale]
    if (i === 0) pen.moveTo(px, py)
    else pen.lineTo(px, py)
  }
  if (closed && lonLat.length > 0) pen.closePath()
}
