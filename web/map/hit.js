import { unitVector } from './shape.js'
import { scaleOf } from './view.js'

/** @import { Path, Position, Shape, View } from '../types.js' */

/** CSS pixels beside a line or point that still count. */
const tolerance = 6

/**
 * Which of the shapes lie at a place: points first, then lines, then areas, the smallest before those that hold it.
 *
 * @template {{ shape: Shape }} Shown
 * @param {View} view
 * @param {Position} place
 * @param {Iterable<Shown>} shown
 * @returns {Shown[]}
 */
export function shapesAt(view, place, shown) {
  const found = []
  const near = tolerance / scaleOf(view)
  const vector = unitVector(...place)
  for (const one of shown) {
    const { shape } = one
    if (isNear(shape.points, vector, near)) found.push({ one, rank: 0 })
    else if (shape.fills.length === 0 && shape.lines.some((line) => isBeside(line, vector, near))) {
      found.push({ one, rank: 1 })
    } else if (covers(shape, place)) {
      found.push({ one, rank: 2 + shape.radius })
    }
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ one }) => one)
}

/**
 * @param {Shape} shape
 * @param {Position} place
 */
export function covers({ fills, west, south, east, north }, [lon, lat]) {
  if (lat < south || lat > north || lon < west || lon > east) return false
  let turns = 0
  for (const { lonLat } of fills) {
    for (let i = 0, j = lonLat.length - 2; i < lonLat.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [lonLat[i], lonLat[i + 1], lonLat[j], lonLat[j + 1]]
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) turns += yi > lat ? 1 : -1
    }
  }
  return turns !== 0
}

/**
 * @param {Path} path
 * @param {[number, number, number]} place unit vector
 * @param {number} near Earth radii
 */
function isNear({ xyz }, [x, y, z], near) {
  for (let i = 0; i < xyz.length; i += 3) {
    if (Math.hypot(xyz[i] - x, xyz[i + 1] - y, xyz[i + 2] - z) <= near) return true
  }
  return false
}

/**
 * @param {Path} path
 * @param {[number, number, number]} place unit vector
 * @param {number} near Earth radii
 */
function isBeside({ xyz }, [x, y, z], near) {
  for (let i = 0; i + 5 < xyz.length; i += 3) {
    const [dx, dy, dz] = [xyz[i + 3] - xyz[i], xyz[i + 4] - xyz[i + 1], xyz[i + 5] - xyz[i + 2]]
    const [px, py, pz] = [x - xyz[i], y - xyz[i + 1], z - xyz[i + 2]]
    const along = (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz || 1)
    const share = Math.max(0, Math.min(1, along))
    if (Math.hypot(px - share * dx, py - share * dy, pz - share * dz) <= near) return true
  }
  return false
}
