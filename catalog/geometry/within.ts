import { edgeEnvelope, sideOfPolygon, someEdge, somePoint } from './planar.ts'
import { type Envelope, envelopeHolds, envelopesMeet, type Path, type Shape, shapeOf } from './shape.ts'
import type { Geometry } from './types.ts'

/** Degrees (0.1 mm): nearer than this to a boundary is on it. */
const TOLERANCE = 1e-9

/** Degrees: how far to either side of an edge of the outer shape one looks for what is not covered. */
const ASIDE = 1e-8

/**
 * Every point of `inner` is a point of `outer`, its boundary included; an empty geometry is within nothing.
 * `outer` is taken as the union of its parts, edges as straight in longitude and latitude.
 */
export function within(inner: Geometry, outer: Geometry): boolean {
  return shapeWithin(shapeOf(inner), shapeOf(outer))
}

/**
 * `within` for shapes laid out before.
 *
 * Cut where they meet an edge of the other shape, the pieces of an edge lie each wholly inside or outside it, and
 * their middle tells. Let the boundary of `inner` be covered, with what lies beside it in the interior of `inner`, and
 * let no edge of `outer` with something uncovered beside it run through that interior. Then nothing
 * of the interior is uncovered: to get there from the boundary one would have to cross such an edge.
 */
export function shapeWithin(inner: Shape, outer: Shape): boolean {
  if (inner.envelope[0] > inner.envelope[2] || !envelopeHolds(widen(outer.envelope), inner.envelope))
    return false
  if (somePoint(inner.points, (x, y) => !covers(outer, x, y))) return false
  const outerPaths = pathsOf(outer)
  const isCovered: PieceTest = (x, y) => covers(outer, x, y)
  if (!pathsOf(inner).every((path) => everyPiece(path, outerPaths, isCovered))) return false
  const rings = inner.polygons.flat()
  if (rings.length === 0) return true
  const isCoveredBeside: PieceTest = (x, y, ux, uy) =>
    [ASIDE, -ASIDE].every((aside) => {
      const [besideX, besideY] = [x - aside * uy, y + aside * ux]
      return !strictlyInside(inner, besideX, besideY) || covers(outer, besideX, besideY)
    })
  const cutters = [...rings, ...outerPaths]
  return [...rings, ...outer.polygons.flat()].every((ring) =>
    everyPiece(ring, cutters, isCoveredBeside, inner.envelope),
  )
}

type PieceTest = (x: number, y: number, ux: number, uy: number) => boolean

/** Whether `test` holds in the middle of every piece into which `cutters` cut the edges of `path`; (ux, uy) is the edge's direction. */
function everyPiece(path: Path, cutters: Path[], test: PieceTest, near: Envelope = path.envelope): boolean {
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
function cutsOf(xy: ArrayLike<number>, i: number, cutters: Path[]): number[] {
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

function covers(shape: Shape, x: number, y: number): boolean {
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

function strictlyInside(shape: Shape, x: number, y: number): boolean {
  const here = widen([x, y, x, y])
  return shape.polygons.some(
    (polygon) => sideOfPolygon(x, y, polygon) > 0 && !polygon.some((ring) => isNear(ring, x, y, here)),
  )
}

/** @param here the point, widened by the tolerance */
function isNear(path: Path, x: number, y: number, here: Envelope): boolean {
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

function pathsOf(shape: Shape): Path[] {
  return [...shape.lines, ...shape.polygons.flat()]
}

function widen([west, south, east, north]: Envelope): Envelope {
  return [west - TOLERANCE, south - TOLERANCE, east + TOLERANCE, north + TOLERANCE]
}
