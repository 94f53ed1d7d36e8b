/** @import { Geometry } from './types.js' */
/** @typedef {{ geometry: Geometry, properties: { rows: [number, number], start_datetime: string, end_datetime: string } }} Segment */

/**
 * Segments whose rows follow each other, as one stretch.
 *
 * @param {Segment[]} segments
 */
export function joined(segments) {
  /** @type {{ first: number, last: number, start: number, end: number }[]} */
  const stretches = []
  for (const { properties } of segments) {
    const [first, last] = properties.rows
    const [start, end] = [properties.start_datetime, properties.end_datetime].map((text) => Date.parse(text))
    const before = stretches.at(-1)
    if (before && first <= before.last + 1) {
      before.last = Math.max(before.last, last)
      before.end = Math.max(before.end, end)
    } else {
      stretches.push({ first, last, start, end })
    }
  }
  return stretches
}
