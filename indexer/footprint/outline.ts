import type { Region } from './cover.ts'
import { NO_SPANS, type Spans, unionSpans } from './spans.ts'

/** Rings on the corners of cells: `x` in columns, `y` in rows. No corner stands twice, in one ring or in two. */
export interface Outline {
  x: Int32Array
  y: Int32Array
  /** Ring i is the corners `starts[i]` up to `starts[i + 1]`, the first not repeated; the region is on its left. */
  starts: number[]
  /** Which piece of the region each ring bounds: a piece has one exterior, and may have holes. */
  pieces: number[]
}

/**
 * The boundary of a region. West sides of spans are followed to the south, east sides to the north. On the border of
 * two rows, sorted from west to east, the ends of sides belong together two by two, since between them just one of
 * both rows is covered. Cells never meet at a corner alone (`partCorners`), so at each corner two edges meet and no
 * more: every ring is simple, and no two touch.
 */
export function traceOutline(region: Region): Outline {
  const { x, y, following, pieces } = followSides(region)
  const order: number[] = []
  const outline: Outline = { x: new Int32Array(0), y: new Int32Array(0), starts: [0], pieces: [] }
  const seen = new Uint8Array(x.length)
  for (let start = 0; start < x.length; start += 2) {
    if (seen[start]) continue
    let entry = start
    do {
      seen[entry] = 1
      order.push(entry, entry + 1)
      entry = following[entry >> 1]!
    } while (entry !== start)
    outline.starts.push(order.length)
    outline.pieces.push(pieces[start >> 1]!)
  }
  outline.x = Int32Array.from(order, (corner) => x[corner]!)
  outline.y = Int32Array.from(order, (corner) => y[corner]! + region.first)
  return outline
}

interface Sides {
  /** Side i is walked from corner 2 i to corner 2 i + 1. */
  x: number[]
  y: number[]
  /** The corner where the side begins that is walked after side i. */
  following: number[]
  pieces: number[]
}

function followSides(region: Region): Sides {
  const x: number[] = []
  const y: number[] = []
  const following: number[] = []
  const labels: number[] = []
  const parents: number[] = []
  const rootOf = (label: number) => {
    while (parents[label] !== label) label = parents[label] = parents[parents[label]!]!
    return label
  }
  let below: Spans = NO_SPANS
  /** Sides, and labels of pieces, of the row below: one a border, and one a span. */
  let sides: number[] = []
  let spanLabels: number[] = []
  for (let row = 0; row <= region.spans.length; row++) {
    const above = unionSpans(
      region.spans[row] ?? NO_SPANS,
      cornersToPart(below, region.spans[row] ?? NO_SPANS),
    )
    const labelsAbove = labelSpans(below, spanLabels, above, parents, rootOf)
    const sidesAbove: number[] = new Array(above.length)
    let pending = -1
    const joinCorner = (corner: number) => {
      if (pending < 0) {
        pending = corner
        return
      }
      // One of both ends a side, the other begins one.
      if (corner & 1) following[corner >> 1] = pending
      else following[pending >> 1] = corner
      pending = -1
    }
    for (let i = 0, j = 0; i < below.length || j < above.length; ) {
      if (i < below.length && below[i] === above[j]) {
        sidesAbove[j++] = sides[i++]!
      } else if (j >= above.length || (i < below.length && below[i]! < above[j]!)) {
        // The side ends here in the north: a west side begins its walk here, an east side ends it.
        const corner = 2 * sides[i]! + (i & 1)
        y[corner] = row
        joinCorner(corner)
        i++
      } else {
        const side = labels.length
        labels.push(labelsAbove[j >> 1]!)
        x.push(above[j]!, above[j]!)
        y.push(row, row)
        sidesAbove[j] = side
        joinCorner(2 * side + (j & 1 ? 0 : 1))
        j++
      }
    }
    below = above
    sides = sidesAbove
    spanLabels = labelsAbove
  }
  return { x, y, following, pieces: labels.map(rootOf) }
}

/** Cells to cover above so that no cell meets one of the row below at a corner alone: each lies on a covered cell. */
function cornersToPart(below: Spans, above: Spans): Spans {
  let cells: number[] | undefined
  for (let i = 0, j = 0; i < below.length && j < above.length; ) {
    const x = below[i]!
    if (x === above[j] && (i & 1) !== (j & 1)) {
      cells ??= []
      if (i & 1) cells.push(x - 1, x)
      else cells.push(x, x + 1)
    }
    if (x < above[j]!) i++
    else if (x > above[j]!) j++
    else {
      i++
      j++
    }
  }
  return cells ?? NO_SPANS
}

/** A label for each span above: that of the spans below that it shares a stretch with, else a new one. */
function labelSpans(
  below: Spans,
  labelsBelow: number[],
  above: Spans,
  parents: number[],
  rootOf: (label: number) => number,
): number[] {
  const labels: number[] = []
  let i = 0
  for (let j = 0; j < above.length; j += 2) {
    let label = -1
    while (i < below.length && below[i + 1]! <= above[j]!) i += 2
    for (let k = i; k < below.length && below[k]! < above[j + 1]!; k += 2) {
      const other = rootOf(labelsBelow[k >> 1]!)
      if (label < 0) label = other
      else parents[other] = label
    }
    if (label < 0) {
      label = parents.length
      parents.push(label)
    }
    labels.push(label)
  }
  return labels
}
