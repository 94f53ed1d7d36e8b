import { shapesIntersect } from '../geometry/intersects.ts'
import { assembleShape, type Envelope, envelopesMeet, pathOf, type Shape } from '../geometry/shape.ts'
import type { Segment } from '../granule.ts'
import { decodePixels, type Pixels, type Run } from './pixels.ts'
import { rectanglesOf } from './plane.ts'
import { rangeOn, type Surface } from './surface.ts'

type Described = Partial<Pick<Segment, 'rows' | 'columns' | 'pixels'>>

/** Which of a file's rows and columns; absent for all, or where they are not known. */
export type Wanted = Partial<Pick<Segment, 'rows' | 'columns'>>

const decoded = new WeakMap<Described, Pixels | undefined>()

/** Degrees: beyond a shape by the step of the grid on which shapes are cut, and as much again. */
const BESIDE = 2e-5

/** To so many parts of all rows of a segment, or columns, the ends are told: a few kilometres. */
const STEPS = 64

/** Boxes that are tried for either end of the rows, or columns, at most; then the end is where it has been found so far. */
const MOST_TRIALS = 150

/**
 * Of the rows and columns of a segment those between which every pixel in a shape lies; its own where it does not say how they lie.
 * Undefined where no pixel lies in the shape.
 */
export function narrowToShape(segment: Described, shape: Shape): Wanted | undefined {
  const { rows, columns } = segment
  const pixels = pixelsOf(segment)
  if (!pixels || !rows) return { ...(rows && { rows }), ...(columns && { columns }) }
  const { row, column, columns: all } = pixels
  const ownRows = endsOf(row, pixels, shape, rows)
  const ownColumns = ownRows && endsOf(column, pixels, shape, columns ?? all)
  if (!ownRows || !ownColumns) return undefined
  const isWhole = !columns && ownColumns[0] <= all[0] && ownColumns[1] >= all[1]
  return { rows: ownRows, ...(!isWhole && { columns: ownColumns }) }
}

function pixelsOf(segment: Described): Pixels | undefined {
  if (segment.pixels === undefined) return undefined
  if (!decoded.has(segment)) decoded.set(segment, decodePixels(segment.pixels))
  return decoded.get(segment)
}

/** Rounded outward: of a shape between pixels those beside it. Undefined where the surface has nothing in the shape. */
function endsOf(surface: Surface, pixels: Pixels, shape: Shape, [first, last]: Run): Run | undefined {
  const least = leastIn(surface, 1, pixels, shape, last - first)
  if (least === undefined) return undefined
  const greatest = -leastIn(surface, -1, pixels, shape, last - first)!
  // Pixels lie in no line, but half a step beside one.
  const beside = surface.error + (shape.polygons.length > 0 ? 0 : 1)
  const within = (value: number) => Math.max(first, Math.min(last, value))
  return [within(Math.floor(least - beside)), within(Math.ceil(greatest + beside))]
}

/** A box of longitudes and latitudes, and no more than what the surface is in it. */
interface Trial {
  box: Envelope
  least: number
  /** By how much it may be more. */
  slack: number
}

/**
 * No more than a surface, times `sign`, is anywhere in a shape. Of the boxes that meet the shape and where there are pixels the
 * one with the least bound is halved, again and again, until its bound is near: no other is less.
 */
function leastIn(
  surface: Surface,
  sign: number,
  pixels: Pixels,
  shape: Shape,
  length: number,
): number | undefined {
  const near = Math.max(0.5, surface.error / 2, length / STEPS)
  const trials = [trialOf(widened(shape.envelope), surface, sign, pixels, shape)].filter(
    (one) => one !== undefined,
  )
  for (let tried = 0; trials.length > 0; tried++) {
    let best = 0
    for (let i = 1; i < trials.length; i++) if (trials[i]!.least < trials[best]!.least) best = i
    const { box, least, slack } = trials[best]!
    if (slack <= near || tried >= MOST_TRIALS) return least
    const halves = halve(box).flatMap((half) => trialOf(half, surface, sign, pixels, shape) ?? [])
    trials.splice(best, 1, ...halves)
  }
  return undefined
}

function trialOf(
  box: Envelope,
  surface: Surface,
  sign: number,
  { plane, extent }: Pixels,
  shape: Shape,
): Trial | undefined {
  let [least, greatest] = [Infinity, -Infinity]
  for (const rectangle of rectanglesOf(plane, box)) {
    if (!envelopesMeet(rectangle, extent)) continue
    const [low, high] = rangeOn(surface, [
      Math.max(rectangle[0], extent[0]),
      Math.max(rectangle[1], extent[1]),
      Math.min(rectangle[2], extent[2]),
      Math.min(rectangle[3], extent[3]),
    ])
    least = Math.min(least, sign > 0 ? low : -high)
    greatest = Math.max(greatest, sign > 0 ? high : -low)
  }
  if (least > greatest || !shapesIntersect(shapeOfBox(widened(box)), shape)) return undefined
  return { box, least, slack: greatest - least }
}

/** The side that is longer on the Earth. */
function halve([west, south, east, north]: Envelope): [Envelope, Envelope] {
  const cosine = Math.cos((Math.min(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  if ((east - west) * cosine > north - south) {
    const middle = (west + east) / 2
    return [
      [west, south, middle, north],
      [middle, south, east, north],
    ]
  }
  const middle = (south + north) / 2
  return [
    [west, south, east, middle],
    [west, middle, east, north],
  ]
}

function widened([west, south, east, north]: Envelope): Envelope {
  return [west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE]
}

function shapeOfBox([west, south, east, north]: Envelope): Shape {
  const ring = [west, south, east, south, east, north, west, north, west, south]
  return assembleShape([], [], [[pathOf(ring)]])
}
