import { readLand } from '../../catalog/drawing/land.ts'
import { dotsOf, pathOf } from '../../catalog/drawing/path.ts'
import { graticule, mapView, polarView, type View } from '../../catalog/drawing/view.ts'
import { byDimension } from '../../catalog/geometry/dimensions.ts'
import type { Geometry, Position } from '../../catalog/geometry/types.ts'
import type { Coordinates } from '../coordinates.ts'

interface TitledView extends View {
  title: string
}

const MARGIN = 10
const MAP_WIDTH = 720
const MAP_HEIGHT = 360
const POLAR_SIZE = 355
/** Latitude of the edge of the polar views. */
const POLAR_EDGE = 45
const MOST_DOTS = 500

/**
 * A footprint on three maps (plate carree, and both poles), with the coasts and some of the positions as
 * dots: an SVG document.
 * @param title text above the maps
 */
export function drawFootprint(geometry: Geometry, parts: Coordinates[] = [], title = ''): string {
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
    ...viewsOf(geometry).map((view, i) => drawView(view, i, geometry, dots)),
    '</svg>\n',
  ].join('\n')
}

function viewsOf(geometry: Geometry): TitledView[] {
  const top = MARGIN + 14
  const map = { x: MARGIN, y: top, width: MAP_WIDTH, height: MAP_HEIGHT }
  const polar = { y: MAP_HEIGHT + MARGIN + top, width: POLAR_SIZE, height: POLAR_SIZE }
  return [
    { ...mapView(geometry, map), title: 'Plate carree' },
    { ...polarView(1, POLAR_EDGE, { ...polar, x: MARGIN }), title: 'North' },
    { ...polarView(-1, POLAR_EDGE, { ...polar, x: MARGIN + MAP_WIDTH - POLAR_SIZE }), title: 'South' },
  ]
}

function drawView(view: TitledView, index: number, geometry: Geometry, dots: Position[]): string {
  const { x, y, width, height, round } = view
  const frame = round
    ? `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}"`
    : `<rect x="${x}" y="${y}" width="${width}" height="${height}"`
  const { polygons, lines, points } = byDimension(geometry)
  const rings = polygons.flat()
  const vertices = [...rings, ...lines, points].flat()
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

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
