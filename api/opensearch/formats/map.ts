import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { boxArea, parseBox } from '../../../catalog/parse/box.ts'
import type { Entry } from '../entry.ts'
import type { Feed } from '../feed.ts'
import { attributes, element, escapeXml } from '../xml.ts'

/** What a map keeps of an entry. */
export interface Shape {
  title: string
  /** Path data; empty where the entry is nowhere. */
  path: string
  /** Drawn as a stroke, not filled. */
  isOpen: boolean
}

/** The footprint of an entry, or else its box. */
export function shapeOf({ title, geometry, bbox }: Entry): Shape {
  const shape = geometry ?? (bbox && boxArea(bbox))
  return {
    title,
    path: shape ? pathOf(shape) : '',
    isOpen: shape !== undefined && /Point|Line/.test(shape.type),
  }
}

/**
 * A map in plate carree, x = longitude and y = -latitude in degrees, with the area that was asked for. Each shape leads to
 * its entry in the list, both numbered from 1.
 */
export function mapOf({ base, honoured }: Feed, shapes: Shape[]): string {
  const box = honoured.find(({ parameter }) => parameter.name === 'box')
  const area = box ? pathOf(boxArea(parseBox(box.value, box.as))) : ''
  const drawn = shapes.map(({ title, path, isOpen }, i) => {
    if (path === '') return ''
    const outline = `<path${attributes({ d: path, class: isOpen ? 'open' : undefined })}>${element('title', title)}</path>`
    return `<a id="f${i + 1}" href="#e${i + 1}">${outline}</a>\n`
  })
  return `<svg id="map" viewBox="-180 -90 360 180" role="img" aria-label="Map of the footprints">
<rect class="sea" x="-180" y="-90" width="360" height="180"/>
<use class="land" href="${escapeXml(base)}/web/land.svg#land"/>
<g id="footprints">${drawn.join('')}</g>
<path id="area" d="${area}"/>
</svg>`
}

/** A point is a stroke without length, which round line caps make a dot. */
function pathOf(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `${draw([geometry.coordinates])}h0`
    case 'MultiPoint':
      return geometry.coordinates.map((position) => `${draw([position])}h0`).join('')
    case 'LineString':
      return draw(geometry.coordinates)
    case 'MultiLineString':
      return geometry.coordinates.map(draw).join('')
    case 'Polygon':
      return geometry.coordinates.map((ring) => `${draw(ring)}z`).join('')
    case 'MultiPolygon':
      return geometry.coordinates
        .flat()
        .map((ring) => `${draw(ring)}z`)
        .join('')
    case 'GeometryCollection':
      return geometry.geometries.map(pathOf).join('')
  }
}

function draw(positions: Position[]): string {
  return positions.map(([lon, lat], i) => `${i === 0 ? 'M' : 'L'}${tenth(lon)} ${tenth(-lat)}`).join('')
}

/** Finer than a pixel of a map a thousand wide needs. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10 || 0
}
