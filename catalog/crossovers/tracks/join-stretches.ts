import { distanceKm } from '../../geometry/sphere.ts'
import type { Position } from '../../geometry/types.ts'
import type { PreciseInstant } from '../../granule.ts'
import { positionAt } from '../../track/evaluate.ts'
import type { Track } from '../../track/track.ts'
import type { Stretch } from './stretch.ts'

/** Stretches that follow one another on both tracks, in the order of a's time. */
export type Joined = [Stretch, ...Stretch[]]

/**
 * Joins what arcs have cut. Where a track bends away from the other, places outside of the bend have two beside them and
 * places inside none: what is no farther apart than the distance hangs together, unless a gap lies between.
 */
export function joinStretches(stretches: Stretch[], withinKm: number): Joined[] {
  const ordered = stretches.toSorted((p, q) => p.from.timeA - q.from.timeA)
  const joined: Joined[] = []
  let open: Joined[] = []
  for (const stretch of ordered) {
    const near = open.find((one) => follows(one.at(-1)!, stretch, withinKm))
    if (near) {
      near.push(stretch)
      continue
    }
    open = open.filter((one) => isNear(one.at(-1)!, stretch, withinKm))
    const alone: Joined = [stretch]
    open.push(alone)
    joined.push(alone)
  }
  return joined
}

function follows(before: Stretch, after: Stretch, withinKm: number): boolean {
  const [a, b] = [after.a.track, after.b.track]
  return (
    isUnbroken(a, before.a.piece, after.a.piece) &&
    isUnbroken(b, before.b.piece, after.b.piece) &&
    isNear(before, after, withinKm) &&
    apartKm(b, before.to.timeB, after.from.timeB) <= withinKm
  )
}

function isNear(before: Stretch, after: Stretch, withinKm: number): boolean {
  const from = before.to.timeA
  return after.from.timeA <= from || apartKm(after.a.track, from, after.from.timeA) <= withinKm
}

/** No gap between two pieces. */
function isUnbroken({ joined }: Track, one: number, other: number): boolean {
  for (let piece = Math.min(one, other) + 1; piece <= Math.max(one, other); piece++) {
    if (!joined[piece]) return false
  }
  return true
}

function apartKm(track: Track, one: PreciseInstant, other: PreciseInstant): number {
  const [p, q] = [place(track, one), place(track, other)]
  return distanceKm(p[0], p[1], q[0], q[1])
}

/** Of a time that may lie a rounding outside of the track. */
function place(track: Track, instant: PreciseInstant): Position {
  return positionAt(track, Math.min(track.end, Math.max(track.start, instant))) ?? [Number.NaN, Number.NaN]
}
