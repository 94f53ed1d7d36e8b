import { shapesIntersect } from '../geometry/intersects.ts'
import { sideOfRing } from '../geometry/planar.ts'
import { assembleShape, type Envelope, type FlatPolygon, type Path, pathOf } from '../geometry/shape.ts'
import type { Geometry, Position, Ring } from '../geometry/types.ts'

/**
 * Elasticsearch keeps shapes on a grid of 360 / 2^32 degrees (8.4e-8) and takes some that only lie on one line as touching. So
 * a search asks it about areas a little wider and a little narrower than the one that is meant: what meets the narrower one is
 * sure, what does not meet the wider one is out, and the few in between are decided on their exact shapes.
 */

/** Degrees (11 cm) between an area and its wider and its narrower form. */
export const margin = 1e-6

/** Degrees: what the engine's grid can shift the two shapes against each other, several times over. */
const doubt = margin / 2

const world: Envelope = [-180, -90, 180, 90]

/** A rectangle as the engine takes it at least cost, widened and cut to the world; `undefined` where nothing is left of it. */
export function envelopeShape(envelope: Envelope, by: number): object | undefined {
  const [west, south, east, north] = widened(envelope, by)
  if (west >= east || south >= north) return undefined
  return {
    type: 'envelope',
    coordinates: [
      [west, north],
      [east, south],
    ],
  }
}

