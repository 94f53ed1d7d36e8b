import { boundingBox } from '../../catalog/geometry/bounds.ts'
import type { Geometry, Position } from '../../catalog/geometry/types.ts'
import type { Coordinates } from '../coordinates.ts'
import { readLand } from './land.ts'

/** From longitude and latitude to the drawing. */
type Projection = (lon: number, lat: number) => Point
type Point = [x: number, y: number]

interface View {
  title: string
  /** Place and size in the drawing. */
  x: number
  y: number
  width: number
  height: number
  round: boolean
  project: Projection
  /** Turns by which shapes are repeated to the west and to the east. */
  copies: number[]
}

const MARGIN = 10
const MAP_WIDTH = 720
const MAP_HEIGHT = 360
const POLAR_SIZE = 355
/** Latitude of the edge of the polar views. */
const POLAR_EDGE = 45
const MOST_DOTS = 500
/** Least step between points outside of a view. */
const OUTSIDE_STEP = 20

/**
 * A footprint on three maps (plate carree, and both poles), with the coasts and some of the positions as
 * dots: an SVG document.
 * @param title text above the maps
 */
export function drawFootprint(geometry: Geometry, parts: Coordinates[] = [], title = ''): string {
  const views = [mapView(geometry), polarView('North', 1), polarView('South', -1)]
  const width = MAP_WIDTH + 2 * MARGIN
  const height = MAP_HEIGHT + POLAR_SIZE + 4 * MARGIN + 14
  const dots = sampleDots(parts)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(title || 'Footprint')}</title>`,
    '<style>.sea{fill:#eef3f7;stroke:#8a9aa8}.land{fill:#d9d4c7}.grid{fill:none;stroke:#c3cdd5;stroke-width:.5}',
    '.area{fill:#d1495b;fill-opacity:.25;fill-rule:evenodd}.line{fill:none}.area,.line{stroke:#d1495b;stroke-width:1.2}',
    '.vertex{fill:none;stroke:#7a1f2b;stroke-width:3;stroke-linecap:round}',
    '.dot{fill:none;stroke:#1f4e79;stroke-width:1.2;stroke-linecap:round}</style>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${MARGIN}" y="15">${escaped(title)}</text>`,
    ...views.map((view, i) => drawView(view, i, geometry, dots)),
    '</svg>\n',
  ].join('\n')
}

/** The whole Earth, or what lies around a small footprint. */
function mapView(geometry: Geometry): View {
  const [west, south, east, north] = boundingBox(geometry) ?? [-180, -90, 180, 90]
  const across = east < west ? east + 360 - west : east - west
  const span = Math.min(360, Math.max(3, 1.6 * across, 3.2 * (north - south)))
  const whole = span >= 200
  const [centreLon, centreLat] = whole ? [0, 0] : [west + across / 2, (south + north) / 2]
  const scale = MAP_WIDTH / (whole ? 360 : span)
  const middle = whole ? 0 : Math.max(-90 + span / 4, Math.min(90 - span / 4, centreLat))
  const view = { x: MARGIN, y: MARGIN + 14, width: MAP_WIDTH, height: MAP_HEIGHT }
  return {
    ...view,
    title: 'Plate carree',
    round: false,
    copies: whole ? [0] : [-360, 0, 360],
    project: (lon, lat) => [
      view.x + MAP_WIDTH / 2 + (lon - centreLon) * scale,
      view.y + MAP_HEIGHT / 2 - (lat - middle) * scale,
    ],
  }
}

/** Azimuthal equidistant; Greenwich points down in the north and up in the south. */
function polarView(title: string, side: 1 | -1): View {
  const x = side > 0 ? MARGIN : MARGIN + MAP_WIDTH - POLAR_SIZE
  const y = MAP_HEIGHT + 2 * MARGIN + 14
  const scale = POLAR_SIZE / 2 / (90 - POLAR_EDGE)
  return {
    title,
    x,
    y,
    width: POLAR_SIZE,
    height: POLAR_SIZE,
    round: true,
    copies: [0],
    project: (lon, lat) => {
      // What lies far outside of the view is drawn just outside of it.
      const radius = Math.min(0.6 * POLAR_SIZE, (90 - side * lat) * scale)
      const angle = (lon * Math.PI) / 180
      return [
        x + POLAR_SIZE / 2 + radius * Math.sin(angle),
        y + POLAR_SIZE / 2 + side * radius * Math.cos(angle),
      ]
    },
  }
}

