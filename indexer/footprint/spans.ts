/**
 * The cells of one row that are covered, as half-open stretches of columns: start, end, start, end...
 * Sorted, apart from each other by at least one cell, within 0..columns. Never changed once made, so rows may share them.
 */
export type Spans = readonly number[]

export const NO_SPANS: Spans = []

/** What either covers. */
export function unionSpans(a: Spans, b: Spans): Spans {
  if (a.length === 0 || a === b) return b
  if (b.length === 0) return a
  if (a.length === 2 && b.length === 2) {
    if (a[0]! <= b[0]! && a[1]! >= b[1]!) return a
    if (b[0]! <= a[0]! && b[1]! >= a[1]!) return b
  }
  const union: number[] = []
  let i = 0
  let j = 0
  let end = -1
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && a[i]! <= b[j]!)
    const start = fromA ? a[i]! : b[j]!
    const stop = fromA ? a[i + 1]! : b[j + 1]!
    if (fromA) i += 2
    else j += 2
    if (start > end) {
      union.push(start, stop)
      end = stop
    } else if (stop > end) {
      end = union[union.length - 1] = stop
    }
  }
  return union
}

/** What both cover. */
export function intersectSpans(a: Spans, b: Spans): Spans {
  if (a === b) return a
  if (a.length === 0 || b.length === 0) return NO_SPANS
  if (a.length === 2 && b.length === 2) {
    if (a[0]! <= b[0]! && a[1]! >= b[1]!) return b
    if (b[0]! <= a[0]! && b[1]! >= a[1]!) return a
  }
  const both: number[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const start = Math.max(a[i]!, b[j]!)
    const end = Math.min(a[i + 1]!, b[j + 1]!)
    if (start < end) both.push(start, end)
    if (a[i + 1]! < b[j + 1]!) i += 2
    else j += 2
  }
  return both
}

/** Any stretches as `Spans`: sorted and joined. Changes `pairs`. */
export function joinSpans(pairs: number[]): Spans {
  for (let i = 2; i < pairs.length; i += 2) {
    const start = pairs[i]!
    const end = pairs[i + 1]!
    let j = i - 2
    for (; j >= 0 && pairs[j]! > start; j -= 2) {
      pairs[j + 2] = pairs[j]!
      pairs[j + 3] = pairs[j + 1]!
    }
    pairs[j + 2] = start
    pairs[j + 3] = end
  }
  let kept = 0
  for (let i = 2; i < pairs.length; i += 2) {
    if (pairs[i]! > pairs[kept + 1]!) {
      kept += 2
      pairs[kept] = pairs[i]!
      pairs[kept + 1] = pairs[i + 1]!
    } else if (pairs[i + 1]! > pairs[kept + 1]!) {
      pairs[kept + 1] = pairs[i + 1]!
    }
  }
  pairs.length = Math.min(pairs.length, kept + 2)
  return pairs
}

/** Every stretch longer by `by` columns on both sides, around the Earth. */
export function widenSpans(spans: Spans, by: number, columns: number): Spans {
  if (spans.length === 0 || by === 0) return spans
  const wide: number[] = []
  for (let i = 0; i < spans.length; i += 2) {
    const start = spans[i]! - by
    const end = spans[i + 1]! + by
    if (end - start >= columns) return [0, columns]
    wide.push(Math.max(start, 0), Math.min(end, columns))
    if (start < 0) wide.push(columns + start, columns)
    if (end > columns) wide.push(0, end - columns)
  }
  return joinSpans(wide)
}

/** Every stretch shorter by `by` columns on both sides, around the Earth. */
export function narrowSpans(spans: Spans, by: number, columns: number): Spans {
  if (spans.length === 0 || by === 0) return spans
  if (spans.length === 2 && spans[0] === 0 && spans[1] === columns) return spans
  const wraps = spans[0] === 0 && spans[spans.length - 1] === columns
  const narrow: number[] = []
  const keep = (from: number, to: number) => {
    const start = from + by
    const end = to - by
    if (start >= end) return
    if (end > 0) narrow.push(Math.max(start, 0), end)
    if (start < 0) narrow.push(columns + start, columns + Math.min(end, 0))
  }
  for (let i = wraps ? 2 : 0; i < spans.length - (wraps ? 2 : 0); i += 2) keep(spans[i]!, spans[i + 1]!)
  if (wraps) keep(spans[spans.length - 2]! - columns, spans[1]!)
  return joinSpans(narrow)
}
