import { decompose, substitute } from '../geometry/cholesky.ts'
import type { Vector } from '../geometry/sphere.ts'
import { evaluateBasis, MOST_COEFFICIENTS } from './basis.ts'

/** Measurements that a fit looks at, at most; all are looked at to see whether it holds. */
const NODES = 48

/** How far off the unit sphere a fitted piece runs at most. */
export const MOST_OFF_SPHERE = 1e-4

/** A piece of a track, its vertices and coefficients whole multiples of the quantum. */
export interface FittedPiece {
  from: number[]
  to: number[]
  coefficients: number[]
}

/** Where the measurements are: in what piece's time, and in which directions. */
export interface Stretch {
  first: number
  last: number
  /** Of the piece: where s is -1 and 1. */
  start: number
  end: number
}

export interface Measurements {
  time: Float64Array
  /** Unit vectors. */
  xyz: Float64Array
}

export interface Precision {
  /** Radians. */
  bound: number
  /** What vertices and coefficients are multiples of. */
  quantum: number
}

/** The least piece between two vertices that passes all measurements of the stretch within the bound, if there is one. */
export function fitPiece(
  measured: Measurements,
  stretch: Stretch,
  from: number[],
  to: number[],
  precision: Precision,
): FittedPiece | undefined {
  const most = mostCoefficients(stretch)
  for (let count = 0; ; count = Math.min(most, count + 2)) {
    const coefficients = count === 0 ? [] : solve(measured, stretch, from, to, count, precision.quantum)
    const piece = { from, to, coefficients }
    if (coefficients && holds(measured, stretch, { ...piece, coefficients }, precision)) {
      return { ...piece, coefficients: trim(coefficients) }
    }
    if (count >= most) return undefined
  }
}

/** The piece with the most coefficients that the measurements bear, whether it holds or not. */
export function fitClosely(
  measured: Measurements,
  stretch: Stretch,
  from: number[],
  to: number[],
  { quantum }: Precision,
): FittedPiece {
  for (let count = mostCoefficients(stretch); count > 0; count--) {
    const coefficients = solve(measured, stretch, from, to, count, quantum)
    if (coefficients) return { from, to, coefficients }
  }
  return { from, to, coefficients: [] }
}

/** Half as many as there are measurements between the vertices: what runs between them is no invention. */
function mostCoefficients({ first, last }: Stretch): number {
  return Math.min(MOST_COEFFICIENTS, (last - first - 1) >> 1)
}

/** Least squares. */
function solve(
  { time, xyz }: Measurements,
  { first, last, start, end }: Stretch,
  from: number[],
  to: number[],
  count: number,
  quantum: number,
): number[] | undefined {
  const normal = new Float64Array(count * count)
  const right = new Float64Array(3 * count)
  const basis = new Float64Array(count)
  let before = -1
  for (let node = 0; node < NODES; node++) {
    const share = (1 - Math.cos((Math.PI * (node + 0.5)) / NODES)) / 2
    const i = first + Math.round(share * (last - first))
    if (i === before) continue
    before = i
    const s = (2 * time[i]! - start - end) / (end - start)
    evaluateBasis(s, count, basis)
    for (let k = 0; k < count; k++) {
      for (let l = 0; l <= k; l++) normal[k * count + l]! += basis[k]! * basis[l]!
      for (let axis = 0; axis < 3; axis++) {
        const chord = ((1 - s) * from[axis]! + (1 + s) * to[axis]!) / 2
        right[3 * k + axis]! += basis[k]! * (xyz[3 * i + axis]! - chord)
      }
    }
  }
  if (!decompose(normal, count)) return undefined
  return substitute(normal, right, count, 3).map((value) => quantum * Math.round(value / quantum))
}

function holds(
  { time, xyz }: Measurements,
  { first, last, start, end }: Stretch,
  piece: FittedPiece,
  { bound }: Precision,
): boolean {
  const limit = bound * bound
  const at: Vector = [0, 0, 0]
  const basis = new Float64Array(piece.coefficients.length / 3)
  for (let i = first; i <= last; i++) {
    const s = end > start ? (2 * time[i]! - start - end) / (end - start) : 0
    evaluatePiece(piece, s, basis, at)
    const length = Math.sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2])
    const x = at[0] / length - xyz[3 * i]!
    const y = at[1] / length - xyz[3 * i + 1]!
    const z = at[2] / length - xyz[3 * i + 2]!
    if (!(x * x + y * y + z * z <= limit)) return false
    if (basis.length > 0 && Math.abs(length - 1) > MOST_OFF_SPHERE) return false
  }
  return true
}

/** @param basis room for as many numbers as there are coefficients of an axis */
export function evaluatePiece(
  { from, to, coefficients }: FittedPiece,
  s: number,
  basis: Float64Array,
  at: Vector,
): void {
  const count = basis.length
  evaluateBasis(s, count, basis)
  for (let axis = 0; axis < 3; axis++) {
    let value = ((1 - s) * from[axis]! + (1 + s) * to[axis]!) / 2
    for (let k = 0; k < count; k++) value += coefficients[3 * k + axis]! * basis[k]!
    at[axis] = value
  }
}

function trim(coefficients: number[]): number[] {
  let count = coefficients.length
  while (count > 0 && coefficients.slice(count - 3, count).every((value) => value === 0)) count -= 3
  return coefficients.slice(0, count)
}
