import { clip, type Drawing, geometryOf } from '../geometry/clip.ts'
import { shapesIntersect } from '../geometry/intersects.ts'
import { envelopesMeet, shapeOf } from '../geometry/shape.ts'
import type { Window } from './crossover.ts'
import type { LaidOut, Part } from './laid-out.ts'
import type { Span } from './side.ts'
import { leastDifference } from './window.ts'

/** A part of one granule and a part of another that share a place within the window. */
export interface Meeting {
  a: Part
  b: Part
  /** What of a's part lies in the place that both granules cover. */
  inside: Drawing
  /** The least that both spans of time and the window allow. */
  difference: number
}

/** @param common what both granules cover, whenever they see it */
export function findMeetings(a: LaidOut, b: LaidOut, common: Drawing, window: Window): Meeting[] {
  return a.parts.flatMap((part) => {
    const near = b.parts.flatMap((other) => {
      if (!envelopesMeet(part.shape.envelope, other.shape.envelope)) return []
      const difference = leastDifference(part.stretch, other.stretch, window)
      return difference === undefined ? [] : [{ other, difference }]
    })
    if (near.length === 0) return []
    const inside = clip(part.drawing, common)
    const geometry = geometryOf(inside)
    if (!geometry) return []
    const shape = shapeOf(geometry)
    return near
      .filter(({ other }) => shapesIntersect(shape, other.shape))
      .map(({ other, difference }) => ({ a: part, b: other, inside, difference }))
  })
}

/**
 * Meetings that hang together: from one to the next no rows are left out in either file. So two places where the granules meet
 * are told apart, and one that is cut at the antimeridian stays one.
 */
export function groupMeetings(meetings: Meeting[]): Meeting[][] {
  const byPart = Map.groupBy(meetings, ({ a }) => a)
  const parts = [...byPart.keys()]
  const neighbours = new Map(
    parts.map((part) => [part, parts.filter((other) => adjoin(part.stretch, other.stretch))]),
  )
  const left = new Set(meetings)
  const groups: Meeting[][] = []
  for (const first of meetings) {
    if (!left.delete(first)) continue
    const group = [first]
    for (const { a, b } of group) {
      for (const next of neighbours.get(a)!.flatMap((part) => byPart.get(part)!)) {
        if (!left.has(next) || !adjoin(b.stretch, next.b.stretch)) continue
        left.delete(next)
        group.push(next)
      }
    }
    groups.push(group)
  }
  return groups
}

/** In the file one goes on where the other ends, or they share rows. */
export function adjoin(one: Span, other: Span): boolean {
  return runsAdjoin(one.rows, other.rows) && runsAdjoin(one.columns, other.columns)
}

function runsAdjoin(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  if (!one || !other) return true
  return one[0]! <= other[1]! + 1 && other[0]! <= one[1]! + 1
}
