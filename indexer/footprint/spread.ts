import { DEGREE, KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import type { Region } from './cover.ts'
import { intersectSpans, NO_SPANS, narrowSpans, type Spans, unionSpans, widenSpans } from './spans.ts'

/** Degrees of longitude by which two pieces are at most drawn together at high latitudes. */
const widestClosing = 10

/**
 * The region made wider by `marginKm` on all sides, and then closed: gaps and holes narrower than `gapKm` are filled.
 *
 * Every point of the Earth within `marginKm` of the region lies in the outcome: rows are added to the south and the
 * north for the whole of the margin, and of two points `d` apart (an angle) with latitudes up to `phi`, the
 * longitudes differ by at most 2 asin(sin(d / 2) / cos(phi)). Closing widens by half the gap and narrows again by the
 * exact adjoint (the same rows, the same columns), and so never takes a cell away.
 */
export function spread(region: Region, marginKm: number, gapKm: number): Region {
  const { grid } = region
  const marginRows = Math.ceil(marginKm / grid.km - 1e-9)
  const gapRows = Math.floor(gapKm / 2 / grid.km)
  const reach = marginRows + gapRows
  const first = Math.max(0, region.first - reach)
  const last = Math.min(grid.rows - 1, region.first + region.spans.length - 1 + reach)
  let spans: Spans[] = Array.from({ length: last - first + 1 }, (_, i) => {
    return region.spans[first + i - region.first] ?? NO_SPANS
  })
  const columnsFor = (row: number, km: number) => {
    const lat = Math.max(Math.abs(grid.latOf(first + row)), Math.abs(grid.latOf(first + row + 1)))
    return longitudeReach(lat, km) / grid.degrees
  }
  const closing = spans.map((_, row) =>
    Math.floor(Math.min(columnsFor(row, gapRows * grid.km), widestClosing / grid.degrees)),
  )
  spans = spans.map((s, row) =>
    s.length === 0 ? s : widenSpans(s, Math.ceil(columnsFor(row, marginKm)), grid.columns),
  )
  spans = slide(spans, reach, unionSpans)
  if (gapRows === 0) return { grid, first, spans }
  spans = spans.map((s, row) => widenSpans(s, closing[row]!, grid.columns))
  spans = spans.map((s, row) => narrowSpans(s, closing[row]!, grid.columns))
  spans = slide(spans, gapRows, intersectSpans)
  // Beyond a pole there is nothing to be empty; beyond the rows that were widened all is.
  if (first > 0) spans.fill(NO_SPANS, 0, gapRows)
  if (last < grid.rows - 1) spans.fill(NO_SPANS, spans.length - gapRows)
  return { grid, first, spans }
}

/** Degrees of longitude between points at most `km` apart, one of them at latitude `lat`. */
function longitudeReach(lat: number, km: number): number {
  const highest = lat + km / KM_PER_DEGREE
  if (highest >= 90) return 360
  const sine = Math.sin((km / KM_PER_DEGREE / 2) * DEGREE) / Math.cos(highest * DEGREE)
  return sine >= 1 ? 360 : (2 * Math.asin(sine)) / DEGREE
}

/**
 * For each row what `combine` makes of it and its neighbours up to `reach` rows away; rows beyond the first and the
 * last do not count. Windows are put together from windows of half their height.
 */
function slide(rows: Spans[], reach: number, combine: (a: Spans, b: Spans) => Spans): Spans[] {
  if (reach === 0) return rows
  const height = 2 * reach + 1
  let size = 1
  let windows = rows
  while (2 * size <= height) {
    const half = windows
    const step = size
    windows = half.map((spans, row) => (row + step < half.length ? combine(spans, half[row + step]!) : spans))
    size *= 2
  }
  return rows.map((spans, row) => {
    const low = Math.max(0, row - reach)
    const high = Math.min(rows.length - 1, row + reach)
    if (high - low + 1 >= size) return combine(windows[low]!, windows[high - size + 1]!)
    for (let other = low; other <= high; other++) spans = combine(spans, rows[other]!)
    return spans
  })
}

/** What either region covers; both are on the same grid. */
export function joinRegions(a: Region, b: Region): Region {
  const first = Math.min(a.first, b.first)
  const end = Math.max(a.first + a.spans.length, b.first + b.spans.length)
  const spans = Array.from({ length: end - first }, (_, i) =>
    unionSpans(a.spans[first + i - a.first] ?? NO_SPANS, b.spans[first + i - b.first] ?? NO_SPANS),
  )
  return { grid: a.grid, first, spans }
}
