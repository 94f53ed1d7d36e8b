/** @import { Position } from '../types.js' */

/**
 * The outlines of polygons without what is no edge on the Earth: where they were cut at the antimeridian (another part goes on
 * across it) and where they run along a pole.
 *
 * @param {Position[][]} rings closed, of all polygons of a geometry
 * @returns {Position[][]} lines, closed ones where nothing was left out
 */
export function withoutSeams(rings) {
  const cuts = rings.flatMap((ring) => edgesAt(ring, 180).concat(edgesAt(ring, -180)))
  return rings.flatMap((ring) => {
    /** @type {Position[][]} */
    const lines = []
    /** @type {Position[] | undefined} */
    let line
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1], ring[i]]
      if (isSeam(a, b, cuts)) {
        line = undefined
      } else if (line) {
        line.push(b)
      } else {
        line = [a, b]
        lines.push(line)
      }
    }
    return lines
  })
}

/**
 * @param {Position[]} ring
 * @param {180 | -180} lon
 */
function edgesAt(ring, lon) {
  const edges = []
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]]
    if (a[0] === lon && b[0] === lon)
      edges.push({ lon, from: Math.min(a[1], b[1]), to: Math.max(a[1], b[1]) })
  }
  return edges
}

/**
 * @param {Position} a
 * @param {Position} b
 * @param {{ lon: number, from: number, to: number }[]} cuts
 */
function isSeam(a, b, cuts) {
  if (Math.abs(a[1]) === 90 && a[1] === b[1]) return true
  if (Math.abs(a[0]) !== 180 || a[0] !== b[0]) return false
  const middle = (a[1] + b[1]) / 2
  return cuts.some(({ lon, from, to }) => lon === -a[0] && from <= middle && middle <= to)
}
