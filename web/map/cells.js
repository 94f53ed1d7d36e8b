/** @import { Position } from '../types.js' */

/** Degrees: polygons wider or higher than this are cut into cells of at most half of it. */
const widest = 90
const cell = 45

/**
 * A ring in parts so small that each has one side of the Earth that is obviously its inside: then nothing depends on
 * the direction in which it winds. Together, filled, they are what the ring is.
 *
 * @param {Position[]} ring closed
 * @returns {Position[][]} closed
 */
export function inCells(ring) {
  return slices(ring, 0).flatMap((slice) => slices(slice, 1))
}

/**
 * @param {Position[]} ring
 * @param {0 | 1} axis
 */
function slices(ring, axis) {
  const values = ring.map((position) => position[axis])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (most - least <= widest) return [ring]
  const parts = []
  for (let low = Math.floor(least / cell) * cell; low < most; low += cell) {
    const part = half(half(ring, axis, low, 1), axis, low + cell, -1)
    if (part.length > 2) parts.push([...part, part[0]])
  }
  return parts
}

/**
 * The part of a ring on one side of a meridian or parallel (Sutherland and Hodgman).
 *
 * @param {Position[]} ring
 * @param {0 | 1} axis
 * @param {number} at
 * @param {1 | -1} side
 */
function half(ring, axis, at, side) {
  /** @type {Position[]} */
  const kept = []
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i === 0 ? ring.length - 1 : i - 1], ring[i]]
    const [beforeA, beforeB] = [(a[axis] - at) * side, (b[axis] - at) * side]
    if ((beforeA < 0 && beforeB > 0) || (beforeA > 0 && beforeB < 0)) {
      const share = beforeA / (beforeA - beforeB)
      const other = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * share
      kept.push(axis === 0 ? [at, other] : [other, at])
    }
    if (beforeB >= 0) kept.push(b)
  }
  return kept
}
