import { cross, EARTH_RADIUS_KM, norm } from '../../geometry/sphere.ts'
import type { Track } from '../../track/track.ts'
import { PARALLEL } from './abreast.ts'
import { type Arc, arcOfPiece, halves } from './arc.ts'
import type { ApproachCriteria, TrackApproach } from './crossing.ts'
import { describeStay } from './describe-stay.ts'
import { joinStretches } from './join-stretches.ts'
import { eachNear } from './near.ts'
import { areAbreast, areApart, BESIDE, sideOf } from './sides.ts'
import { type Stretch, stretchesOf } from './stretch.ts'

/** Arcs no longer than this, or twice the distance, are looked at place by place, kilometres. */
const SHORT_KM = 100

/**
 * The stretches of tracks of one file along which a track of another runs side by side (in either direction, within 15
 * degrees) and no farther than the distance, both there within the window; in the order of a's time.
 */
export function approachTracks(
  a: Track[],
  b: Track[],
  { window, distanceKm }: ApproachCriteria,
): TrackApproach[] {
  const distance = distanceKm / EARTH_RADIUS_KM
  const short = Math.max(SHORT_KM, 2 * distanceKm) / EARTH_RADIUS_KM
  const approaches: TrackApproach[] = []
  for (const first of a) {
    for (const second of b) {
      const stretches: Stretch[] = []
      eachNear(first, second, window, distance, (i, j) => {
        eachShort(arcOfPiece(first, i), arcOfPiece(second, j), distance, short, (one, other) => {
          const found = stretchesOf(one, other, ({ distance: apart, timeA, timeB }) => {
            const difference = timeB - timeA
            return apart <= distance && difference >= window.least && difference <= window.greatest
          })
          stretches.push(...found)
        })
      })
      approaches.push(...joinStretches(stretches, distanceKm).map(describeStay))
    }
  }
  return approaches.sort((p, q) => p.a.start - q.a.start || p.b.start - q.b.start)
}

/** Halves arcs until they are short, apart, or surely not side by side. */
function eachShort(a: Arc, b: Arc, distance: number, short: number, tell: (a: Arc, b: Arc) => void): void {
  if (areApart(a, b, distance) || !areAbreast(a, b, distance)) return
  const normalA = cross(a.from, a.to)
  const normalB = cross(b.from, b.to)
  const [lengthA, lengthB] = [norm(normalA), norm(normalB)]
  const width = a.bulge + b.bulge + distance
  if (sideOf(b, normalA, width * lengthA) === BESIDE || sideOf(a, normalB, width * lengthB) === BESIDE) return
  // Over a distance great circles turn towards each other by no more than its square.
  const spread = (a.length + b.length + distance) ** 2
  const sine = lengthA * lengthB > 0 ? norm(cross(normalA, normalB)) / (lengthA * lengthB) : 0
  if (sine - a.sway - b.sway - spread > Math.sin(PARALLEL)) return
  if (a.length <= short && b.length <= short) {
    tell(a, b)
    return
  }
  const halfA = a.length >= b.length
  for (const part of halves(halfA ? a : b)) {
    eachShort(halfA ? part : a, halfA ? b : part, distance, short, tell)
  }
}
