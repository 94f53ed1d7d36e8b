import type { Shape } from '../geometry/shape.ts'
import type { Segment } from '../granule.ts'
import { type Box, boxAround } from './boxes.ts'
import { decodePixels, type Pixels, type Run } from './pixels.ts'
import { rangeOn, type Surface } from './surface.ts'

type Described = Partial<Pick<Segment, 'rows' | 'columns' | 'pixels'>>

/** Which of a file's rows and columns; absent for all, or where they are not known. */
export type Wanted = Partial<Pick<Segment, 'rows' | 'columns'>>

/** To so many parts of all rows of a segment, or columns, the ends are told: a few kilometres. */
const STEPS = 64

/** Boxes that are halved for either end of the rows, or columns, at most; then the end is where it has been found so far. */
const MOST_HALVED = 150

/**
 * Of the rows and columns of segments of a file those between which every pixel in a shape lies; all of a segment that does not say how
 * they lie. Undefined where no pixel lies in the shape.
 */
export function narrowToShape(segments: readonly Described[], shape: Shape): Wanted | undefined {
  const searches: Search[] = []
  for (const { rows, columns, pixels } of segments) {
    if (!rows) return {}
    searches.push(new Search(rows, columns, pixels, shape))
  }
  // Those that have rows beyond what is found already are looked into, the farthest first: of many segments mostly one at either end.
  let [first, last] = [Infinity, -Infinity]
  for (const search of searches.toSorted((a, b) => a.rows[0] - b.rows[0])) {
    if (search.rows[0] < first) first = Math.min(first, search.firstRow() ?? Infinity)
  }
  for (const search of searches.toSorted((a, b) => b.rows[1] - a.rows[1])) {
    if (search.rows[1] > last) last = Math.max(last, search.lastRow() ?? -Infinity)
  }
  if (first > last) return undefined
  let [left, right] = [Infinity, -Infinity]
  for (const search of searches) {
    if (search.columns[0] < left) left = Math.min(left, search.firstColumn() ?? Infinity)
    if (search.columns[1] > right) right = Math.max(right, search.lastColumn() ?? -Infinity)
  }
  // It may take the columns to see that there is nothing.
  if (left > right) return undefined
  const isWhole = searches.every(({ isWide, columns }) => isWide && left <= columns[0] && right >= columns[1])
  return { rows: [first, last], ...(!isWhole && Number.isFinite(right - left) && { columns: [left, right] }) }
}

/** Of one segment: each end is undefined where it has no pixel in the shape. */
class Search {
  readonly rows: Run
  /** All there are, where it does not have some alone. */
  readonly columns: Run
  readonly isWide: boolean
  readonly #pixels: Pixels | undefined
  readonly #box: Box | undefined
  /** Pixels lie in no line, but half a step beside one. */
  readonly #beside: number

  constructor(rows: Run, columns: Run | undefined, pixels: string | undefined, shape: Shape) {
    this.#pixels = pixels === undefined ? undefined : decodePixels(pixels)
    this.#box = this.#pixels && boxAround(this.#pixels, shape)
    this.#beside = shape.polygons.length > 0 ? 0 : 1
    this.rows = rows
    this.columns = columns ?? this.#pixels?.columns ?? [-Infinity, Infinity]
    this.isWide = columns === undefined
  }

  firstRow(): number | undefined {
    return this.#pixels ? this.#endOf(this.#pixels.row, -1, this.rows) : this.rows[0]
  }

  lastRow(): number | undefined {
    return this.#pixels ? this.#endOf(this.#pixels.row, 1, this.rows) : this.rows[1]
  }

  firstColumn(): number | undefined {
    return this.#pixels ? this.#endOf(this.#pixels.column, -1, this.columns) : this.columns[0]
  }

  lastColumn(): number | undefined {
    return this.#pixels ? this.#endOf(this.#pixels.column, 1, this.columns) : this.columns[1]
  }

  /** Rounded outward: of a shape between pixels those beside it. */
  #endOf(surface: Surface, sign: number, [first, last]: Run): number | undefined {
    if (!this.#box) return undefined
    const most = mostIn(this.#box, surface, sign, last - first)
    if (most === undefined) return undefined
    const end = sign * Math.ceil(most + surface.error + this.#beside)
    return Math.max(first, Math.min(last, end))
  }
}

/** A box, no less than what the surface is in it, and by how much it may be less. */
interface Trial {
  box: Box
  most: number
  slack: number
}

/**
 * No less than a surface, times `sign`, is anywhere in a box. Of its parts the one with the greatest bound is halved, again and again,
 * until its bound is near: no other is more.
 */
function mostIn(whole: Box, surface: Surface, sign: number, length: number): number | undefined {
  const near = Math.max(0.5, surface.error / 2, length / STEPS)
  const trials = [trialOf(whole, surface, sign)]
  for (let halved = 0; trials.length > 0; halved++) {
    let best = 0
    for (let i = 1; i < trials.length; i++) if (trials[i]!.most > trials[best]!.most) best = i
    const { box, most, slack } = trials[best]!
    if (slack <= near || halved >= MOST_HALVED) return most
    trials.splice(best, 1, ...box.halves().map((half) => trialOf(half, surface, sign)))
  }
  return undefined
}

function trialOf(box: Box, surface: Surface, sign: number): Trial {
  let [least, most] = [Infinity, -Infinity]
  for (const rectangle of box.rectangles) {
    const [low, high] = rangeOn(surface, rectangle)
    least = Math.min(least, sign > 0 ? low : -high)
    most = Math.max(most, sign > 0 ? high : -low)
  }
  return { box, most, slack: most - least }
}
