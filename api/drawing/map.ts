import { readLand } from '../../catalog/drawing/land.ts'
import { outlinesOf } from '../../catalog/drawing/outline.ts'
import { dotsOf, pathOf } from '../../catalog/drawing/path.ts'
import { graticule, type View } from '../../catalog/drawing/view.ts'
import { byDimension } from '../../catalog/geometry/dimensions.ts'
import type { Geometry, Position } from '../../catalog/geometry/types.ts'
import { attributes, element } from '../opensearch/xml.ts'
import type { NamedView } from './views.ts'

/** A geometry on a map. */
export interface Shape {
  geometry: Geometry
  /** By which links come here. */
  id?: string
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
export function drawMap(named: NamedView, label: string, content: MapContent): string {
  const { view } = named
  const { shapes, divisions = [], start } = content
  const drawn = [
    ...shapes.map((shape) => drawShape(view, shape)),
    `<path class="division" d="${divisions.map((one) => boundary(view, one)).join('')}"/>`,
    start === undefined ? '' : `<path class="start" d="${dotsOf(view, [start])}"/>`,
  ]
  return frameMap(
    named,
    label,
    drawn,
    shapes.some(({ href }) => href !== undefined),
  )
}

/**
 * The map around what is drawn on it already.
 *
 * @param hasLinks what is an image holds nothing that can be reached by itself
 */
export function frameMap(
  { name, view }: NamedView,
  label: string,
  drawn: readonly string[],
  hasLinks: boolean,
): string {
  const { width, height, round } = view
  const clip = `view-${name}`
  const frame = round
    ? `<circle cx="${width / 2}" cy="${height / 2}" r="${width / 2 - 0.5}"`
    : `<rect width="${width}" height="${height}"`
  const values = {
    class: `map ${name}`,
    viewBox: `0 0 ${width} ${height}`,
    role: hasLinks ? 'group' : 'img',
    'aria-label': label,
  }
  return `<svg${attributes(values)}>
<clipPath id="${clip}">${frame}/></clipPath>
${frame} class="sea"/>
<g clip-path="url(#${clip})">
<path class="land" d="${pathOf(view, readLand(), true, coarse)}"/>
<path class="grid" d="${pathOf(view, graticule(), false, 0)}"/>
${drawn.filter((one) => one !== '').join('\n')}
</g>
${frame} class="frame"/>
</svg>`
}

/** Empty where nothing of it lies in the view. */
export function drawShape(view: View, { geometry, id, title, href, isMarked }: Shape): string {
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
  return href === undefined ? drawn : `<a${attributes({ id, href })}>${drawn}</a>`
}

/** The lines of a geometry, and the outlines of its areas. */
export function boundary(view: View, geometry: Geometry): string {
  const { polygons, lines } = byDimension(geometry)
  return pathOf(view, [...outlinesOf(polygons), ...lines], false, fine)
}
