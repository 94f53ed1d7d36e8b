import type { Relation } from '../query.ts'
import { shapesIntersect } from './intersects.ts'
import {
  ASIDE,
  cutsOf,
  everyPiece,
  isNear,
  type PieceTest,
  pathsOf,
  strictlyInside,
  TOLERANCE,
  widen,
} from './pieces.ts'
import { somePoint } from './planar.ts'
import { envelopesMeet, type Path, type Shape } from './shape.ts'
import { shapeWithin } from './within.ts'

/**
 * Whether a footprint stands so to an area. `touches`, `crosses` and `overlaps` are those of OGC 06-103r4 section
 * 6.1.15.3, a shape with parts of several dimensions having the greatest of them.
 */
export function relate(relation: Relation, footprint: Shape, area: Shape): boolean {
  switch (relation) {
    case 'intersects':
      return shapesIntersect(footprint, area)
    case 'disjoint':
      return !shapesIntersect(footprint, area)
    case 'within':
      return shapeWithin(footprint, area)
    case 'contains':
      return shapeWithin(area, footprint)
    case 'equals':
      return shapeWithin(footprint, area) && shapeWithin(area, footprint)
    case 'touches':
      return shapesIntersect(footprint, area) && sharedDimension(footprint, area) < 0
    case 'crosses':
      return crosses(footprint, area)
    case 'overlaps': {
      const dimension = dimensionOf(footprint)
      return (
        dimension === dimensionOf(area) &&
        sharedDimension(footprint, area) === dimension &&
        !shapeWithin(footprint, area) &&
        !shapeWithin(area, footprint)
      )
    }
  }
}

function crosses(a: Shape, b: Shape): boolean {
  const [dimensionA, dimensionB] = [dimensionOf(a), dimensionOf(b)]
  if (dimensionA === dimensionB) return dimensionA === 1 && sharedDimension(a, b) === 0
  const [lower, higher] = dimensionA < dimensionB ? [a, b] : [b, a]
  return sharedDimension(a, b) >= 0 && !shapeWithin(lower, higher)
}

function dimensionOf({ polygons, lines }: Shape): 0 | 1 | 2 {
  return polygons.length > 0 ? 2 : lines.length > 0 ? 1 : 0
}

/** The dimension of what the interiors of two shapes share; -1 where that is nothing. */
function sharedDimension(a: Shape, b: Shape): -1 | 0 | 1 | 2 {
  if (!envelopesMeet(widen(a.envelope), widen(b.envelope))) return -1
  if (areasMeet(a, b)) return 2
  if (stretchesMeet(a, b) || stretchesMeet(b, a)) return 1
  return pointsMeet(a, b) || pointsMeet(b, a) || linesCross(a, b) ? 0 : -1
}

/** What two interiors share is bounded by pieces of the one's rings and of the other's; beside one of them it begins. */
function areasMeet(a: Shape, b: Shape): boolean {
  const rings = [...a.polygons.flat(), ...b.polygons.flat()]
  const isOutsideOne: PieceTest = (x, y, ux, uy) =>
    [ASIDE, -ASIDE].every((aside) => {
      const [besideX, besideY] = [x - aside * uy, y + aside * ux]
      return !strictlyInside(a, besideX, besideY) || !strictlyInside(b, besideX, besideY)
    })
  return rings.some((ring) => !everyPiece(ring, rings, isOutsideOne))
}

/** Some stretch of the lines of `a` lies in the interior of `b`, or on a line of it. */
function stretchesMeet(a: Shape, b: Shape): boolean {
  const isApart: PieceTest = (x, y) => !strictlyInside(b, x, y) && !onLine(b, x, y)
  return a.lines.some((line) => !everyPiece(line, pathsOf(b), isApart))
}

function pointsMeet(a: Shape, b: Shape): boolean {
  return somePoint(
    a.points,
    (x, y) =>
      strictlyInside(b, x, y) ||
      (onLine(b, x, y) && !isLineEnd(b, x, y)) ||
      somePoint(b.points, (px, py) => Math.hypot(px - x, py - y) <= TOLERANCE),
  )
}

/** A line of the one crosses a line of the other, at the end of neither. */
function linesCross(a: Shape, b: Shape): boolean {
  return a.lines.some(({ xy }) => {
    for (let i = 0; i + 3 < xy.length; i += 2) {
      for (const t of cutsOf(xy, i, [...b.lines])) {
        const x = xy[i]! + t * (xy[i + 2]! - xy[i]!)
        const y = xy[i + 1]! + t * (xy[i + 3]! - xy[i + 1]!)
        if (onLine(b, x, y) && !isLineEnd(a, x, y) && !isLineEnd(b, x, y)) return true
      }
    }
    return false
  })
}

function onLine({ lines }: Shape, x: number, y: number): boolean {
  const here = widen([x, y, x, y])
  return lines.some((line) => isNear(line, x, y, here))
}

/** The boundary of lines are the ends at which an odd number of them ends. */
function isLineEnd({ lines }: Shape, x: number, y: number): boolean {
  const ends = lines.flatMap((line) =>
    endsOf(line).filter(([ex, ey]) => Math.hypot(ex - x, ey - y) <= TOLERANCE),
  )
  return ends.length % 2 === 1
}

function endsOf({ xy }: Path): [number, number][] {
  return [
    [xy[0]!, xy[1]!],
    [xy[xy.length - 2]!, xy[xy.length - 1]!],
  ]
}
