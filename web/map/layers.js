import { tracerOf } from './trace.js'

/** @import { Shape, View } from '../types.js' */
/** @typedef {{ stroke: string, fill?: number, line?: number, width?: number, dash?: number[], dot?: number, casing?: string }} Style
 *   how strong fill and lines are, from 0 to 1; widths in CSS pixels */

/** Shapes in one path: many at once are drawn faster, and where they overlap each other they stay as light as one. */
const together = 64
/** Radians: larger shapes are filled more faintly, so that one that covers the Earth does not hide it. */
const usualRadius = 0.7
/**
 * More than these at once are many: drawn by lines of one pixel, which browsers that draw in software put down more than ten
 * times as fast as wider ones, and without their insides while the view moves.
 */
const few = 400
/** Zoom from which on thinned lines would show. */
const nearby = 2
/** Of more than these the insides would be one haze. */
const mostFilled = 1500

/**
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Iterable<Shape>} shapes
 * @param {Style} style
 * @param {boolean} [moving]
 */
export function drawShapes(context, view, shapes, style, moving = false) {
  const tracer = tracerOf(view)
  const seen = [...shapes].filter(tracer.sees)
  const many = seen.length > few
  const batch = many ? together : 1
  context.save()
  context.lineJoin = many ? 'miter' : 'round'
  context.lineCap = many ? 'butt' : 'round'
  context.setLineDash(style.dash ?? [])
  const width = many ? 1 / context.getTransform().a : (style.width ?? 1.2)
  const filled = (style.fill ?? 0) > 0 && seen.length <= (moving ? few : mostFilled)
  for (let i = 0; i < seen.length; i += batch) {
    const some = seen.slice(i, i + batch)
    if (filled) fill(context, tracer, some, style)
    context.globalAlpha = style.line ?? 1
    stroke(context, tracer, some, { ...style, width }, many && moving && view.zoom < nearby)
  }
  context.restore()
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./trace.js').Tracer} tracer
 * @param {Shape[]} shapes
 * @param {Style} style
 */
function fill(context, tracer, shapes, style) {
  context.fillStyle = style.stroke
  for (const shape of shapes) {
    if (shape.fills.length === 0) continue
    context.globalAlpha = (style.fill ?? 0) * Math.min(1, usualRadius / shape.radius)
    context.beginPath()
    tracer.fill(shape, context)
    context.fill()
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./trace.js').Tracer} tracer
 * @param {Shape[]} shapes
 * @param {Style} style
 * @param {boolean} roughly
 */
function stroke(context, tracer, shapes, style, roughly) {
  context.beginPath()
  for (const shape of shapes) tracer.lines(shape, context, roughly)
  const { width = 1 } = style
  if (style.casing) {
    context.strokeStyle = style.casing
    context.lineWidth = width + 2.5
    context.stroke()
  }
  context.strokeStyle = style.stroke
  context.lineWidth = width
  context.stroke()
  if (!shapes.some(({ points }) => points.lonLat.length > 0)) return
  context.beginPath()
  for (const shape of shapes) tracer.points(shape, context, style.dot ?? 3.5)
  context.fillStyle = style.stroke
  if (style.casing) {
    context.strokeStyle = style.casing
    context.lineWidth = 2
    context.stroke()
  }
  context.fill()
}
