import { readLand } from '../../../catalog/drawing/land.ts'
import { outlinesOf } from '../../../catalog/drawing/outline.ts'
import { dotsOf, pathOf } from '../../../catalog/drawing/path.ts'
import { graticule, type View } from '../../../catalog/drawing/view.ts'
import { byDimension } from '../../../catalog/geometry/dimensions.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { attributes, element, escapeXml } from '../../opensearch/xml.ts'
import type { NamedView } from './views.ts'

/** A geometry on a map. */
export interface Shape {
  geometry: Geometry
  /** What a pointer is told of it. */
  title?: string
  /** Where it leads. */
  href?: string
  /** Stands out from the others. */
  isMarked?: boolean
}

export interface MapContent {
  shapes: Shape[]
  /** Of areas within: drawn as fine lines. */
  divisions?: Geometry[]
  /** Where the first shape begins. */
  start?: Position
}

/** Least step between points: of a coast, of a footprint; in units of the drawing. */
const [coarse, fine] = [2, 0.4]

/** A map for a page; its colours are those of the style sheet. */
export function drawMap({ name, view }: NamedView, label: string, content: MapContent): string {
  const { width, height, round } = view
  const { shapes, divisions = [], start } = content
  const clip = `view-${name}`
  // What is an image holds nothing that can be reached by itself.
  const role = shapes.some(({ href }) => href !== undefined) ? 'group' : 'img'
  const frame = round
    ? `<circle cx="${width / 2}" cy="${height / 2}" r="${width / 2 - 0.5}"`
    : `<rect width="${width}" height="${height}"`
  return `<svg${attributes({ class: `map ${name}`, viewBox: `0 0 ${width} ${height}`, role, 'aria-label': label })}>
<clipPath id="${clip}">${frame}/></clipPath>
${frame} class="sea"/>
<g clip-path="url(#${clip})">
<path class="land" d="${pathOf(view, readLand(), true, coarse)}"/>
<path class="grid" d="${pathOf(view, graticule(), false, 0)}"/>
${shapes.map((shape) => drawShape(view, shape)).join('\n')}
<path class="division" d="${divisions.map((one) => boundary(view, one)).join('')}"/>
${start === undefined ? '' : `<path class="start" d="${dotsOf(view, [start])}"/>`}
</g>
${frame} class="frame"/>
</svg>`
}

function drawShape(view: View, { geometry, title, href, isMarked }: Shape): string {
  const { polygons, points } = byDimension(geometry)
  const area = pathOf(view, polygons.flat(), true, fine)
  const line = boundary(view, geometry)
  const dots = dotsOf(view, points)
  if (area === '' && line === '' && dots === '') return ''
  const paths = [
    area === '' ? '' : `<path class="area" d="${area}"/>`,
    line === '' ? '' : `<path class="line" d="${line}"/>`,
    dots === '' ? '' : `<path class="dot" d="${dots}"/>`,
  ]
  const drawn = `<g class="shape${isMarked ? ' marked' : ''}">${element('title', title)}${paths.join('')}</g>`
  return href === undefined ? drawn : `<a href="${escapeXml(href)}">${drawn}</a>`
}

/** The lines of a geometry, and the outlines of its areas. */
function boundary(view: View, geometry: Geometry): string {
  const { polygons, lines } = byDimension(geometry)
  return pathOf(view, [...outlinesOf(polygons), ...lines], false, fine)
}
