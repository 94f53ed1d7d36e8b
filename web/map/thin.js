/** @import { Path } from '../types.js' */

/** Earth radii by which a thinned line may be off: a pixel or two where the whole Earth is seen. */
const tolerance = 0.004

/**
 * A line with only those of its positions that it needs to stay within the tolerance (Douglas and Peucker).
 *
 * @param {Path} path
 * @returns {Path}
 */
export function thin({ lonLat, xyz }) {
  const count = xyz.length / 3
  if (count < 3) return { lonLat, xyz }
  const kept = new Uint8Array(count)
  kept[0] = kept[count - 1] = 1
  // A closed line is halved first: from its beginning to its end there is no way to be off from.
  const middle = count >> 1
  kept[middle] = 1
  const stretches = [0, middle, middle, count - 1]
  while (stretches.length > 0) {
    const to = /** @type {number} */ (stretches.pop())
    const from = /** @type {number} */ (stretches.pop())
    const farthest = farthestOff(xyz, from, to)
    if (farthest === undefined) continue
    kept[farthest] = 1
    stretches.push(from, farthest, farthest, to)
  }
  const indexes = [...kept.keys()].filter((i) => kept[i] === 1)
  return {
    lonLat: Float64Array.from(indexes.flatMap((i) => [lonLat[2 * i], lonLat[2 * i + 1]])),
    xyz: Float64Array.from(indexes.flatMap((i) => [xyz[3 * i], xyz[3 * i + 1], xyz[3 * i + 2]])),
  }
}

/**
 * The position between two that lies farthest from the chord, if that is beyond the tolerance.
 *
 * @param {Float64Array} xyz
 * @param {number} from
 * @param {number} to
 */
function farthestOff(xyz, from, to) {
  const [ax, ay, az] = [xyz[3 * from], xyz[3 * from + 1], xyz[3 * from + 2]]
  const [dx, dy, dz] = [xyz[3 * to] - ax, xyz[3 * to + 1] - ay, xyz[3 * to + 2] - az]
  const squared = dx * dx + dy * dy + dz * dz || 1
  let farthest
  let most = tolerance * tolerance
  for (let i = from + 1; i < to; i++) {
    const [px, py, pz] = [xyz[3 * i] - ax, xyz[3 * i + 1] - ay, xyz[3 * i + 2] - az]
    const share = Math.max(0, Math.min(1, (px * dx + py * dy + pz * dz) / squared))
    const off = (px - share * dx) ** 2 + (py - share * dy) ** 2 + (pz - share * dz) ** 2
    if (off > most) [farthest, most] = [i, off]
  }
  return farthest
}
