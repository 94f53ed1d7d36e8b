import { EARTH_RADIUS_KM } from '../../geometry/sphere.ts'
import type { PreciseInstant } from '../../granule.ts'
import { shareAt } from '../../track/evaluate.ts'
import type { Track } from '../../track/track.ts'
import type { Stretch } from './stretch.ts'

/** Stretches that follow one another on both tracks, in the order in which they begin on a. */
export interface Joined {
  stretches: [Stretch, ...Stretch[]]
  /** That which ends last on a: one may lie within another. */
  last: Stretch
}

/**
 * Joins what arcs have cut. Where a track bends away from the other, places outside of the bend have two beside them and
 * places inside none: what is no farther apart than the distance hangs together, unless a gap lies between.
 */
export function joinStretches(stretches: Stretch[], withinKm: number): Joined[] {
  const ordered = stretches.toSorted((p, q) => p.from.timeA - q.from.timeA)
  const joined: Joined[] = []
  let open: Joined[] = []
  for (const stretch of ordered) {
    const near = open.find((one) => follows(one.last, stretch, withinKm))
    if (near) {
      near.stretches.push(stretch)
      if (stretch.to.timeA > near.last.to.timeA) near.last = stretch
      continue
    }
    open = open.filter((one) => isNear(one.last, stretch, withinKm))
    const alone: Joined = { stretches: [stretch], last: stretch }
    open.push(alone)
    joined.push(alone)
  }
  return joined
}

function follows(before: Stretch, after: Stretch, withinKm: number): boolean {
  return (
    isNear(before, after, withinKm) &&
    hangTogether(
      after.b.track,
      [before.b.piece, before.to.timeB],
      [after.b.piece, after.from.timeB],
      withinKm,
    )
  )
}

function isNear(before: Stretch, after: Stretch, withinKm: number): boolean {
  const [reached, start] = [before.to.timeA, after.from.timeA]
  if (start <= reached) return true
  return hangTogether(after.a.track, [before.a.piece, reached], [after.a.piece, start], withinKm)
}

type Moment = [piece: number, time: PreciseInstant]

/** Whether the way along a track from one time to another, whichever is the earlier, is no longer than that, with no gap. */
function hangTogether(track: Track, one: Moment, other: Moment, withinKm: number): boolean {
  const [[first, start], [last, end]] = one[0] <= other[0] ? [one, other] : [other, one]
  let radians = 0
  for (let piece = first; piece <= last && radians * EARTH_RADIUS_KM <= withinKm; piece++) {
    if (piece > first && !track.joined[piece]) return false
    const from = piece === first ? shareAt(track, piece, start) : -1
    const to = piece === last ? shareAt(track, piece, end) : 1
    radians += track.bounds.speeds[piece]! * Math.abs(to - from)
  }
  return radians * EARTH_RADIUS_KM <= withinKm
}
