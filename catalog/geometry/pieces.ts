import { edgeEnvelope, sideOfPolygon, someEdge, somePoint } from './planar.ts'
import { type Envelope, envelopesMeet, type Path, type Shape } from './shape.ts'

/** Degrees (0.1 mm): nearer than this to a boundary is on it. */
export const TOLERANCE = 1e-9

/** Degrees: how far to either side of an edge of the outer shape one looks for what is not covered. */
export const ASIDE = 1e-8

export type PieceTest = (x: number, y: number, ux: number, uy: number) => boolean

/** Whether `test` holds in the middle of every piece into which `cutters` cut the edges of `path`; (ux, uy) is the edge's direction. */
export function everyPiece(
  path: Path,
  cutters: Path[],
  test: PieceTest,
  near: Envelope = path.envelope,
): boolean {
  const xy = path.xy
  return !someEdge(path, near, (i) => {
    const x = xy[i]!
    const y = xy[i + 1]!
    const dx = xy[i + 2]! - x
    const dy = xy[i + 3]! - y
    const length = Math.hypot(dx, dy)
    if (length === 0) return !test(x, y, 0, 0)
    const cuts = cutsOf(xy, i, cutters)
    for (let k = 1; k < cuts.length; k++) {
      if ((cuts[k]! - cuts[k - 1]!) * length <= TOLERANCE) continue
      const t = (cuts[k]! + cuts[k - 1]!) / 2
      if (!test(x + t * dx, y + t * dy, dx / length, dy / length)) return true
    }
    return false
  })
}

/** Sorted fractions, 0 and 1 among them, at which the edge is met by an edge of `cutters`. More cuts than needed do no harm. */
export function cutsOf(xy: ArrayLike<number>, i: number, cutters: Path[]): number[] {
  const cuts = [0, 1]
  const x = xy[i]!
  const y = xy[i + 1]!
  const dx = xy[i + 2]! - x
  const dy = xy[i + 3]! - y
  const square = dx * dx + dy * dy
  const add = (t: number) => {
    if (t > 0 && t < 1) cuts.push(t)
  }
  const along = widen(edgeEnvelope(xy, i))
  for (const path of cutters) {
    if (!envelopesMeet(path.envelope, along)) continue
    const q = path.xy
    someEdge(path, along, (j) => {
      const cx = q[j]! - x
      const cy = q[j + 1]! - y
      const ex = q[j + 2]! - q[j]!
      const ey = q[j + 3]! - q[j + 1]!
      const cross = dx * ey - dy * ex
      if (cross !== 0) add((cx * ey - cy * ex) / cross)
      // Edges along one line: cut where the other begins and ends.
      if (Math.abs(cross) <= TOLERANCE * Math.sqrt(square)) {
        add((cx * dx + cy * dy) / square)
        add(((cx + ex) * dx + (cy + ey) * dy) / square)
      }
      return false
    })
  }
  return cuts.sort((a, b) => a - b)
}

export function covers(shape: Shape, x: number, y: number): boolean {
  const here = widen([x, y, x, y])
  const isOn = (path: Path) => isNear(path, x, y, here)
  return (
    shape.polygons.some((rings) => {
      return envelopesMeet(rings[0]!.envelope, here) && (sideOfPolygon(x, y, rings) >= 0 || rings.some(isOn))
    }) ||
    shape.lines.some(isOn) ||
    somePoint(shape.points, (px, py) => Math.hypot(px - x, py - y) <= TOLERANCE)
  )
}

export function strictlyInside(shape: Shape, x: number, y: number): boolean {
  const here = widen([x, y, x, y])
  return shape.polygons.some(
    (polygon) => sideOfPolygon(x, y, polygon) > 0 && !polygon.some((ring) => isNear(ring, x, y, here)),
  )
}

/** @param here the point, widened by the tolerance */
export function isNear(path: Path, x: number, y: number, here: Envelope): boolean {
  if (!envelopesMeet(path.envelope, here)) return false
  const xy = path.xy
  return someEdge(path, here, (i) => {
    const px = x - xy[i]!
    const py = y - xy[i + 1]!
    const dx = xy[i + 2]! - xy[i]!
    const dy = xy[i + 3]! - xy[i + 1]!
    const square = dx * dx + dy * dy
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square))
    return Math.hypot(px - t * dx, py - t * dy) <= TOLERANCE
  })
}

export function pathsOf(shape: Shape): Path[] {
  return [...shape.lines, ...shape.polygons.flat()]
}

export function widen([west, south, east, north]: Envelope): Envelope {
  return [west - TOLERANCE, south - TOLERANCE, east + TOLERANCE, north + TOLERANCE]
}
