import { shapesIntersect } from '../geometry/intersects.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { Geometry } from '../geometry/types.ts'
import type { Segment } from '../granule.ts'
import type { Period } from '../query.ts'
import { narrowToShape } from './narrow.ts'

/** Those that saw the area within the period, each with the rows and columns to read for it. */
export function segmentsWithin(
  segments: readonly Segment[],
  area: Geometry | undefined,
  { start = -Infinity, end = Infinity }: Period = {},
): Segment[] {
  const inTime = segments.filter((segment) => segment.start <= end && segment.end >= start)
  if (!area) return inTime
  const shape = shapeOf(area)
  return inTime
    .filter(({ geometry }) => shapesIntersect(shapeOf(geometry), shape))
    .map((segment) => ({ ...segment, ...narrowToShape([segment], shape) }))
}
