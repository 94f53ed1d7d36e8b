/** @import { Pen } from '../types.js' */
/** @import { Azimuth } from './view.js' */

/** Radians along the horizon between two positions. */
const arcStep = 0.05

/** Reused from ring to ring: across, upward, and height above the horizon, of unit vectors in the axes of the canvas. */
let turned = new Float64Array(3 * 1024)

/**
 * @param {Float64Array} xyz
 * @param {Azimuth} azimuth
 */
function turn(xyz, { east, north, up }) {
  if (turned.length < xyz.length) turned = new Float64Array(2 * xyz.length)
  for (let i = 0; i < xyz.length; i += 3) {
    const [x, y, z] = [xyz[i], xyz[i + 1], xyz[i + 2]]
    turned[i] = x * east[0] + y * east[1] + z * east[2]
    turned[i + 1] = x * north[0] + y * north[1] + z * north[2]
    turned[i + 2] = x * up[0] + y * up[1] + z * up[2]
  }
}

/**
 * Fills what a ring has on this side of the horizon, and follows the horizon where it goes beyond. The ring lies within
 * a hemisphere, so that the shorter way along the horizon is the right one.
 *
 * @param {Float64Array} xyz
 * @param {Azimuth} azimuth
 * @param {Pen} pen
 * @param {boolean} whole nothing of it is beyond
 */
export function traceFillAzimuthal(xyz, azimuth, pen, whole) {
  turn(xyz, azimuth)
  const end = xyz.length
  let first = 0
  if (!whole) while (first < end && turned[first + 2] < 0) first += 3
  if (first >= end) return
  const { scale, x, y, equalArea, horizon } = azimuth
  let left = Number.NaN
  let before = first
  for (let count = 0; count <= end; count += 3) {
    const i = (first + count) % end
    const height = turned[i + 2]
    if (height >= 0) {
      if (!Number.isNaN(left)) {
        const back = crossing(before, i)
        followHorizon(left, back, azimuth, pen)
        left = Number.NaN
      }
      const k = equalArea ? scale * Math.sqrt(2 / (1 + height)) : scale
      if (count === 0) pen.moveTo(x + turned[i] * k, y - turned[i + 1] * k)
      else pen.lineTo(x + turned[i] * k, y - turned[i + 1] * k)
    } else if (Number.isNaN(left)) {
      left = crossing(before, i)
      pen.lineTo(x + Math.cos(left) * horizon, y - Math.sin(left) * horizon)
    }
    before = i
  }
  pen.closePath()
}

/**
 * Where on the horizon, as an angle, an edge between two positions passes it.
 *
 * @param {number} i
 * @param {number} j
 */
function crossing(i, j) {
  const share = turned[i + 2] / (turned[i + 2] - turned[j + 2])
  return Math.atan2(
    turned[i + 1] + share * (turned[j + 1] - turned[i + 1]),
    turned[i] + share * (turned[j] - turned[i]),
  )
}

/**
 * @param {number} from angle
 * @param {number} to angle
 * @param {Azimuth} azimuth
 * @param {Pen} pen
 */
function followHorizon(from, to, { x, y, horizon }, pen) {
  const way = to - from - 2 * Math.PI * Math.round((to - from) / (2 * Math.PI))
  const steps = Math.ceil(Math.abs(way) / arcStep)
  for (let k = 1; k <= steps; k++) {
    const angle = from + (way * k) / steps
    pen.lineTo(x + Math.cos(angle) * horizon, y - Math.sin(angle) * horizon)
  }
}

/**
 * The parts of a line on this side of the horizon.
 *
 * @param {Float64Array} xyz
 * @param {Azimuth} azimuth
 * @param {Pen} pen
 */
export function traceLineAzimuthal(xyz, azimuth, pen) {
  turn(xyz, azimuth)
  const { scale, x, y, equalArea, horizon } = azimuth
  for (let i = 0; i < xyz.length; i += 3) {
    const height = turned[i + 2]
    const came = i > 0 && turned[i - 1] >= 0
    if (height < 0) {
      if (came) {
        const angle = crossing(i - 3, i)
        pen.lineTo(x + Math.cos(angle) * horizon, y - Math.sin(angle) * horizon)
      }
      continue
    }
    const k = equalArea ? scale * Math.sqrt(2 / (1 + height)) : scale
    if (i > 0 && !came) {
      const angle = crossing(i - 3, i)
      pen.moveTo(x + Math.cos(angle) * horizon, y - Math.sin(angle) * horizon)
    }
    if (i === 0) pen.moveTo(x + turned[i] * k, y - turned[i + 1] * k)
    else pen.lineTo(x + turned[i] * k, y - turned[i + 1] * k)
  }
}

/**
 * @param {Float64Array} xyz
 * @param {Azimuth} azimuth
 * @param {(x: number, y: number) => void} each
 */
export function tracePointsAzimuthal(xyz, azimuth, each) {
  turn(xyz, azimuth)
  const { scale, x, y, equalArea } = azimuth
  for (let i = 0; i < xyz.length; i += 3) {
    const height = turned[i + 2]
    if (height < 0) continue
    const k = equalArea ? scale * Math.sqrt(2 / (1 + height)) : scale
    each(x + turned[i] * k, y - turned[i + 1] * k)
  }
}
