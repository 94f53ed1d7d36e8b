import type { Granule } from '../granule.ts'
import { decodeTracks } from '../track/decode.ts'
import type { Track } from '../track/track.ts'
import type { Approach, Crossing, Overlap, Side, Window } from './crossover.ts'
import { type OverlapCriteria, overlapGranules } from './overlap.ts'
import { describeSide } from './side.ts'
import { approachTracks } from './tracks/approach.ts'
import { crossTracks } from './tracks/cross.ts'
import type { CrossingCriteria, Passage } from './tracks/crossing.ts'

/** How two granules are compared, mode by mode: what they share within the window, by time of a. */
export interface Comparisons {
  /** Of two granules with ground tracks; a granule with itself gives each crossing once, the earlier passage as a. */
  crossings(a: Granule, b: Granule, criteria: CrossingCriteria): Crossing[]
  approaches(a: Granule, b: Granule, criteria: { window: Window; distanceKm: number }): Approach[]
  overlaps(a: Granule, b: Granule, criteria: OverlapCriteria): Overlap[]
}

export const exactComparisons: Comparisons = {
  crossings: (a, b, criteria) =>
    crossTracks(tracksOf(a), tracksOf(b), criteria).map(({ a: first, b: second, ...rest }) => ({
      mode: 'crossing',
      ...rest,
      a: sideAt(a, first),
      b: sideAt(b, second),
    })),
  approaches: (a, b, criteria) =>
    approachTracks(tracksOf(a), tracksOf(b), criteria).map(({ a: first, b: second, ...rest }) => ({
      mode: 'approach',
      ...rest,
      a: { ...describeSide(a), ...first },
      b: { ...describeSide(b), ...second },
    })),
  overlaps: overlapGranules,
}

const decoded = new WeakMap<Granule, Track[]>()

function tracksOf(granule: Granule): Track[] {
  const known = decoded.get(granule)
  if (known) return known
  const tracks = granule.track ? decodeTracks(granule.track) : []
  decoded.set(granule, tracks)
  return tracks
}

function sideAt(granule: Granule, { time, row, beam, direction }: Passage): Side {
  return { ...describeSide(granule), start: time, end: time, rows: [row, row], beam, direction }
}
