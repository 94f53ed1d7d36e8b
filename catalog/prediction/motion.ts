import type { Position } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'
import { positionAt } from '../track/evaluate.ts'
import type { Track } from '../track/track.ts'

/** Where a satellite is over the ground at a time, degrees; undefined where that is not known. */
export type Motion = (instant: PreciseInstant) => Position | undefined

/** Milliseconds. */
const ROUNDING = 0.01

/** @param delay milliseconds by which all of the track is later */
export function motionAlong(track: Track, delay = 0): Motion {
  return (instant) => {
    const own = instant - delay
    // What was added is taken away again with some rounding.
    const isAtEnd = own > track.end && own < track.end + ROUNDING
    const isAtStart = own < track.start && own > track.start - ROUNDING
    return positionAt(track, isAtEnd ? track.end : isAtStart ? track.start : own)
  }
}
