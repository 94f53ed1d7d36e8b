import { ASIDE, covers, everyPiece, type PieceTest, pathsOf, strictlyInside, widen } from './pieces.ts'
import { somePoint } from './planar.ts'
import { envelopeHolds, type Shape, shapeOf } from './shape.ts'
import type { Geometry } from './types.ts'

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
