import { clip, type Drawing, draw, geometryOf, joinDrawings } from '../geometry/clip.ts'
import { byDimension } from '../geometry/dimensions.ts'
import { shapesIntersect } from '../geometry/intersects.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { Geometry } from '../geometry/types.ts'
import type { Granule } from '../granule.ts'
import type { Overlap, Window } from './crossover.ts'
import { type LaidOut, layOut, sizeOf } from './laid-out.ts'
import { findMeetings, groupMeetings, type Meeting } from './meetings.ts'
import { type Stretch, sideOf, sideWithin } from './side.ts'
import { narrowToTrack } from './track-rows.ts'
import { leastDifference, reversedWindow } from './window.ts'

export interface OverlapCriteria {
  window: Window
  /** The share, 0..1, that an overlap has at least of the one granule or of the other. */
  leastShare?: number
  /** Overlaps are cut by it; where it has no extent (a point, a line) those that meet it are kept whole. */
  area?: Geometry
}

/**
 * Where two granules with segments, at least one of which covers an area, see the same place within the window: one overlap for
 * each stretch of rows that goes on in both, by time of `a`. Two tracks have crossings instead, and so none here.
 *
 * What counts is the segments: all that two of them share is in when any of their times are within the window. So nothing is missed
 * but slivers under two steps of the grid on which is cut (1.1 m each, `geometry/clip.ts`). Granules that only touch do not overlap.
 * A granule overlaps itself; leave that to the caller.
 */
export function overlapGranules(a: Granule, b: Granule, criteria: OverlapCriteria): Overlap[] {
  const { window } = criteria
  if (leastDifference(a, b, window) === undefined) return []
  const [one, other] = [layOut(a), layOut(b)]
  if (one.dimension <= other.dimension) return overlapsOf(one, other, criteria)
  return overlapsOf(other, one, { ...criteria, window: reversedWindow(window) })
    .map(reversed)
    .sort(byTime)
}

/** @param a of no more dimensions than `b` */
function overlapsOf(a: LaidOut, b: LaidOut, { window, leastShare = 0, area }: OverlapCriteria): Overlap[] {
  if (b.dimension < 2 || !shapesIntersect(a.shape, b.shape)) return []
  const common = commonOf(a, b, area)
  if (common.paths.length === 0) return []
  return groupMeetings(findMeetings(a, b, common, window))
    .flatMap((group): Overlap[] => {
      const geometry = unionOf(group, a)
      if (!geometry || (area && !cuts(area) && !shapesIntersect(shapeOf(geometry), shapeOf(area)))) return []
      const size = sizeOf(geometry, a.dimension)
      const shape = shapeOf(geometry)
      const ofA = a.granule.track
        ? sideOf(a.granule, narrowed(group, a, b, area))
        : sideWithin(a.granule, stretchesOf(group, 'a'), shape)
      const ofB = sideWithin(b.granule, stretchesOf(group, 'b'), shape)
      const overlap: Overlap = {
        mode: 'overlap',
        a: ofA,
        b: ofB,
        difference: fartherFromZero(nearestToZero(group), leastDifference(ofA, ofB, window)),
        geometry,
        areaKm2: a.dimension === 2 ? size : 0,
        shareOfA: shareOf(size, a),
        shareOfB: a.dimension === 2 ? shareOf(size, b) : 0,
      }
      return Math.max(overlap.shareOfA, overlap.shareOfB) >= leastShare ? [overlap] : []
    })
    .sort(byTime)
}

/** Where both see something, at whatever time: of a track or of points, what they can be cut with. */
function commonOf(a: LaidOut, b: LaidOut, area: Geometry | undefined): Drawing {
  const both = a.dimension === 2 ? clip(a.drawing, b.drawing) : b.drawing
  return area && cuts(area) ? clip(both, draw(area, 2)) : both
}

function cuts(area: Geometry): boolean {
  const { polygons, lines, points } = byDimension(area)
  return polygons.length > 0 && lines.length + points.length === 0
}

/** Only what parts share that meet within the window. */
function unionOf(group: Meeting[], { dimension }: LaidOut): Geometry | undefined {
  const pieces = [...Map.groupBy(group, ({ a }) => a).values()].map((meetings) => {
    const partners = meetings.map(({ b }) => b.drawing)
    return clip(meetings[0]!.inside, joinDrawings(2, partners))
  })
  return geometryOf(joinDrawings(dimension, pieces))
}

/** Those of a ground track, with the rows alone that may lie in what they meet. */
function narrowed(group: Meeting[], a: LaidOut, b: LaidOut, area: Geometry | undefined): Stretch[] {
  const wanted = area && cuts(area) ? [[shapeOf(area)]] : []
  return [...Map.groupBy(group, (meeting) => meeting.a.stretch)].map(([stretch, meetings]) =>
    narrowToTrack(a.granule, stretch, [[b.shape], meetings.map((meeting) => meeting.b.shape), ...wanted]),
  )
}

/** No difference is nearer to zero than either says. */
function fartherFromZero(one: number, other: number | undefined): number {
  return other !== undefined && Math.abs(other) > Math.abs(one) ? other : one
}

function stretchesOf(group: Meeting[], side: 'a' | 'b'): Stretch[] {
  return [...new Set(group.map((meeting) => meeting[side].stretch))]
}

function nearestToZero(group: Meeting[]): number {
  return group.reduce(
    (best, { difference }) => (Math.abs(difference) < Math.abs(best) ? difference : best),
    Infinity,
  )
}

function shareOf(size: number, { size: whole }: LaidOut): number {
  return whole > 0 ? Math.min(1, size / whole) : 0
}

function reversed({ a, b, shareOfA, shareOfB, difference, ...rest }: Overlap): Overlap {
  return { ...rest, a: b, b: a, shareOfA: shareOfB, shareOfB: shareOfA, difference: 0 - difference }
}

function byTime(one: Overlap, other: Overlap): number {
  return one.a.start - other.a.start || one.b.start - other.b.start
}
