import { EARTH_RADIUS_KM } from '../geometry/sphere.ts'
import { type ByteWriter, writeBytes } from './bytes.ts'
import { instantsOf, setClock, writeClock } from './clock.ts'
import type { Measurements } from './fit.ts'
import { cutRun, type Run } from './pieces.ts'
import { type Sampling, takeSamples } from './sampling.ts'
import type { TrackSamples } from './track.ts'

export const TRACK_VERSION = 1

/** How near a track passes its measurements, metres, and what its numbers are multiples of: 2^-bits. */
const precisions = [
  { boundM: 1, bits: 26 },
  { boundM: 4, bits: 23 },
] as const
/** A track that takes more bytes a measurement than this is rough... */
const ROUGH = 1
/** ...and has the wider bound if that saves so much. */
const WORTH = 0.7

/**
 * The ground tracks of a file, one a beam, as bytes that `decodeTracks` reads. Undefined where no beam has two measurements
 * with time and place, one soon after the other.
 *
 * | bytes | |
 * |---|---|
 * | version, number of beams | |
 * | a beam: index, bound in metres, bits, half a step in microseconds, number of runs | |
 * | its clock: number of knots, first time; a knot: rows on and whether linked, microseconds on | |
 * | a run: 4 x number of pieces + 2 where it reaches back + 1 where it reaches on; first vertex | |
 * | a piece: 16 x steps + number of coefficients; the step to its last vertex; coefficients | |
 *
 * Vertices and coefficients are whole multiples of 2^-bits of the radius, a vertex given by its difference from the one before it.
 */
export function encodeTracks(beams: TrackSamples[]): Uint8Array | undefined {
  const encoded = beams.flatMap((beam, index) => {
    const sampling = takeSamples(beam)
    if (!sampling?.runs.some(([first, last]) => last > first)) return []
    return [encodeBeam(sampling, index)]
  })
  if (encoded.length === 0) return undefined
  const writer = writeBytes()
  writer.unsigned(TRACK_VERSION)
  writer.unsigned(encoded.length)
  for (const bytes of encoded) writer.bytes(bytes)
  return writer.finish()
}

function encodeBeam(sampling: Sampling, index: number): Uint8Array {
  const [fine, wide] = precisions
  const exact = encodeAt(sampling, index, fine)
  if (exact.length < ROUGH * sampling.rows.length) return exact
  const rough = encodeAt(sampling, index, wide)
  return rough.length < WORTH * exact.length ? rough : exact
}

function encodeAt(
  { rows, time, xyz, runs, reach }: Sampling,
  index: number,
  { boundM, bits }: (typeof precisions)[number],
): Uint8Array {
  const clock = setClock(rows, time)
  const instantOf = instantsOf(clock)
  // Positions are held against the times that will be read back.
  const measured: Measurements = { time: Float64Array.from(rows, (_, i) => instantOf(i)), xyz }
  const precision = { bound: boundM / 1000 / EARTH_RADIUS_KM, quantum: 2 ** -bits }
  const halfStep = Math.floor(1000 * reach)
  const writer = writeBytes()
  writer.unsigned(index)
  writer.unsigned(boundM)
  writer.unsigned(bits)
  writer.unsigned(halfStep)
  writer.unsigned(runs.length)
  writeClock(writer, clock)
  let vertex = [0, 0, 0]
  runs.forEach((run, r) => {
    const back = r === 0 ? halfStep / 1000 : 0
    const on = r === runs.length - 1 ? halfStep / 1000 : 0
    vertex = writeRun(writer, cutRun(measured, run, { back, on }, precision), vertex, precision.quantum)
  })
  return writer.finish()
}

/** Returns the last vertex. */
function writeRun(
  writer: ByteWriter,
  { pieces, reachesBack, reachesOn }: Run,
  before: number[],
  quantum: number,
): number[] {
  const write = (values: number[]) => {
    for (const value of values) writer.signed(Math.round(value / quantum))
  }
  let vertex = before
  const go = (to: number[]) => {
    write(to.map((value, axis) => value - vertex[axis]!))
    vertex = to
  }
  writer.unsigned(4 * pieces.length + (reachesBack ? 2 : 0) + (reachesOn ? 1 : 0))
  if (pieces[0]) go(pieces[0].from)
  for (const { steps, to, coefficients } of pieces) {
    writer.unsigned(16 * steps + coefficients.length / 3)
    go(to)
    write(coefficients)
  }
  return vertex
}
