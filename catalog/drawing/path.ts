import type { Position } from '../geometry/types.ts'
import { isInView, type Point, type View } from './view.ts'

/** Least step between points outside of a view. */
const OUTSIDE_STEP = 20

/**
 * Path data (SVG) of lines or rings in a view. Edges are straight in longitude and latitude, and so are curves in a polar
 * view: drawn in steps of three degrees. A line that is shorter than a step is a dot, which round line caps make visible.
 *
 * @param leastStep between points, in units of the drawing
 */
export function pathOf(view: View, lines: Position[][], close: boolean, leastStep: number): string {
  let path = ''
  for (const turn of view.copies) {
    for (const line of lines) path += strokeOf(view, line, turn, close, leastStep)
  }
  return path
}

/** Path data of dots: strokes without length, which round line caps make visible. */
export function dotsOf(view: View, positions: Position[]): string {
  let path = ''
  for (const turn of view.copies) {
    for (const [lon, lat] of positions) {
      const at = view.project(lon + turn, lat)
      if (isInView(view, at)) path += `M${written(at)}h0`
    }
  }
  return path
}

function strokeOf(view: View, line: Position[], turn: number, close: boolean, leastStep: number): string {
  const points: Point[] = []
  let seen = false
  let wasOutside = false
  line.forEach(([lon, lat], i) => {
    const [lon0, lat0] = line[i - 1] ?? [lon, lat]
    const steps = view.round ? Math.max(1, Math.ceil(Math.abs(lon - lon0) / 3)) : 1
    for (let step = 1; step <= steps; step++) {
      const at = view.project(
        lon0 + ((lon - lon0) * step) / steps + turn,
        lat0 + ((lat - lat0) * step) / steps,
      )
      const last = points.at(-1)
      const outside = !isInView(view, at)
      const least = outside && wasOutside ? OUTSIDE_STEP : leastStep
      if (last && Math.hypot(at[0] - last[0], at[1] - last[1]) < least) continue
      points.push(at)
      wasOutside = outside
      seen ||= !outside
    }
  })
  if (points.length === 1 && seen && !close) return `M${written(points[0]!)}h0`
  // What surrounds the view without a corner in it is kept as well.
  if (points.length < 2 || (!seen && !surrounds(view, points))) return ''
  return `M${points.map(written).join('L')}${close ? 'z' : ''}`
}

function written([x, y]: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
}

function surrounds({ x, y, width, height }: View, points: Point[]): boolean {
  const xs = points.map(([px]) => px)
  const ys = points.map(([, py]) => py)
  return (
    Math.min(...xs) < x + width && Math.max(...xs) > x && Math.min(...ys) < y + height && Math.max(...ys) > y
  )
}
