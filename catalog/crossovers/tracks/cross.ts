import type { Track } from '../../track/track.ts'
import { runAlong } from './along.ts'
import { arcOfPiece } from './arc.ts'
import type { CrossingCriteria, TrackCrossing } from './crossing.ts'
import { describeMeeting } from './describe.ts'
import { meet } from './meet.ts'
import { eachNear } from './near.ts'

/** Two that are nearer in both times than this are one, milliseconds. */
const SAME_MS = 2

/**
 * Every place where a track of one file crosses a track of another within the window, in the order of a's time. Given the
 * same tracks twice, the places where they cross themselves, each once: a is then the earlier one, unless only the later one
 * lies in the window.
 */
export function crossTracks(a: Track[], b: Track[], criteria: CrossingCriteria): TrackCrossing[] {
  const itself = a === b
  const crossings: TrackCrossing[] = []
  a.forEach((first, i) => {
    for (const second of itself ? b.slice(i) : b) crossPair(first, second, criteria, itself, crossings)
  })
  return withoutRepeats(crossings)
}

function crossPair(
  a: Track,
  b: Track,
  { window, leastAngle = 0 }: CrossingCriteria,
  itself: boolean,
  crossings: TrackCrossing[],
): void {
  const holds = (difference: number) => difference >= window.least && difference <= window.greatest
  const most = Math.max(Math.abs(window.least), Math.abs(window.greatest))
  const either = itself ? { least: -most, greatest: most } : window
  eachNear(a, b, either, 0, (i, j) => {
    if (a === b && i === j) return
    meet(arcOfPiece(a, i), arcOfPiece(b, j), (meeting) => {
      const crossing = runAlong(meeting) ? undefined : describeMeeting(meeting)
      if (!crossing || Math.min(crossing.angle, 180 - crossing.angle) < leastAngle) return
      if (!itself) {
        if (holds(crossing.difference)) crossings.push(crossing)
        return
      }
      const forward = crossing.difference >= 0 ? crossing : turned(crossing)
      if (holds(forward.difference)) crossings.push(forward)
      else if (holds(-forward.difference)) crossings.push(turned(forward))
    })
  })
}

function turned({ a, b, difference, ...rest }: TrackCrossing): TrackCrossing {
  return { ...rest, a: b, b: a, difference: -difference }
}

/** Where tracks nearly touch, two arcs may lead to the same place. */
function withoutRepeats(crossings: TrackCrossing[]): TrackCrossing[] {
  crossings.sort((p, q) => p.a.time - q.a.time || p.b.time - q.b.time)
  const kept: TrackCrossing[] = []
  for (const crossing of crossings) {
    let isNew = true
    for (let k = kept.length - 1; k >= 0 && crossing.a.time - kept[k]!.a.time < SAME_MS; k--) {
      const { a, b } = kept[k]!
      if (
        Math.abs(b.time - crossing.b.time) < SAME_MS &&
        a.beam === crossing.a.beam &&
        b.beam === crossing.b.beam
      )
        isNew = false
    }
    if (isNew) kept.push(crossing)
  }
  return kept
}
