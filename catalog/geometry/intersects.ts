import { pathsMeet, pointOnPath, sideOfPolygon, somePoint } from './planar.ts'
import { envelopesMeet, type FlatPolygon, type Path, type Shape, shapeOf } from './shape.ts'
import type { Geometry } from './types.ts'

/**
 * Two geometries share at least one point, boundaries included (OGC 06-103r4 section 6.1.15.3),
 * edges being straight in longitude and latitude.
 */
export function intersects(a: Geometry, b: Geometry): boolean {
  return shapesIntersect(shapeOf(a), shapeOf(b))
}

/** `intersects` for shapes laid out before, where one is asked about many. */
export function shapesIntersect(a: Shape, b: Shape): boolean {
  if (!envelopesMeet(a.envelope, b.envelope)) return false
  return (
    a.polygons.some((polygon) => polygonMeets(polygon, b)) ||
    a.lines.some((line) => lineMeets(line, b)) ||
    somePoint(a.points, (x, y) => pointMeets(x, y, b))
  )
}

function polygonMeets(polygon: FlatPolygon, other: Shape): boolean {
  if (!envelopesMeet(polygon[0]!.envelope, other.envelope)) return false
  return (
    other.polygons.some((rings) => polygonsMeet(polygon, rings)) ||
    other.lines.some((line) => lineMeetsPolygon(line, polygon)) ||
    somePoint(other.points, (x, y) => sideOfPolygon(x, y, polygon) >= 0)
  )
}

function lineMeets(line: Path, other: Shape): boolean {
  if (!envelopesMeet(line.envelope, other.envelope)) return false
  return (
    other.polygons.some((polygon) => lineMeetsPolygon(line, polygon)) ||
    other.lines.some((path) => envelopesMeet(line.envelope, path.envelope) && pathsMeet(line, path)) ||
    somePoint(other.points, (x, y) => pointOnPath(x, y, line))
  )
}

function pointMeets(x: number, y: number, other: Shape): boolean {
  return (
    other.polygons.some((polygon) => sideOfPolygon(x, y, polygon) >= 0) ||
    other.lines.some((line) => pointOnPath(x, y, line)) ||
    somePoint(other.points, (px, py) => px === x && py === y)
  )
}

/**
 * Where no rings meet, each ring lies wholly inside or outside the other polygon, and one corner tells.
 * Holes need no corner of their own: a polygon within a hole has its shell's corner there, which is outside.
 */
function polygonsMeet(a: FlatPolygon, b: FlatPolygon): boolean {
  const shellA = a[0]!
  const shellB = b[0]!
  if (!envelopesMeet(shellA.envelope, shellB.envelope)) return false
  if (startsInside(shellA, b) || startsInside(shellB, a)) return true
  return a.some((p) => b.some((q) => envelopesMeet(p.envelope, q.envelope) && pathsMeet(p, q)))
}

function lineMeetsPolygon(line: Path, polygon: FlatPolygon): boolean {
  if (!envelopesMeet(line.envelope, polygon[0]!.envelope)) return false
  return startsInside(line, polygon) || polygon.some((ring) => pathsMeet(line, ring))
}

function startsInside(path: Path, polygon: FlatPolygon): boolean {
  return sideOfPolygon(path.xy[0]!, path.xy[1]!, polygon) >= 0
}
