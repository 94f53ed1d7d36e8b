import { distanceToShapeKm, surround } from '../geometry/distance.ts'
import type { Shape } from '../geometry/shape.ts'
import { EARTH_RADIUS_KM, toPosition, type Vector } from '../geometry/sphere.ts'
import type { Granule, PreciseInstant } from '../granule.ts'
import { rowAt } from '../track/clock.ts'
import { decodeTracks } from '../track/decode.ts'
import { directionAt, instantAt, shareAt } from '../track/evaluate.ts'
import type { Track } from '../track/track.ts'
import type { Stretch } from './side.ts'

/** A track is looked at in steps no longer than this: so far beyond what is asked for may rows reach, and half as far again. */
const STEP_KM = 2

/** What has to be near a place for it to lie in an overlap: one of each. */
export type Conditions = readonly (readonly Shape[])[]

/**
 * A stretch of a granule with a ground track without the rows and times at both ends that surely do not lie in some shapes. No measurement
 * that does is left out: the track passes all of them within its bound, and each step of it lies in a ball, by how fast it goes at most.
 */
export function narrowToTrack(granule: Granule, stretch: Stretch, conditions: Conditions): Stretch {
  if (!granule.track || !stretch.rows) return stretch
  let [start, end] = [Infinity, -Infinity]
  let [first, last] = [Infinity, -Infinity]
  for (const track of tracksOf(granule)) {
    const within = spanWithin(track, stretch, conditions)
    if (!within) continue
    start = Math.min(start, within[0])
    end = Math.max(end, within[1])
    const rows = within.map((instant) => rowAt(track.clock, instant))
    first = Math.min(first, ...rows)
    last = Math.max(last, ...rows)
  }
  const rows: [number, number] = [Math.max(stretch.rows[0], first), Math.min(stretch.rows[1], last)]
  if (!(rows[0] <= rows[1])) return stretch
  return { ...stretch, start: Math.max(stretch.start, start), end: Math.min(stretch.end, end), rows }
}

const decoded = new WeakMap<Granule, Track[]>()

function tracksOf(granule: Granule): Track[] {
  const tracks = decoded.get(granule) ?? decodeTracks(granule.track!)
  decoded.set(granule, tracks)
  return tracks
}

/** From the first step of a track that may lie in the shapes to the last one. */
function spanWithin(
  track: Track,
  { start, end }: Stretch,
  conditions: Conditions,
): [PreciseInstant, PreciseInstant] | undefined {
  const steps = stepsBetween(track, start, end)
  const first = steps.find((step) => mayLie(track, step, conditions))
  const last = first && steps.findLast((step) => mayLie(track, step, conditions))
  return first && last && [instantAt(track, first.piece, first.from), instantAt(track, last.piece, last.to)]
}

/** Of a piece, from one s to another. */
interface Step {
  piece: number
  from: number
  to: number
}

function stepsBetween(track: Track, start: PreciseInstant, end: PreciseInstant): Step[] {
  const steps: Step[] = []
  for (let piece = 0; piece < track.count; piece++) {
    if (track.ends[piece]! < start || track.starts[piece]! > end) continue
    const low = Math.max(-1, shareAt(track, piece, start))
    const high = Math.min(1, shareAt(track, piece, end))
    const km = track.bounds.speeds[piece]! * (high - low) * EARTH_RADIUS_KM
    const count = Math.max(1, Math.ceil(km / STEP_KM))
    for (let k = 0; k < count; k++) {
      steps.push({
        piece,
        from: low + ((high - low) * k) / count,
        to: low + ((high - low) * (k + 1)) / count,
      })
    }
  }
  return steps
}

function mayLie(track: Track, { piece, from, to }: Step, conditions: Conditions): boolean {
  const at: Vector = [0, 0, 0]
  directionAt(track, piece, (from + to) / 2, at)
  const km = (track.bounds.speeds[piece]! * (to - from) * EARTH_RADIUS_KM) / 2 + track.boundM / 1000
  const place = surround(...toPosition(at), km)
  return conditions.every((shapes) => shapes.some((shape) => distanceToShapeKm(place, shape) < Infinity))
}
