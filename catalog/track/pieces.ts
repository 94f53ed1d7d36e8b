import type { Vector } from '../geometry/sphere.ts'
import {
  evaluatePiece,
  type FittedPiece,
  fitClosely,
  fitPiece,
  type Measurements,
  type Precision,
  type Stretch,
} from './fit.ts'
import { chordBetween, LONGEST_PIECE } from './sampling.ts'

/** Ends are drawn out only from so many measurements. */
const FEWEST_TO_EXTEND = 4

/** A stretch without gaps as pieces that adjoin. */
export interface Run {
  pieces: RunPiece[]
  /** Whether it reaches beyond its first and last measurement. */
  reachesBack: boolean
  reachesOn: boolean
}

export interface RunPiece extends FittedPiece {
  /** From the measurement at which it starts to that at which it ends. */
  steps: number
}

type Placed = FittedPiece & Stretch

export function cutRun(
  measured: Measurements,
  [first, last]: [number, number],
  reach: { back: number; on: number },
  precision: Precision,
): Run {
  const pieces: Placed[] = []
  for (const [from, to] of cutByArc(measured, first, last)) fitAll(measured, from, to, precision, pieces)
  const joined = join(measured, pieces, precision)
  const reachesBack = extend(measured, joined, 0, -reach.back, precision)
  const reachesOn = extend(measured, joined, joined.length - 1, reach.on, precision)
  return {
    pieces: joined.map(({ from, to, coefficients, first, last }) => ({
      from,
      to,
      coefficients,
      steps: last - first,
    })),
    reachesBack,
    reachesOn,
  }
}

/** In stretches of equal length, none much longer than a piece may be. */
function cutByArc({ xyz }: Measurements, first: number, last: number): [number, number][] {
  if (first === last) return []
  let arc = 0
  for (let i = first; i < last; i++) arc += chordBetween(xyz, i, i + 1)
  const parts = Math.max(1, Math.ceil(arc / LONGEST_PIECE))
  const cuts: [number, number][] = []
  let [start, reached] = [first, 0]
  for (let i = first + 1; i < last; i++) {
    reached += chordBetween(xyz, i - 1, i)
    if (reached * parts < arc * (cuts.length + 1)) continue
    cuts.push([start, i])
    start = i
  }
  return [...cuts, [start, last]]
}

/** Halved until it fits; two measurements always do. */
function fitAll(measured: Measurements, first: number, last: number, precision: Precision, pieces: Placed[]) {
  const piece = fitBetween(measured, first, last, precision)
  if (piece) {
    pieces.push(piece)
    return
  }
  const middle = (first + last) >> 1
  fitAll(measured, first, middle, precision, pieces)
  fitAll(measured, middle, last, precision, pieces)
}

function fitBetween(
  measured: Measurements,
  first: number,
  last: number,
  precision: Precision,
): Placed | undefined {
  const { time, xyz } = measured
  const stretch = { first, last, start: time[first]!, end: time[last]! }
  const [from, to] = [first, last].map((i) => roundVertex(xyz.subarray(3 * i, 3 * i + 3), precision))
  const piece = fitPiece(measured, stretch, from!, to!, precision)
  if (piece) return { ...piece, ...stretch }
  return last - first > 1 ? undefined : { from: from!, to: to!, coefficients: [], ...stretch }
}

/** Halves of which two neighbours are one after all. */
function join(measured: Measurements, pieces: Placed[], precision: Precision): Placed[] {
  const joined: Placed[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    const one =
      before &&
      chordBetween(measured.xyz, before.first, piece.last) < LONGEST_PIECE &&
      fitBetween(measured, before.first, piece.last, precision)
    const apart = before ? before.coefficients.length + piece.coefficients.length + 3 : 0
    if (one && one.coefficients.length <= apart) joined[joined.length - 1] = one
    else joined.push(piece)
  }
  return joined
}

/** Draws the first or last piece out by so many milliseconds, back where that is negative, if it is known well enough. */
function extend(
  measured: Measurements,
  pieces: Placed[],
  index: number,
  reach: number,
  precision: Precision,
): boolean {
  const piece = pieces[index]
  if (!piece || reach === 0 || piece.last - piece.first + 1 < FEWEST_TO_EXTEND) return false
  const { start, end, from, to } = piece
  const drawn = { ...piece, ...(reach < 0 ? { start: start + reach } : { end: end + reach }) }
  const tip: Vector = [0, 0, 0]
  const s = (reach < 0 ? -1 : 1) * (1 + (2 * Math.abs(reach)) / (end - start))
  const close = fitClosely(measured, piece, from, to, precision)
  evaluatePiece(close, s, new Float64Array(close.coefficients.length / 3), tip)
  drawn[reach < 0 ? 'from' : 'to'] = roundVertex(tip, precision)
  const fitted = fitPiece(measured, drawn, drawn.from, drawn.to, precision)
  if (fitted) pieces[index] = { ...drawn, ...fitted }
  return fitted !== undefined
}

function roundVertex(xyz: ArrayLike<number>, { quantum }: Precision): number[] {
  return [0, 1, 2].map((axis) => quantum * Math.round(xyz[axis]! / quantum))
}
