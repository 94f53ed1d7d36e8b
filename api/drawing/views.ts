import { mapView, polarView, type View } from '../../catalog/drawing/view.ts'
import { boundingBox } from '../../catalog/geometry/bounds.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import { boxArea } from '../../catalog/parse/box.ts'

export interface NamedView {
  name: 'map' | 'north' | 'south'
  view: View
}

const sides = { north: 1, south: -1 } as const

const mapFrame = { x: 0, y: 0, width: 720, height: 360 }
const polarFrame = { x: 0, y: 0, width: 360, height: 360 }

/** Latitudes, without their sign: what reaches over the first is shown over its pole too, */
const high = 75
/** and what lies wholly over the second and reaches over the third there alone. */
const [temperate, polar] = [45, 66]

/** All of it, whatever is drawn. */
export const wholeEarth: NamedView = {
  name: 'map',
  view: mapView(boxArea([-180, -90, 180, 90]), mapFrame),
}

/** The views in which a shape is seen as it is: plate carree, which tears the poles apart, or a pole from above, or both. */
export function viewsOf(geometry: Geometry): NamedView[] {
  const [, south, , north] = boundingBox(geometry) ?? [-180, -90, 180, 90]
  if (south >= temperate && north >= polar) return [poleView('north', south)]
  if (north <= -temperate && south <= -polar) return [poleView('south', -north)]
  return [
    { name: 'map', view: mapView(geometry, mapFrame) },
    ...(north >= high ? [poleView('north', 50)] : []),
    ...(south <= -high ? [poleView('south', 50)] : []),
  ]
}

/** @param least lowest latitude to be seen, without its sign */
function poleView(name: 'north' | 'south', least: number): NamedView {
  const edge = Math.max(40, Math.min(85, least - 3))
  return { name, view: polarView(sides[name], edge, polarFrame) }
}
