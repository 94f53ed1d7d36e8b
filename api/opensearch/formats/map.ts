import { dotsOf } from '../../../catalog/drawing/path.ts'
import { byDimension } from '../../../catalog/geometry/dimensions.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { boundary, drawShape, frameMap } from '../../drawing/map.ts'
import { wholeEarth } from '../../drawing/views.ts'
import type { Entry } from '../entry.ts'
import type { Feed } from '../feed.ts'
import { readArea } from '../granule-query.ts'

/** The footprint of an entry, or else its box, which leads to the entry in the list; empty where the entry is nowhere. */
export function drawEntry({ title, geometry, bbox }: Entry, number: number): string {
  const shape = geometry ?? (bbox && boxArea(bbox))
  const place = { id: `f${number}`, href: `#e${number}`, title }
  return shape ? drawShape(wholeEarth.view, { geometry: shape, ...place }) : ''
}

/** A map of what is drawn, with the area that was asked for. */
export function mapOf({ honoured }: Feed, drawn: readonly string[]): string {
  const area = readArea(new Map(honoured.map((sent) => [sent.parameter.name, sent])))
  return frameMap(wholeEarth, 'Map of the footprints', [...drawn, ...(area ? asked(area) : [])], true)
}

function asked(area: Geometry): string[] {
  const { view } = wholeEarth
  return [
    `<path class="asked" d="${boundary(view, area)}"/>`,
    `<path class="start" d="${dotsOf(view, byDimension(area).points)}"/>`,
  ]
}