function drawView(view: View, index: number, geometry: Geometry, dots: Position[]): string {
  const { x, y, width, height, round } = view
  const frame = round
    ? `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}"`
    : `<rect x="${x}" y="${y}" width="${width}" height="${height}"`
  const rings = ringsOf(geometry)
  const lines = linesOf(geometry)
  const vertices = [...rings, ...lines, positionsOf(geometry)].flat()
  return [
    `<clipPath id="view${index}">${frame}/></clipPath>`,
    `${frame} class="sea"/><g clip-path="url(#view${index})">`,
    `<path class="land" d="${pathOf(view, readLand(), true, 2.5)}"/>`,
    `<path class="grid" d="${pathOf(view, graticule(), false, 0)}"/>`,
    `<path class="area" d="${pathOf(view, rings, true, 0.5)}"/>`,
    `<path class="line" d="${pathOf(view, lines, false, 0.5)}"/>`,
    `<path class="dot" d="${dotsOf(view, dots)}"/>`,
    `<path class="vertex" d="${dotsOf(view, vertices)}"/>`,
    `</g>${frame} fill="none" stroke="#8a9aa8"/>`,
    `<text x="${x}" y="${y + height + (round ? 0 : -4)}" fill="#567">${view.title}</text>`,
  ].join('\n')
}

/**
 * Edges are straight in longitude and latitude, and so are curves in a polar view: drawn in steps of three
 * degrees.
 */
function pathOf(view: View, lines: Position[][], close: boolean, leastStep: number): string {
  let path = ''
  for (const turn of view.copies) {
    for (const line of lines) path += strokeOf(view, line, turn, close, leastStep)
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
  // What surrounds the view without a corner in it is kept as well.
  if (points.length < 2 || (!seen && !surrounds(view, points))) return ''
  return `M${points.map(written).join('L')}${close ? 'z' : ''}`
}

function written([x, y]: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
}

function isInView({ x, y, width, height, round }: View, [px, py]: Point): boolean {
  if (round) return Math.hypot(px - x - width / 2, py - y - height / 2) <= width / 2
  return px >= x && px <= x + width && py >= y && py <= y + height
}

function surrounds({ x, y, width, height }: View, points: Point[]): boolean {
  const xs = points.map(([px]) => px)
  const ys = points.map(([, py]) => py)
  return (
    Math.min(...xs) < x + width && Math.max(...xs) > x && Math.min(...ys) < y + height && Math.max(...ys) > y
  )
}

function dotsOf(view: View, positions: Position[]): string {
  let path = ''
  for (const turn of view.copies) {
    for (const [lon, lat] of positions) {
      const at = view.project(lon + turn, lat)
      if (isInView(view, at)) path += `M${written(at)}h0`
    }
  }
  return path
}

function graticule(): Position[][] {
  const lines: Position[][] = []
  for (let lon = -180; lon <= 180; lon += 30) lines.push([-90, 90].map((lat): Position => [lon, lat]))
  for (let lat = -60; lat <= 60; lat += 30) lines.push([-180, 180].map((lon): Position => [lon, lat]))
  for (const lat of [-75, 75]) lines.push([-180, 180].map((lon): Position => [lon, lat]))
  return lines
}

/** Some of the valid positions, evenly over the file. */
function sampleDots(parts: Coordinates[]): Position[] {
  const counts = parts.map((part) =>
    part.layout === 'axes' ? part.lon.length * part.lat.length : part.lon.length,
  )
  const step = Math.max(1, counts.reduce((sum, count) => sum + count, 0) / MOST_DOTS)
  return parts.flatMap((part, p) => {
    const dots: Position[] = []
    for (let k = 0; k < counts[p]!; k += step) {
      const i = Math.floor(k)
      const isAxes = part.layout === 'axes'
      if (isAxes && part.mask?.[i] === 0) continue
      const lon = part.lon[isAxes ? i % part.lon.length : i]!
      const lat = part.lat[isAxes ? Math.floor(i / part.lon.length) : i]!
      if (Math.abs(lat) <= 90 && Number.isFinite(lon))
        dots.push([lon - 360 * Math.floor((lon + 180) / 360), lat])
    }
    return dots
  })
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(ringsOf) : []
}

function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'MultiLineString') return geometry.coordinates
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(linesOf) : []
}

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  if (geometry.type === 'MultiPoint') return geometry.coordinates
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(positionsOf) : []
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
