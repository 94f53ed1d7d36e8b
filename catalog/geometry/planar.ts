import { EDGES_PER_RUN, type Envelope, type FlatPolygon, type Path } from './shape.ts'

/** (3 + 16 u) u with u = 2^-53: bound of the rounding in `turn`, relative to its two products (Shewchuk 1997, section 4.3). */
const TURN_ERROR = (3 + 16 * 2 ** -53) * 2 ** -53

/**
 * Which way the path a, b, c turns: 1 left, -1 right, 0 straight on.
 * Where rounding could have changed the answer it is 0 too: what cannot be told from touching counts as touching,
 * so that no granule is lost to the last bit of a coordinate.
 */
export function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): -1 | 0 | 1 {
  const left = (ax - cx) * (by - cy)
  const right = (ay - cy) * (bx - cx)
  const sum = left - right
  const doubt = TURN_ERROR * (Math.abs(left) + Math.abs(right))
  return sum > doubt ? 1 : sum < -doubt ? -1 : 0
}

/** Two closed edges share a point. Their envelopes are known to meet. */
function edgesMeet(p: ArrayLike<number>, i: number, q: ArrayLike<number>, j: number): boolean {
  const ax = p[i]!
  const ay = p[i + 1]!
  const bx = p[i + 2]!
  const by = p[i + 3]!
  const cx = q[j]!
  const cy = q[j + 1]!
  const dx = q[j + 2]!
  const dy = q[j + 3]!
  // Where all four turns are 0 the edges lie on one line, and there meeting envelopes mean meeting edges.
  if (turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, dx, dy) > 0) return false
  return turn(cx, cy, dx, dy, ax, ay) * turn(cx, cy, dx, dy, bx, by) <= 0
}

/** Calls `visit` with the offsets into `xy` of every edge whose envelope meets `envelope`, until it returns true. */
export function someEdge(path: Path, envelope: Envelope, visit: (offset: number) => boolean): boolean {
  const { xy, runs } = path
  const [west, south, east, north] = envelope
  for (let run = 0; 4 * run < runs.length; run++) {
    const k = 4 * run
    if (runs[k]! > east || runs[k + 2]! < west || runs[k + 1]! > north || runs[k + 3]! < south) continue
    const end = Math.min(2 * EDGES_PER_RUN * (run + 1), xy.length - 2)
    for (let i = 2 * EDGES_PER_RUN * run; i < end; i += 2) {
      const x1 = xy[i]!
      const x2 = xy[i + 2]!
      if ((x1 > east && x2 > east) || (x1 < west && x2 < west)) continue
      const y1 = xy[i + 1]!
      const y2 = xy[i + 3]!
      if ((y1 > north && y2 > north) || (y1 < south && y2 < south)) continue
      if (visit(i)) return true
    }
  }
  return false
}

export function edgeEnvelope(xy: ArrayLike<number>, i: number): Envelope {
  const x1 = xy[i]!
  const y1 = xy[i + 1]!
  const x2 = xy[i + 2]!
  const y2 = xy[i + 3]!
  return [x1 < x2 ? x1 : x2, y1 < y2 ? y1 : y2, x1 < x2 ? x2 : x1, y1 < y2 ? y2 : y1]
}

export function pathsMeet(p: Path, q: Path): boolean {
  return someEdge(p, q.envelope, (i) =>
    someEdge(q, edgeEnvelope(p.xy, i), (j) => edgesMeet(p.xy, i, q.xy, j)),
  )
}

export function pointOnPath(x: number, y: number, path: Path): boolean {
  return someEdge(path, [x, y, x, y], (i) => {
    const xy = path.xy
    return turn(xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!, x, y) === 0
  })
}

/** Where a point stands to a ring: 1 inside, 0 on it, -1 outside. Even-odd rule, whatever the winding. */
export function sideOfRing(x: number, y: number, ring: Path): -1 | 0 | 1 {
  const { xy, runs, envelope } = ring
  if (x < envelope[0] || x > envelope[2] || y < envelope[1] || y > envelope[3]) return -1
  let inside = false
  for (let run = 0; 4 * run < runs.length; run++) {
    const k = 4 * run
    // Only edges that a ray from the point to the east can meet.
    if (runs[k + 2]! < x || runs[k + 1]! > y || runs[k + 3]! < y) continue
    const end = Math.min(2 * EDGES_PER_RUN * (run + 1), xy.length - 2)
    for (let i = 2 * EDGES_PER_RUN * run; i < end; i += 2) {
      const y1 = xy[i + 1]!
      const y2 = xy[i + 3]!
      if ((y1 > y && y2 > y) || (y1 < y && y2 < y)) continue
      const x1 = xy[i]!
      const x2 = xy[i + 2]!
      if (y1 === y2) {
        if (x >= Math.min(x1, x2) && x <= Math.max(x1, x2)) return 0
        continue
      }
      const side = turn(x1, y1, x2, y2, x, y)
      if (side === 0) return 0
      // Half open, so that a ray through a corner crosses it once or not at all.
      if (y1 > y !== y2 > y && side > 0 === y2 > y1) inside = !inside
    }
  }
  return inside ? 1 : -1
}

/** Where a point stands to a polygon: 1 inside, 0 on a ring of it, -1 outside or in a hole. */
export function sideOfPolygon(x: number, y: number, rings: FlatPolygon): -1 | 0 | 1 {
  const shell = sideOfRing(x, y, rings[0]!)
  if (shell < 1) return shell
  for (let i = 1; i < rings.length; i++) {
    const hole = sideOfRing(x, y, rings[i]!)
    if (hole >= 0) return hole === 0 ? 0 : -1
  }
  return 1
}

/** @param points lon, lat, lon, lat... */
export function somePoint(points: ArrayLike<number>, test: (x: number, y: number) => boolean): boolean {
  for (let i = 0; i < points.length; i += 2) if (test(points[i]!, points[i + 1]!)) return true
  return false
}
