import { traceFillAzimuthal, traceLineAzimuthal, tracePointsAzimuthal } from './azimuthal.js'
import { tracePlane } from './plane.js'
import { thin } from './thin.js'
import { azimuthOf, scaleOf } from './view.js'

/** @import { Pen, Shape, View } from '../types.js' */

/**
 * What draws shapes in a view: reads the view once for all of them.
 *
 * @typedef {{ sees(shape: Shape): boolean, fill(shape: Shape, pen: Pen): void, lines(shape: Shape, pen: Pen, roughly?: boolean): void,
 *   points(shape: Shape, pen: Pen, radius: number): void }} Tracer
 * @param {View} view
 * @returns {Tracer}
 */
export function tracerOf(view) {
  return view.kind === 'plane' ? planeTracer(view) : azimuthalTracer(view)
}

/**
 * @param {View} view
 * @returns {Tracer}
 */
function planeTracer(view) {
  const scale = (scaleOf(view) * Math.PI) / 180
  const [halfWidth, halfHeight] = [Math.min(180, view.width / 2 / scale), view.height / 2 / scale]
  const y = view.height / 2 + view.lat * scale
  /**
   * Where longitude 0 lies, of each copy of a shape that reaches into the view.
   *
   * @param {Shape} shape
   */
  const copies = ({ west, east }) => {
    const found = []
    const first = Math.ceil((view.lon - halfWidth - east) / 360)
    for (let turn = first; west + 360 * turn <= view.lon + halfWidth; turn++) {
      found.push(view.width / 2 + (360 * turn - view.lon) * scale)
    }
    return found
  }
  return {
    sees: (shape) =>
      shape.south <= view.lat + halfHeight &&
      shape.north >= view.lat - halfHeight &&
      copies(shape).length > 0,
    fill(shape, pen) {
      for (const x of copies(shape))
        for (const { lonLat } of shape.fills) tracePlane(lonLat, { x, y, scale }, pen, true)
    },
    lines(shape, pen, roughly = false) {
      for (const x of copies(shape))
        for (const { lonLat } of linesOf(shape, roughly)) tracePlane(lonLat, { x, y, scale }, pen, false)
    },
    points(shape, pen, radius) {
      const { lonLat } = shape.points
      for (const x of copies(shape)) {
        for (let i = 0; i < lonLat.length; i += 2) {
          dot(pen, x + lonLat[i] * scale, y - lonLat[i + 1] * scale, radius)
        }
      }
    },
  }
}

/**
 * @param {View} view
 * @returns {Tracer}
 */
function azimuthalTracer(view) {
  const azimuth = azimuthOf(view)
  /** Cosine of the angle between the middle of the projection and that of a shape. */
  const towards = (/** @type {Shape} */ { middle }) =>
    azimuth.up[0] * middle[0] + azimuth.up[1] * middle[1] + azimuth.up[2] * middle[2]
  return {
    sees: (shape) => shape.radius >= Math.PI / 2 || towards(shape) > -Math.sin(shape.radius) - 1e-12,
    fill(shape, pen) {
      const whole = shape.radius < Math.PI / 2 && towards(shape) > Math.sin(shape.radius)
      for (const { xyz } of shape.fills) traceFillAzimuthal(xyz, azimuth, pen, whole)
    },
    lines(shape, pen, roughly = false) {
      for (const { xyz } of linesOf(shape, roughly)) traceLineAzimuthal(xyz, azimuth, pen)
    },
    points(shape, pen, radius) {
      tracePointsAzimuthal(shape.points.xyz, azimuth, (x, y) => dot(pen, x, y, radius))
    },
  }
}

/**
 * @param {Shape} shape
 * @param {boolean} roughly
 */
function linesOf(shape, roughly) {
  if (!roughly) return shape.lines
  shape.thinned ??= shape.lines.map(thin)
  return shape.thinned
}

/**
 * @param {Pen} pen
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function dot(pen, x, y, radius) {
  pen.moveTo(x + radius, y)
  pen.arc(x, y, radius, 0, 2 * Math.PI)
}
