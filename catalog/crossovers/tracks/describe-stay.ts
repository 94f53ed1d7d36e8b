import { cutLine, unwrap } from '../../geometry/cut.ts'
import { distanceKm, EARTH_RADIUS_KM, type Vector } from '../../geometry/sphere.ts'
import type { Geometry, Position } from '../../geometry/types.ts'
import type { PreciseInstant } from '../../granule.ts'
import { rowAt } from '../../track/clock.ts'
import { positionAt, shareAt } from '../../track/evaluate.ts'
import type { Track } from '../../track/track.ts'
import type { Arc } from './arc.ts'
import type { Stay, TrackApproach } from './crossing.ts'
import { flightAt } from './describe.ts'
import type { Joined } from './join-stretches.ts'
import type { Stretch } from './stretch.ts'

/** From one position of a line to the next, radians. */
const STEP = 0.5 * (Math.PI / 180)

export function describeStay({ stretches, last }: Joined): TrackApproach {
  const [first] = stretches
  const nearest = stretches.reduce((best, one) => (one.nearest.distance < best.nearest.distance ? one : best))
  const line = lineOf(stretches)
  const least = Math.min(...stretches.map((stretch) => stretch.least))
  const greatest = Math.max(...stretches.map((stretch) => stretch.greatest))
  const timesB = stretches.flatMap(({ from, to }) => [from.timeB, to.timeB])
  return {
    geometry: geometryOf(line),
    lengthKm: lengthKm(line),
    leastKm: nearest.nearest.distance * EARTH_RADIUS_KM,
    difference: least > 0 ? least : Math.min(0, greatest),
    a: stayOf(nearest.a, nearest.nearest.s, first.from.timeA, last.to.timeA),
    b: stayOf(nearest.b, nearest.nearest.t, Math.min(...timesB), Math.max(...timesB)),
  }
}

function stayOf({ track, piece }: Arc, s: number, start: number, end: number): Stay {
  const flight: Vector = flightAt({ track, piece, s }, [0, 0, 0])
  const rows = [rowAt(track.clock, start), rowAt(track.clock, end)] as const
  return {
    start,
    end,
    rows: [Math.min(...rows), Math.max(...rows)],
    beam: track.beam,
    direction: flight[2] >= 0 ? 'ascending' : 'descending',
  }
}

/** Where several places of b are beside one of a, stretches share it. */
function lineOf(stretches: Stretch[]): Position[] {
  let reached = -Infinity
  const line = stretches.flatMap(({ a: { track, piece }, from, to }) => {
    const [start, end] = [Math.max(reached, from.timeA), to.timeA]
    if (start > end) return []
    reached = end
    const radians = track.bounds.speeds[piece]! * (shareAt(track, piece, end) - shareAt(track, piece, start))
    const steps = Math.max(1, Math.ceil(radians / STEP))
    return Array.from({ length: steps + 1 }, (_, k) => placeAt(track, start + ((end - start) * k) / steps))
  })
  return line.filter(([lon, lat], i) => i === 0 || lon !== line[i - 1]![0] || lat !== line[i - 1]![1])
}

function placeAt(track: Track, instant: PreciseInstant): Position {
  const [lon, lat] = positionAt(track, Math.min(track.end, Math.max(track.start, instant)))!
  return [rounded(lon), rounded(lat)]
}

/** To a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

function geometryOf(line: Position[]): Geometry {
  const parts = cutLine(unwrap(line))
  if (parts.length === 0) return { type: 'Point', coordinates: line[0]! }
  return parts.length === 1
    ? { type: 'LineString', coordinates: parts[0]! }
    : { type: 'MultiLineString', coordinates: parts }
}

function lengthKm(line: Position[]): number {
  let km = 0
  for (let i = 1; i < line.length; i++) {
    const [[lon1, lat1], [lon2, lat2]] = [line[i - 1]!, line[i]!]
    km += distanceKm(lon1, lat1, lon2, lat2)
  }
  return km
}
