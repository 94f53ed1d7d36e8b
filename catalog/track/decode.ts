import { toPowers } from './basis.ts'
import { boundsOf } from './bounds.ts'
import { type ByteReader, readBytes } from './bytes.ts'
import { instantsOf, readClock } from './clock.ts'
import { TRACK_VERSION } from './encode.ts'
import type { Track } from './track.ts'

/**
 * What `encodeTracks` wrote, one track a beam.
 * @throws RangeError for bytes that are no tracks, or of a newer version
 */
export function decodeTracks(bytes: Uint8Array): Track[] {
  const reader = readBytes(bytes)
  const version = reader.unsigned()
  if (version !== TRACK_VERSION) throw new RangeError(`tracks of version ${version}, not ${TRACK_VERSION}`)
  return Array.from({ length: reader.count() }, () => readTrack(reader))
}

interface Pieces {
  starts: number[]
  ends: number[]
  joined: number[]
  first: number[]
  powers: Float64Array
}

function readTrack(reader: ByteReader): Track {
  const [beam, boundM, bits] = [reader.unsigned(), reader.unsigned(), reader.unsigned()]
  const [reach, runs] = [reader.unsigned() / 1000, reader.count()]
  const clock = readClock(reader)
  const quantum = 2 ** -bits
  const instantOf = instantsOf(clock)
  const pieces: Pieces = { starts: [], ends: [], joined: [], first: [0], powers: new Float64Array(256) }
  let vertex: number[] = [0, 0, 0]
  const next = () => [0, 1, 2].map((axis) => vertex[axis]! + quantum * reader.signed())
  let measurement = 0
  for (let run = 0; run < runs; run++) {
    const head = reader.unsigned()
    const count = Math.floor(head / 4)
    if (count > 0) vertex = next()
    let start = instantOf(measurement) - (head & 2 ? reach : 0)
    for (let k = 0; k < count; k++) {
      const piece = reader.unsigned()
      measurement += Math.floor(piece / 16)
      const to = next()
      const coefficients = Array.from({ length: 3 * (piece % 16) }, () => quantum * reader.signed())
      const end = instantOf(measurement) + (k + 1 === count && head & 1 ? reach : 0)
      addPiece(pieces, vertex, to, coefficients)
      pieces.starts.push(start)
      pieces.ends.push(end)
      pieces.joined.push(k > 0 ? 1 : 0)
      ;[vertex, start] = [to, end]
    }
    measurement++
  }
  const { starts, ends, joined } = pieces
  const powers = pieces.powers.slice(0, 3 * pieces.first.at(-1)!)
  const first = Int32Array.from(pieces.first)
  return {
    beam,
    start: starts[0] ?? clock.times[0]!,
    end: ends.at(-1) ?? clock.times.at(-1)!,
    boundM,
    count: starts.length,
    starts: Float64Array.from(starts),
    ends: Float64Array.from(ends),
    joined: Uint8Array.from(joined),
    powers,
    first,
    bounds: boundsOf(powers, first),
    clock,
  }
}

function addPiece(pieces: Pieces, from: number[], to: number[], coefficients: number[]): void {
  const at = pieces.first.at(-1)!
  const most = 3 * (at + 2 + coefficients.length / 3)
  if (most > pieces.powers.length) {
    const longer = new Float64Array(2 * most)
    longer.set(pieces.powers)
    pieces.powers = longer
  }
  pieces.first.push(at + toPowers(from, to, coefficients, pieces.powers, 3 * at))
}
