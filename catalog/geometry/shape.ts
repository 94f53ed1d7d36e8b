import type { Geometry, Position, Ring } from './types.ts'

/** West, south, east, north of a flat drawing in degrees. Unlike a `Box`, west <= east always. */
export type Envelope = readonly [west: number, south: number, east: number, north: number]

/** Edges are tried in runs of this many, each run with its own envelope. */
export const EDGES_PER_RUN = 16

/** A chain of straight edges, at least one; of a ring, the last position is the first again. */
export interface Path {
  /** lon, lat, lon, lat... (Plain arrays: a typed one costs more to make than to walk.) */
  readonly xy: ArrayLike<number>
  /** Four numbers a run: the envelope of the edges that it holds. */
  readonly runs: ArrayLike<number>
  readonly envelope: Envelope
}

/** The first ring bounds it, the others are holes. */
export type FlatPolygon = readonly Path[]

/** A geometry laid out for exact decisions: `intersects.ts`, `within.ts`. */
export interface Shape {
  /** lon, lat, lon, lat... */
  readonly points: ArrayLike<number>
  readonly lines: readonly Path[]
  readonly polygons: readonly FlatPolygon[]
  /** West > east where there is nothing at all. */
  readonly envelope: Envelope
}

export function shapeOf(geometry: Geometry): Shape {
  const points: number[] = []
  const lines: Path[] = []
  const polygons: FlatPolygon[] = []
  collect(geometry, points, lines, polygons)
  return assembleShape(points, lines, polygons)
}

export function assembleShape(points: ArrayLike<number>, lines: Path[], polygons: FlatPolygon[]): Shape {
  const envelope: Corners = [Infinity, Infinity, -Infinity, -Infinity]
  for (const line of lines) stretch(envelope, line.envelope)
  for (const rings of polygons) stretch(envelope, rings[0]!.envelope)
  for (let i = 0; i < points.length; i += 2) {
    stretch(envelope, [points[i]!, points[i + 1]!, points[i]!, points[i + 1]!])
  }
  return { points, lines, polygons, envelope }
}

/** @param xy lon, lat, lon, lat...: at least two positions */
export function pathOf(xy: ArrayLike<number>): Path {
  const edges = xy.length / 2 - 1
  const runs = new Array<number>(4 * Math.ceil(edges / EDGES_PER_RUN))
  const whole: Corners = [Infinity, Infinity, -Infinity, -Infinity]
  for (let run = 0; run * EDGES_PER_RUN < edges; run++) {
    let west = Infinity
    let south = Infinity
    let east = -Infinity
    let north = -Infinity
    const last = 2 * Math.min((run + 1) * EDGES_PER_RUN, edges)
    for (let i = 2 * EDGES_PER_RUN * run; i <= last; i += 2) {
      const x = xy[i]!
      const y = xy[i + 1]!
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
    runs[4 * run] = west
    runs[4 * run + 1] = south
    runs[4 * run + 2] = east
    runs[4 * run + 3] = north
    stretch(whole, [west, south, east, north])
  }
  return { xy, runs, envelope: whole }
}

/** Puts the first position at the end where it does not stand there. */
export function closeChain(xy: number[]): number[] {
  const end = xy.length - 2
  if (xy[0] !== xy[end] || xy[1] !== xy[end + 1]) xy.push(xy[0]!, xy[1]!)
  return xy
}

export function envelopesMeet(a: Envelope, b: Envelope): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

export function envelopeHolds(outer: Envelope, inner: Envelope): boolean {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/** The shape is its own envelope: one polygon, four edges, all along meridians and parallels. */
export function isRectangle(shape: Shape): boolean {
  const [polygon] = shape.polygons
  if (!polygon || shape.polygons.length > 1 || shape.lines.length + shape.points.length > 0) return false
  const [ring] = polygon
  if (!ring || polygon.length > 1 || ring.xy.length !== 10) return false
  const xy = ring.xy
  const [west, south, east, north] = ring.envelope
  if (west === east || south === north) return false
  for (let i = 0; i < 8; i += 2) {
    const atSide = (xy[i] === west || xy[i] === east) && (xy[i + 1] === south || xy[i + 1] === north)
    const along = (xy[i] === xy[i + 2]) !== (xy[i + 1] === xy[i + 3])
    if (!atSide || !along) return false
  }
  return true
}

type Corners = [west: number, south: number, east: number, north: number]

function stretch(envelope: Corners, around: Envelope): void {
  if (around[0] < envelope[0]) envelope[0] = around[0]
  if (around[1] < envelope[1]) envelope[1] = around[1]
  if (around[2] > envelope[2]) envelope[2] = around[2]
  if (around[3] > envelope[3]) envelope[3] = around[3]
}

function collect(geometry: Geometry, points: number[], lines: Path[], polygons: FlatPolygon[]): void {
  const addLine = (line: Position[]) => {
    if (line.length === 1) points.push(line[0]![0], line[0]![1])
    else if (line.length > 1) lines.push(pathOf(flatten(line)))
  }
  const addPolygon = (rings: Ring[]) => {
    const paths = rings.filter((ring) => ring.length > 1).map((ring) => pathOf(closeChain(flatten(ring))))
    if (paths.length > 0) polygons.push(paths)
  }
  switch (geometry.type) {
    case 'Point':
      points.push(geometry.coordinates[0], geometry.coordinates[1])
      break
    case 'MultiPoint':
      for (const [lon, lat] of geometry.coordinates) points.push(lon, lat)
      break
    case 'LineString':
      addLine(geometry.coordinates)
      break
    case 'MultiLineString':
      geometry.coordinates.forEach(addLine)
      break
    case 'Polygon':
      addPolygon(geometry.coordinates)
      break
    case 'MultiPolygon':
      geometry.coordinates.forEach(addPolygon)
      break
    case 'GeometryCollection':
      for (const part of geometry.geometries) collect(part, points, lines, polygons)
  }
}

function flatten(positions: Position[]): number[] {
  const xy: number[] = []
  for (const [lon, lat] of positions) xy.push(lon, lat)
  return xy
}
