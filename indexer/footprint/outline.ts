import { pushUnion, type Region, RegionWriter, rowCount } from './region.ts'

/**
 * Rings on the corners of cells: `x` in columns, `y` in rows. No corner stands twice, in one ring or in two.
 */
export interface Outline {
  x: Int32Array
  y: Int32Array
  /**
   * Ring i is the corners `starts[i]` up to `starts[i + 1]`, the first not repeated; the region is on its
   * left.
   */
  starts: number[]
  /** Which piece of the region each ring bounds: a piece has one exterior, and may have holes. */
  pieces: number[]
}

/**
 * The boundary of a region. West sides of spans are followed to the south, east sides to the north. On the
 * border of two rows, sorted from west to east, the ends of sides belong together two by two, since between
 * them just one of both rows is covered. Cells never meet at a corner alone (`partCorners`), so at each
 * corner two edges meet and no more: every ring is simple, and no two touch.
 */
export function traceOutline(touching: Region): Outline {
  const region = partCorners(touching)
  const { count, x, y, following, labels, parents } = followSides(region)
  const outline: Outline = {
    x: new Int32Array(2 * count),
    y: new Int32Array(2 * count),
    starts: [0],
    pieces: [],
  }
  const seen = new Uint8Array(count)
  let length = 0
  for (let start = 0; start < count; start++) {
    if (seen[start]) continue
    let side = start
    do {
      seen[side] = 1
      for (let corner = 2 * side; corner < 2 * side + 2; corner++) {
        outline.x[length] = x[corner]!
        outline.y[length++] = y[corner]! + region.first
      }
      side = following[side]!
    } while (side !== start)
    outline.starts.push(length)
    outline.pieces.push(rootOf(parents, labels[start]!))
  }
  return outline
}

interface Sides {
  count: number
  /** Side i is walked from corner 2 i to corner 2 i + 1. */
  x: Int32Array
  y: Int32Array
  /** The side that is walked after side i. */
  following: Int32Array
  /**
   * The piece of the region along side i, by one of its labels: those with the same root are the same piece.
   */
  labels: Int32Array
  parents: number[]
}

function followSides(region: Region): Sides {
  const { starts, spans } = region
  const most = spans.length
  const sides: Sides = {
    count: 0,
    x: new Int32Array(2 * most),
    y: new Int32Array(2 * most),
    following: new Int32Array(most),
    labels: new Int32Array(most),
    parents: [],
  }
  /** The side at each border of a span, and the label of each span. */
  const sideAt = new Int32Array(most)
  const labelOf = new Int32Array(most >> 1)
  let pending = -1
  const joinCorner = (corner: number) => {
    if (pending < 0) {
      pending = corner
      return
    }
    // One of both ends a side (odd), the other begins one.
    if (corner & 1) sides.following[corner >> 1] = pending >> 1
    else sides.following[pending >> 1] = corner >> 1
    pending = -1
  }
  let [belowStart, belowEnd] = [0, 0]
  for (let row = 0; row < starts.length; row++) {
    const aboveStart = starts[row]!
    const aboveEnd = starts[row + 1] ?? aboveStart
    labelSpans(region, belowStart, belowEnd, aboveStart, aboveEnd, labelOf, sides.parents)
    let i = belowStart
    let j = aboveStart
    while (i < belowEnd || j < aboveEnd) {
      if (i < belowEnd && j < aboveEnd && spans[i] === spans[j]) {
        sideAt[j++] = sideAt[i++]!
      } else if (j >= aboveEnd || (i < belowEnd && spans[i]! < spans[j]!)) {
        // Sides end here in the north: west sides begin their walk here, east sides end it.
        const corner = 2 * sideAt[i]! + (i & 1)
        sides.y[corner] = row
        joinCorner(corner)
        i++
      } else {
        const side = sides.count++
        sideAt[j] = side
        sides.labels[side] = labelOf[j >> 1]!
        sides.x[2 * side] = sides.x[2 * side + 1] = spans[j]!
        const corner = 2 * side + 1 - (j & 1)
        sides.y[corner] = row
        joinCorner(corner)
        j++
      }
    }
    belowStart = aboveStart
    belowEnd = aboveEnd
  }
  return sides
}

/**
 * Covers a cell more wherever two cells meet at a corner alone: above the one below, so that it lies on a
 * covered cell.
 */
function partCorners(region: Region): Region {
  const { grid, first, starts, spans } = region
  const rows = rowCount(region)
  const out = new RegionWriter(rows, spans.length + 64)
  const cells = new RegionWriter(1, 0)
  for (let row = 0; row < rows; row++) {
    cells.reset()
    let i = row > 0 ? out.starts[row - 1]! : 0
    const belowEnd = row > 0 ? out.starts[row]! : 0
    for (let j = starts[row]!; i < belowEnd && j < starts[row + 1]!; ) {
      const x = out.spans[i]!
      if (x === spans[j] && ((i ^ j) & 1) === 1) cells.push(x - (i & 1), x + 1 - (i & 1))
      if (x <= spans[j]!) i++
      else j++
    }
    cells.endRow()
    pushUnion(out, region, row, cells.finish(grid, 0), 0)
    out.endRow()
  }
  return out.finish(grid, first)
}

/** A label for each span above: that of the spans below that it shares a stretch with, else a new one. */
function labelSpans(
  { spans }: Region,
  belowStart: number,
  belowEnd: number,
  aboveStart: number,
  aboveEnd: number,
  labelOf: Int32Array,
  parents: number[],
): void {
  let i = belowStart
  for (let j = aboveStart; j < aboveEnd; j += 2) {
    let label = -1
    while (i < belowEnd && spans[i + 1]! <= spans[j]!) i += 2
    for (let k = i; k < belowEnd && spans[k]! < spans[j + 1]!; k += 2) {
      const other = rootOf(parents, labelOf[k >> 1]!)
      if (label < 0) label = other
      else parents[other] = label
    }
    if (label < 0) label = parents.push(parents.length) - 1
    labelOf[j >> 1] = label
  }
}

function rootOf(parents: number[], label: number): number {
  while (parents[label] !== label) label = parents[label] = parents[parents[label]!]!
  return label
}