/** The same rectangle as GeoJSON. */
export function envelopePolygon(envelope: Envelope, by: number): Geometry {
  const [west, south, east, north] = widened(envelope, by)
  const ring: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

function widened([west, south, east, north]: Envelope, by: number): Envelope {
  return [
    Math.max(west - by, world[0]),
    Math.max(south - by, world[1]),
    Math.min(east + by, world[2]),
    Math.min(north + by, world[3]),
  ]
}

/**
 * The polygon with every edge moved by `margin`: outward ('wider') or inward ('narrower'). `undefined` where that does not come
 * out right, as in a spike or a gap narrower than the margin.
 *
 * Why it is right when it does: the new rings keep clear of a band of `doubt` around every old edge. The wider shell has
 * a corner of the old one inside, and so, as nothing of it enters the band, all of it and its band. The
 * narrower shell lies inside the old one, so it cannot enclose anything outside; the same holds for holes the other way round.
 */
export function movedPolygon(polygon: FlatPolygon, side: 'wider' | 'narrower'): Geometry | undefined {
  const band = polygon.flatMap((ring) => edgeBands(ring, doubt))
  const rings: Ring[] = []
  for (const [index, path] of polygon.entries()) {
    const ring = counterClockwise(positionsOf(path))
    const grows = (index === 0) === (side === 'wider')
    const moved = offset(ring, grows ? margin : -margin)
    const movedPath = moved && pathFrom(moved)
    if (!movedPath || !isClear(movedPath, band)) return undefined
    const [inner, outer] = grows ? [path, movedPath] : [movedPath, path]
    if (sideOfRing(inner.xy[0]!, inner.xy[1]!, outer) !== 1) return undefined
    const cut = cutToWorld(moved)
    if (cut.length < 4) return undefined
    rings.push(index === 0 ? cut : cut.toReversed())
  }
  return { type: 'Polygon', coordinates: rings }
}

/** Thin polygons that together hold every point nearer than `width` to an edge of the path. */
function edgeBands(path: Path, width: number): FlatPolygon[] {
  return bandRings(path, width).map((ring) => [pathFrom(ring)])
}

/** As `edgeBands`, for the engine. */
export function edgeBandPolygons(path: Path, width: number): Geometry[] {
  return bandRings(path, width)
    .map(cutToWorld)
    .filter((ring) => ring.length >= 4)
    .map((ring) => ({ type: 'Polygon', coordinates: [ring] }))
}

/** The polygon as it is, wound as GeoJSON has it: the engine reads wide rings by their winding. */
export function asPolygon(polygon: FlatPolygon): Geometry {
  const rings = polygon.map((path, index) => {
    const ring = counterClockwise(positionsOf(path))
    return index === 0 ? ring : ring.toReversed()
  })
  return { type: 'Polygon', coordinates: rings }
}

function bandRings({ xy }: Path, width: number): Ring[] {
  const rings: Ring[] = []
  for (let i = 0; i + 3 < xy.length; i += 2) {
    const x = xy[i]!
    const y = xy[i + 1]!
    const length = Math.hypot(xy[i + 2]! - x, xy[i + 3]! - y)
    const ux = length === 0 ? width : ((xy[i + 2]! - x) / length) * width
    const uy = length === 0 ? 0 : ((xy[i + 3]! - y) / length) * width
    const [ex, ey] = [xy[i + 2]! + ux, xy[i + 3]! + uy]
    const [bx, by] = [x - ux, y - uy]
    rings.push([
      [bx + uy, by - ux],
      [ex + uy, ey - ux],
      [ex - uy, ey + ux],
      [bx - uy, by + ux],
      [bx + uy, by - ux],
    ])
  }
  return rings
}

function isClear(path: Path, band: FlatPolygon[]): boolean {
  const none = new Float64Array()
  return !shapesIntersect(assembleShape(none, [path], []), assembleShape(none, [], [...band]))
}

/** The ring with its edges moved to the right of their direction, meeting where they then cross; square ends at sharp corners. */
function offset(closedRing: Ring, by: number): Ring | undefined {
  const ring = closedRing.slice(1)
  if (ring.length < 3) return undefined
  const moved: Ring = []
  for (const [i, [x, y]] of ring.entries()) {
    const [ax, ay] = direction(ring.at(i - 1)!, [x, y])
    const [bx, by_] = direction([x, y], ring[(i + 1) % ring.length]!)
    // Normals to the right of the two edges: (ay, -ax) and (by_, -bx).
    const opening = 1 + ax * bx + ay * by_
    if (opening > 0.1) {
      moved.push([x + (by * (ay + by_)) / opening, y - (by * (ax + bx)) / opening])
    } else {
      moved.push([x + by * (ay + ax), y + by * (ay - ax)], [x + by * (by_ - bx), y + by * (-bx - by_)])
    }
  }
  return [...moved, moved[0]!]
}

function direction([x1, y1]: Position, [x2, y2]: Position): [number, number] {
  const length = Math.hypot(x2 - x1, y2 - y1)
  return [(x2 - x1) / length, (y2 - y1) / length]
}

/** What of a ring lies within the world (Sutherland and Hodgman 1974); closed, or empty. */
function cutToWorld(ring: Ring): Ring {
  if (ring.every(([x, y]) => x >= -180 && x <= 180 && y >= -90 && y <= 90)) return ring
  let open = ring.slice(1)
  for (const axis of [0, 1] as const) {
    for (const sign of [-1, 1]) {
      const limit = sign * (axis === 0 ? 180 : 90)
      const beyond = (position: Position) => sign * (position[axis] - limit)
      open = open.flatMap((to, i) => {
        const from = open.at(i - 1)!
        const [a, b] = [beyond(from), beyond(to)]
        const kept: Position[] = []
        if (a < 0 !== b < 0 && a !== 0 && b !== 0) {
          const t = a / (a - b)
          const other = from[1 - axis]! + t * (to[1 - axis]! - from[1 - axis]!)
          kept.push(axis === 0 ? [limit, other] : [other, limit])
        }
        if (b <= 0) kept.push(to)
        return kept
      })
    }
  }
  return open.length < 3 ? [] : [...open, open[0]!]
}

function positionsOf({ xy }: Path): Ring {
  const ring: Ring = []
  for (let i = 0; i < xy.length; i += 2) {
    const last = ring.at(-1)
    if (!last || last[0] !== xy[i] || last[1] !== xy[i + 1]) ring.push([xy[i]!, xy[i + 1]!])
  }
  return ring
}

export function counterClockwise(ring: Ring): Ring {
  let doubled = 0
  for (let i = 1; i < ring.length; i++) {
    doubled += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1]
  }
  return doubled < 0 ? ring.toReversed() : ring
}

function pathFrom(ring: Ring): Path {
  return pathOf(Float64Array.from(ring.flat()))
}
