import type { Geometry } from '../geometry/types.ts'
import type { Segment } from '../granule.ts'

/** What a segment has beside its shape: start, end, rows, and columns and pixels where it has them. */
export type Span = [start: number, end: number, ...rows: Segment['rows'], ...rest: (number | string)[]]

export function spanOf({ start, end, rows, columns, pixels }: Segment): Span {
  return [start, end, ...rows, ...(columns ?? []), ...(pixels === undefined ? [] : [pixels])]
}

export function segmentOf([start, end, first, last, ...rest]: Span, geometry: Geometry): Segment {
  const pixels = rest.find((one) => typeof one === 'string')
  const [left, right] = rest
  return {
    ...{ start, end, rows: [first, last] },
    ...(typeof left === 'number' && typeof right === 'number' && { columns: [left, right] }),
    ...(pixels !== undefined && { pixels }),
    geometry,
  }
}
