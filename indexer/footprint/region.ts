import type { CellGrid } from './cells.ts'

/**
 * Cells that are covered, row by row, as half-open spans of columns: start, end, start, end... Those of row
 * `first + i` are `spans[starts[i]]` up to `spans[starts[i + 1]]`: sorted, at least one cell apart, within
 * 0..columns.
 */
export interface Region {
  grid: CellGrid
  first: number
  starts: Int32Array
  spans: Int32Array
}

export function rowCount(region: Region): number {
  return region.starts.length - 1
}

/** Writes a region row by row, and in a row span by span. */
export class RegionWriter {
  readonly starts: Int32Array
  spans: Int32Array
  length = 0
  #row = 0

  constructor(rows: number, capacity: number) {
    this.starts = new Int32Array(rows + 1)
    this.spans = new Int32Array(Math.max(16, capacity))
  }

  /** Appends to the row; spans come sorted by their starts, and are joined where they touch. */
  push(start: number, end: number): void {
    const last = this.length - 1
    if (last > this.starts[this.#row]! && start <= this.spans[last]!) {
      if (end > this.spans[last]!) this.spans[last] = end
      return
    }
    if (this.length + 2 > this.spans.length) this.#grow()
    this.spans[this.length++] = start
    this.spans[this.length++] = end
  }

  /** Appends a span that may begin before the last ones of the row, and reaches to the end of it. */
  pushTail(start: number, end: number): void {
    while (this.length > this.starts[this.#row]! && this.spans[this.length - 2]! >= start) this.length -= 2
    this.push(start, end)
  }

  endRow(): void {
    this.starts[++this.#row] = this.length
  }

  /** Begins anew: what was finished before is no longer valid. */
  reset(): void {
    this.length = 0
    this.#row = 0
  }

  finish(grid: CellGrid, first: number): Region {
    return { grid, first, starts: this.starts, spans: this.spans.subarray(0, this.length) }
  }

  #grow(): void {
    const larger = new Int32Array(2 * this.spans.length)
    larger.set(this.spans)
    this.spans = larger
  }
}

/** Appends what either of two rows covers. */
export function pushUnion(out: RegionWriter, a: Region, row: number, b: Region, other: number): void {
  let i = a.starts[row]!
  let j = b.starts[other]!
  const aEnd = a.starts[row + 1]!
  const bEnd = b.starts[other + 1]!
  while (i < aEnd && j < bEnd) {
    if (a.spans[i]! <= b.spans[j]!) {
      out.push(a.spans[i]!, a.spans[i + 1]!)
      i += 2
    } else {
      out.push(b.spans[j]!, b.spans[j + 1]!)
      j += 2
    }
  }
  for (; i < aEnd; i += 2) out.push(a.spans[i]!, a.spans[i + 1]!)
  for (; j < bEnd; j += 2) out.push(b.spans[j]!, b.spans[j + 1]!)
}

/** Appends what both of two rows cover. */
export function pushIntersection(out: RegionWriter, a: Region, row: number, b: Region, other: number): void {
  let i = a.starts[row]!
  let j = b.starts[other]!
  const aEnd = a.starts[row + 1]!
  const bEnd = b.starts[other + 1]!
  while (i < aEnd && j < bEnd) {
    const start = Math.max(a.spans[i]!, b.spans[j]!)
    const end = Math.min(a.spans[i + 1]!, b.spans[j + 1]!)
    if (start < end) out.push(start, end)
    if (a.spans[i + 1]! < b.spans[j + 1]!) i += 2
    else j += 2
  }
}

/** Appends a row made longer by `by` columns on both sides of each span, around the Earth. */
export function pushWidened(
  out: RegionWriter,
  { grid, starts, spans }: Region,
  row: number,
  by: number,
): void {
  const { columns } = grid
  const first = starts[row]!
  const end = starts[row + 1]!
  if (first === end) return
  const beyondEast = spans[end - 1]! + by - columns
  if (beyondEast > 0) out.push(0, Math.min(beyondEast, columns))
  for (let i = first; i < end; i += 2) {
    out.push(Math.max(0, spans[i]! - by), Math.min(columns, spans[i + 1]! + by))
  }
  const beyondWest = spans[first]! - by
  if (beyondWest < 0) out.pushTail(Math.max(0, columns + beyondWest), columns)
}

/** Appends a row made shorter by `by` columns on both sides of each span, around the Earth. */
export function pushNarrowed(
  out: RegionWriter,
  { grid, starts, spans }: Region,
  row: number,
  by: number,
): void {
  const { columns } = grid
  let first = starts[row]!
  let end = starts[row + 1]!
  if (first === end) return
  if (spans[first] === 0 && spans[first + 1] === columns) {
    out.push(0, columns)
    return
  }
  const wraps = spans[first] === 0 && spans[end - 1] === columns
  // The span across the antimeridian.
  const west = wraps ? spans[end - 2]! - columns + by : 0
  const east = wraps ? spans[first + 1]! - by : 0
  if (wraps) {
    first += 2
    end -= 2
    if (west < east && east > 0) out.push(Math.max(0, west), east)
  }
  for (let i = first; i < end; i += 2) {
    if (spans[i]! + by < spans[i + 1]! - by) out.push(spans[i]! + by, spans[i + 1]! - by)
  }
  if (wraps && west < east && west < 0) out.push(columns + west, columns + Math.min(0, east))
}

/** What any of some regions covers; all are on the same grid. */
export function joinRegions(regions: Region[]): Region {
  if (regions.length === 1) return regions[0]!
  const first = Math.min(...regions.map((region) => region.first))
  const last = Math.max(...regions.map((region) => region.first + rowCount(region)))
  const pairs: number[][] = Array.from({ length: last - first }, () => [])
  for (const { first: base, starts, spans } of regions) {
    for (let row = 0; row + 1 < starts.length; row++) {
      const all = pairs[base + row - first]!
      for (let i = starts[row]!; i < starts[row + 1]!; i++) all.push(spans[i]!)
    }
  }
  const out = new RegionWriter(
    pairs.length,
    regions.reduce((sum, { spans }) => sum + spans.length, 0),
  )
  for (const row of pairs) {
    pushSorted(out, row)
    out.endRow()
  }
  return out.finish(regions[0]!.grid, first)
}

/** Appends spans in any order. Changes `pairs`. */
export function pushSorted(out: RegionWriter, pairs: number[]): void {
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
  for (let i = 0; i < pairs.length; i += 2) out.push(pairs[i]!, pairs[i + 1]!)
}

/**
 * The same region on a grid whose cells are `factor` times as large, each covered where any part of it is.
 */
export function coarsen({ first, starts, spans }: Region, grid: CellGrid, factor: number): Region {
  const low = Math.floor(first / factor)
  const high = Math.floor((first + starts.length - 2) / factor)
  const out = new RegionWriter(high - low + 1, spans.length)
  for (let row = low; row <= high; row++) {
    const pairs: number[] = []
    const from = Math.max(0, row * factor - first)
    const to = Math.min(starts.length - 1, (row + 1) * factor - first)
    for (let i = starts[from]!; i < starts[to]!; i += 2) {
      pairs.push(Math.floor(spans[i]! / factor), Math.ceil(spans[i + 1]! / factor))
    }
    pushSorted(out, pairs)
    out.endRow()
  }
  return out.finish(grid, low)
}
