import {
  Clipper,
  Clipper64,
  ClipType,
  FillRule,
  type Path64,
  type Paths64,
  PointInPolygonResult,
  type PolyPath64,
  PolyTree64,
} from 'clipper2-ts'
import { byDimension } from './dimensions.ts'
import type { Geometry, Position, Ring } from './types.ts'

/** 2 for areas, 1 for lines, 0 for points. */
export type Dimension = 0 | 1 | 2

/**
 * Steps a degree of the grid on which is cut, 1.1 m on the equator. The products of two differences of coordinates stay
 * below 2^53, so that every turn is told exactly; only a point in which two edges cross is rounded, by less than a step.
 */
const STEPS = 1e5

/**
 * The members of one dimension of a geometry, on that grid. Exteriors are counter-clockwise and holes clockwise; where polygons
 * overlap they count as one. A point is a path of its own.
 */
export interface Drawing {
  dimension: Dimension
  paths: Paths64
}

export function dimensionOf(geometry: Geometry): Dimension {
  const { polygons, lines } = byDimension(geometry)
  return polygons.length > 0 ? 2 : lines.length > 0 ? 1 : 0
}

export function draw(geometry: Geometry, dimension: Dimension): Drawing {
  const { polygons, lines, points } = byDimension(geometry)
  if (dimension === 0) return { dimension, paths: points.map((point) => pathOf([point])) }
  if (dimension === 1) return { dimension, paths: lines.map(pathOf) }
  const paths = polygons.flatMap((rings) => rings.map((ring, i) => orient(pathOf(ring), i === 0)))
  return { dimension, paths }
}

/** Several drawings of one dimension as one. */
export function joinDrawings(dimension: Dimension, drawings: Drawing[]): Drawing {
  return { dimension, paths: drawings.flatMap(({ paths }) => paths) }
}

/**
 * What of a drawing lies in some areas. Parts narrower than a step or two of the grid may be lost; areas that only touch have
 * nothing in common.
 */
export function clip({ dimension, paths }: Drawing, areas: Drawing): Drawing {
  if (dimension === 0) return { dimension, paths: paths.filter(([point]) => holds(areas.paths, point!)) }
  const clipper = new Clipper64()
  if (dimension === 1) clipper.addOpenSubject(paths)
  else clipper.addSubject(paths)
  clipper.addClip(areas.paths)
  const closed: Paths64 = []
  const open: Paths64 = []
  clipper.execute(ClipType.Intersection, FillRule.NonZero, closed, open)
  return { dimension, paths: dimension === 1 ? open : closed }
}

/** Polygons that overlap are made one, and so are lines of which one goes on where the one before ends. Undefined where nothing is drawn. */
export function geometryOf({ dimension, paths }: Drawing): Geometry | undefined {
  if (paths.length === 0) return undefined
  if (dimension === 0) return pointGeometry(paths.map(([point]) => positionOf(point!)))
  return dimension === 1 ? lineGeometry(paths) : areaGeometry(paths)
}

function pointGeometry(positions: Position[]): Geometry {
  return positions.length === 1
    ? { type: 'Point', coordinates: positions[0]! }
    : { type: 'MultiPoint', coordinates: positions }
}

function lineGeometry(paths: Paths64): Geometry {
  const joined: Position[][] = []
  for (const path of paths) {
    const positions = path.map(positionOf)
    const end = joined.at(-1)?.at(-1)
    if (end && end[0] === positions[0]![0] && end[1] === positions[0]![1]) {
      joined.at(-1)!.push(...positions.slice(1))
    } else {
      joined.push(positions)
    }
  }
  return joined.length === 1
    ? { type: 'LineString', coordinates: joined[0]! }
    : { type: 'MultiLineString', coordinates: joined }
}

function areaGeometry(paths: Paths64): Geometry | undefined {
  const clipper = new Clipper64()
  clipper.addSubject(paths)
  const tree = new PolyTree64()
  clipper.execute(ClipType.Union, FillRule.NonZero, tree)
  const polygons: Ring[][] = []
  collectPolygons(tree, polygons)
  if (polygons.length === 0) return undefined
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** The children of an exterior are its holes, theirs are exteriors again. */
function collectPolygons(node: PolyPath64, polygons: Ring[][]): void {
  for (const exterior of childrenOf(node)) {
    const holes = childrenOf(exterior)
    polygons.push([exterior, ...holes].map(({ polygon }) => ringOf(polygon!)))
    for (const hole of holes) collectPolygons(hole, polygons)
  }
}

function childrenOf(node: PolyPath64): PolyPath64[] {
  return Array.from({ length: node.count }, (_, i) => node.child(i))
}

/** Inside or on the boundary. */
function holds(paths: Paths64, point: Path64[number]): boolean {
  let winding = 0
  for (const path of paths) {
    const side = Clipper.pointInPolygon(point, path)
    if (side === PointInPolygonResult.IsOn) return true
    if (side === PointInPolygonResult.IsInside) winding += twiceArea(path) > 0 ? 1 : -1
  }
  return winding !== 0
}

function orient(path: Path64, counterClockwise: boolean): Path64 {
  return twiceArea(path) > 0 === counterClockwise ? path : path.toReversed()
}

function twiceArea(path: Path64): number {
  let sum = 0
  for (let i = 0; i < path.length; i++) {
    const [p, q] = [path.at(i - 1)!, path[i]!]
    sum += p.x * q.y - q.x * p.y
  }
  return sum
}

function pathOf(positions: Position[]): Path64 {
  return positions.map(([lon, lat]) => ({ x: Math.round(lon * STEPS), y: Math.round(lat * STEPS) }))
}

function ringOf(path: Path64): Ring {
  const ring = path.map(positionOf)
  return [...ring, ring[0]!]
}

function positionOf({ x, y }: Path64[number]): Position {
  return [x / STEPS, y / STEPS]
}
