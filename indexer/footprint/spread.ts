import { DEGREE, KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import {
  pushIntersection,
  pushNarrowed,
  pushUnion,
  pushWidened,
  type Region,
  RegionWriter,
  rowCount,
} from './region.ts'

/** Degrees of longitude by which gaps are at most closed at high latitudes. */
const WIDEST_CLOSING = 10

/**
 * The region made wider by `marginKm` on all sides, and then closed: gaps and holes narrower than `gapKm` are
 * filled.
 *
 * Every point of the Earth within `marginKm` of the region lies in the outcome: rows are added to the south
 * and the north for the whole of the margin, and of two points `d` apart (an angle) with latitudes up to
 * `phi`, the longitudes differ by at most 2 asin(sin(d / 2) / cos(phi)). Closing widens by half the gap and
 * narrows again by the exact adjoint (the same rows, the same columns), and so never takes a cell away.
 */
export function spread(region: Region, marginKm: number, gapKm: number): Region {
  const { grid } = region
  const marginRows = Math.ceil(marginKm / grid.km - 1e-9)
  const gapRows = Math.floor(gapKm / 2 / grid.km)
  const first = Math.max(0, region.first - marginRows - gapRows)
  const last = Math.min(grid.rows - 1, region.first + rowCount(region) - 1 + marginRows + gapRows)
  const highestLat = (row: number) =>
    Math.max(Math.abs(grid.latOf(first + row)), Math.abs(grid.latOf(first + row + 1)))
  const columnsAt = (row: number, km: number) => longitudeReach(highestLat(row), km) / grid.degrees

  let out = new RegionWriter(last - first + 1, region.spans.length)
  const shift = region.first - first
  for (let row = 0; row <= last - first; row++) {
    if (row >= shift && row < shift + rowCount(region) && !isEmptyRow(region, row - shift)) {
      pushWidened(out, region, row - shift, Math.ceil(columnsAt(row, marginKm)))
    }
    out.endRow()
  }
  const wide = slide(out.finish(grid, first), marginRows + gapRows, pushUnion)
  if (gapRows === 0) return withWholePoles(wide)

  const closing = (row: number) =>
    Math.floor(Math.min(columnsAt(row, gapRows * grid.km), WIDEST_CLOSING / grid.degrees))
  const narrowed = new RegionWriter(last - first + 1, wide.spans.length)
  out = new RegionWriter(1, 0)
  for (let row = 0; row <= last - first; row++) {
    if (!isEmptyRow(wide, row)) {
      const by = closing(row)
      out.reset()
      pushWidened(out, wide, row, by)
      out.endRow()
      pushNarrowed(narrowed, out.finish(grid, 0), 0, by)
    }
    narrowed.endRow()
  }
  const closed = slide(narrowed.finish(grid, first), gapRows, pushIntersection)
  // Closing reaches no farther to the south and the north than what it closes.
  const low = Math.max(0, region.first - marginRows - first)
  const high = Math.min(last - first, region.first + rowCount(region) - 1 + marginRows - first)
  return withWholePoles({ ...closed, first: first + low, starts: closed.starts.slice(low, high + 2) })
}

function isEmptyRow({ starts }: Region, row: number): boolean {
  return starts[row] === starts[row + 1]
}

/** Degrees of longitude between points at most `km` apart, one of them at latitude `lat`. */
function longitudeReach(lat: number, km: number): number {
  const highest = lat + km / KM_PER_DEGREE
  if (highest >= 90) return 360
  const sine = Math.sin((km / KM_PER_DEGREE / 2) * DEGREE) / Math.cos(highest * DEGREE)
  return sine >= 1 ? 360 : (2 * Math.asin(sine)) / DEGREE
}

/**
 * For each row what `push` makes of it and its neighbours up to `reach` rows away; rows beyond the first and
 * the last do not count. What it makes of 2, 4, 8... rows is put together first; any number of rows is two of
 * these.
 */
function slide(region: Region, reach: number, push: typeof pushUnion): Region {
  if (reach === 0) return region
  const { grid, first } = region
  const rows = rowCount(region)
  /** Of level k, row i is made of rows i to i + 2^k - 1 (where there are so many). */
  const levels = [region]
  for (let height = 1; 2 * height <= 2 * reach + 1 && height < rows; height *= 2) {
    const half = levels.at(-1)!
    const out = new RegionWriter(rows, half.spans.length + 16)
    for (let row = 0; row < rows; row++) {
      push(out, half, row, half, row + height < rows ? row + height : row)
      out.endRow()
    }
    levels.push(out.finish(grid, first))
  }
  const out = new RegionWriter(rows, levels.at(-1)!.spans.length + 16)
  for (let row = 0; row < rows; row++) {
    const low = Math.max(0, row - reach)
    const high = Math.min(rows - 1, row + reach)
    const level = 31 - Math.clz32(high - low + 1)
    push(out, levels[level]!, low, levels[level]!, high - (1 << level) + 1)
    out.endRow()
  }
  return out.finish(grid, first)
}

/** With the row around a pole covered whole where anything in it is: a pole has no longitude. */
function withWholePoles(region: Region): Region {
  const { grid, first, starts, spans } = region
  const rows = rowCount(region)
  const isPole = (row: number) => first + row === 0 || first + row === grid.rows - 1
  if (!isPole(0) && !isPole(rows - 1)) return region
  const out = new RegionWriter(rows, spans.length + 4)
  for (let row = 0; row < rows; row++) {
    if (isPole(row) && starts[row + 1]! > starts[row]!) out.push(0, grid.columns)
    else pushUnion(out, region, row, region, row)
    out.endRow()
  }
  return out.finish(grid, first)
}
