import type { Geometry } from '../geometry/types.ts'
import type { Segment } from '../granule.ts'

/** What a segment has beside its shape: start, end, rows, and columns where it has them. */
export type Span = [start: number, end: number, ...rows: Segment['rows'], ...columns: number[]]

export function spanOf({ start, end, rows, columns }: Segment): Span {
  return [start, end, ...rows, ...(columns ?? [])]
}

export function segmentOf([start, end, first, last, left, right]: Span, geometry: Geometry): Segment {
  const columns =
    left !== undefined && right !== undefined ? { columns: [left, right] as [number, number] } : {}
  return { start, end, rows: [first, last], ...columns, geometry }
}
