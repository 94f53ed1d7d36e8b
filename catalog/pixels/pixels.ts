import type { Envelope } from '../geometry/shape.ts'
import { type ByteReader, readBytes, writeBytes } from '../track/bytes.ts'
import type { Plane } from './plane.ts'
import { countTerms, degreeOf, MOST_DEGREE, type Surface } from './surface.ts'

/** First and last, both included. */
export type Run = [first: number, last: number]

/** Which row and column of a file a place of a segment has. */
export interface Pixels {
  plane: Plane
  /** All pixels lie in it. */
  extent: Envelope
  /** Columns in which there is something. */
  columns: Run
  row: Surface
  column: Surface
}

const VERSION = 1

/** Numbers of surfaces are multiples of this, in rows or columns. */
export const QUANTUM = 1 / 32
/** Those of the plane, degrees. */
const DEGREES = 1e-5
/** Those of the extent, in the units of the plane: outward. */
const SHARE = 1 / 4096

/** An error of less than half of the rows, or columns, is worth to be kept. */
const WORTH = 0.4

/** More than what places differ by rounding, in rows or columns. */
const ROUNDING = 1e-4

/** A polynomial, how far off it is at most, and the first and last of the rows, or columns, that it tells. */
export interface Fit {
  coefficients: readonly number[]
  error: number
  ends: Run
}

/** Rows and columns that are fitted so, as text; undefined where that says too little. */
export function describePixels(
  plane: Plane,
  extent: Envelope,
  [rows, columns]: [Fit, Fit],
): string | undefined {
  const [row, column] = [worthwhile(rows), worthwhile(columns)]
  if (row.degree + column.degree === 0) return undefined
  return encodePixels({ plane, extent: keptExtent(extent), columns: columns.ends, row, column })
}

/** The surface with its error, or where that is too large one that stands for all there are. */
function worthwhile({ coefficients, error, ends: [first, last] }: Fit): Surface {
  const kept = QUANTUM * Math.ceil((error + ROUNDING) / QUANTUM)
  if (kept < WORTH * (last - first)) return { degree: degreeOf(coefficients), coefficients, error: kept }
  return { degree: 0, coefficients: [(first + last) / 2], error: (last - first) / 2 }
}

/** As text, since segments are kept as JSON; some 60 to 100 letters. */
function encodePixels({ plane, extent, columns, row, column }: Pixels): string {
  const writer = writeBytes()
  writer.unsigned(VERSION)
  writer.signed(plane.pole)
  writer.signed(plane.lon0)
  for (const degrees of [plane.x, plane.y]) writer.signed(Math.round(degrees / DEGREES))
  for (const degrees of [plane.halfX, plane.halfY]) writer.unsigned(Math.round(degrees / DEGREES))
  for (const share of extent) writer.signed(Math.round(share / SHARE))
  writer.unsigned(columns[0])
  writer.unsigned(columns[1] - columns[0])
  for (const { degree, coefficients, error } of [row, column]) {
    writer.unsigned(degree)
    writer.unsigned(Math.round(error / QUANTUM))
    for (const coefficient of coefficients) writer.signed(Math.round(coefficient / QUANTUM))
  }
  return Buffer.from(writer.finish()).toString('base64')
}

/** Undefined for what this version did not write. */
export function decodePixels(text: string): Pixels | undefined {
  try {
    const reader = readBytes(Buffer.from(text, 'base64'))
    if (reader.unsigned() !== VERSION) return undefined
    const [pole, lon0] = [reader.signed(), reader.signed()]
    // Divided, so that they are the very numbers that were written.
    const [x, y] = [reader.signed() / 1e5, reader.signed() / 1e5]
    const [halfX, halfY] = [reader.unsigned() / 1e5, reader.unsigned() / 1e5]
    const side = () => reader.signed() * SHARE
    const extent: Envelope = [side(), side(), side(), side()]
    const first = reader.unsigned()
    const columns: Run = [first, first + reader.unsigned()]
    const [row, column] = [readSurface(reader), readSurface(reader)]
    if (!(halfX > 0 && halfY > 0)) return undefined
    return row && column && { plane: { pole, lon0, x, y, halfX, halfY }, extent, columns, row, column }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readSurface(reader: ByteReader): Surface | undefined {
  const degree = reader.unsigned()
  if (degree > MOST_DEGREE) return undefined
  const error = reader.unsigned() * QUANTUM
  return {
    degree,
    error,
    coefficients: Array.from({ length: countTerms(degree) }, () => reader.signed() * QUANTUM),
  }
}

/** The extent that is kept of one: no less. */
function keptExtent([left, low, right, high]: Envelope): Envelope {
  const [down, up] = [Math.floor, Math.ceil].map((round) => (value: number) => round(value / SHARE) * SHARE)
  return [down!(left), down!(low), up!(right), up!(high)]
}
