import { coverWithBoxes } from '../geometry/cover.ts'
import { relate } from '../geometry/relate.ts'
import { assembleShape, type Envelope, isRectangle, type Shape, shapeOf } from '../geometry/shape.ts'
import type { GranuleQuery } from '../query.ts'
import { decodeShape } from './blob.ts'
import { ceilUnits, floorUnits, TURN } from './units.ts'

/** Boxes that the index is asked about for one area, at most. */
const MOST_BOXES = 4

/** An area with how footprints must stand to it, ready for SQL and for the exact decision. */
export interface PreparedArea {
  shape: Shape
  relation: NonNullable<GranuleQuery['relation']>
  /** Together they hold the area. */
  boxes: Envelope[]
  /** The whole area as boxes, when that is what it is (a box, or two at the antimeridian) and to lie in them decides. */
  rectangles: Envelope[]
  /** Decides on a footprint as stored. */
  decide(footprint: Uint8Array): boolean
}

export function prepareArea(query: GranuleQuery): PreparedArea | undefined {
  if (!query.area) return undefined
  const shape = shapeOf(query.area)
  const relation = query.relation ?? 'intersects'
  const whole = shape.polygons.length <= MOST_BOXES ? rectanglesOf(shape) : []
  const boxes = whole.length > 0 ? whole : coverWithBoxes(shape, MOST_BOXES)
  const rectangles = relation === 'intersects' || relation === 'within' ? whole : []
  const decide = (footprint: Uint8Array) => relate(relation, decodeShape(footprint), shape)
  return { shape, relation, boxes, rectangles, decide }
}

/** Every granule meets it, wherever it is. */
export function isWholeEarth({ rectangles }: PreparedArea): boolean {
  return rectangles.some(
    ([west, south, east, north]) => west <= -180 && south <= -90 && east >= 180 && north >= 90,
  )
}

function rectanglesOf(shape: Shape): Envelope[] {
  const parts = shape.polygons.map((polygon) => assembleShape([], [], [polygon]))
  const plain = shape.points.length === 0 && shape.lines.length === 0 && parts.every(isRectangle)
  return plain ? parts.map((part) => part.envelope) : []
}

/** SQL over the columns of `granule`, and what its question marks stand for. */
export interface Condition {
  sql: string
  values: number[]
}

/**
 * Whether the stored box meets one of the boxes. Those are in degrees and widened by a unit, the stored ones
 * rounded outward: no granule that meets the area is left out.
 */
export function boxMeets(boxes: Envelope[]): Condition {
  const values = boxes.flatMap(([west, south, east, north]) => [
    ceilUnits(east) + 1,
    floorUnits(west) - 1,
    // Across the antimeridian: what lies east of it lies a turn higher.
    floorUnits(west) - 1 + TURN,
    ceilUnits(north) + 1,
    floorUnits(south) - 1,
  ])
  const one = '((west <= ? AND east >= ? OR east >= ?) AND south <= ? AND north >= ?)'
  return { sql: boxes.length === 0 ? '0' : `(${boxes.map(() => one).join(' OR ')})`, values }
}

/** Whether the stored box, and with it the footprint, lies in one of the rectangles. */
export function boxInside(rectangles: Envelope[]): Condition {
  const values = rectangles.flatMap(([west, south, east, north]) => [
    ...[ceilUnits(west) + 1, floorUnits(east) - 1, ceilUnits(south) + 1, floorUnits(north) - 1],
  ])
  const one = '(west >= ? AND east <= ? AND south >= ? AND north <= ?)'
  return { sql: rectangles.length === 0 ? '0' : `(${rectangles.map(() => one).join(' OR ')})`, values }
}
