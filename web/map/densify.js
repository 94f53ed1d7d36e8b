/** @import { Position } from '../types.js' */

/** Degrees along an edge, and degrees of turn about the axis, between two positions. */
const longestStep = 2
const widestTurn = 10

/**
 * Edges are straight in longitude and latitude; positions are put on them so that what is straight between two neighbours
 * in any projection is off by less than a kilometre or two.
 *
 * @param {Position[]} line
 * @returns {Position[]}
 */
export function densify(line) {
  const [first] = line
  if (!first) return []
  const dense = [first]
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]]
    const steps = stepsOf(a, b)
    for (let k = 1; k < steps; k++) {
      dense.push([a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps])
    }
    dense.push(b)
  }
  return dense
}

/**
 * @param {Position} a
 * @param {Position} b
 */
function stepsOf([lonA, latA], [lonB, latB]) {
  const turn = Math.abs(lonB - lonA)
  const widest = Math.cos((Math.min(Math.abs(latA), Math.abs(latB)) * Math.PI) / 180)
  return Math.ceil(
    Math.max(Math.abs(latB - latA) / longestStep, (turn * widest) / longestStep, turn / widestTurn, 1),
  )
}
