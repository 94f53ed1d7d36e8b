import type { Degrees } from '../coordinates.ts'
import { distanceKm, spread } from './sphere.ts'

/** How positions of a one-dimensional set follow one another. */
export type Passage =
  /** Passed one after the other, at the speed of a satellite over the ground. */
  | 'track'
  /** Passed one after the other, slower. */
  | 'trajectory'
  /** All at one place. */
  | 'still'
  /** In no order, spread by something as fast as a satellite. */
  | 'cloud'
  /** In no order that tells anything. */
  | 'scattered'

/** Slowest ground speed taken for a satellite's, and fastest: low orbits make 6 to 7.5 km/s, km/s. */
const satelliteSpeed = { least: 2, most: 14 }

/** Places no further apart than this are one place, kilometres. */
const stillKm = 1

/** Samples along the set: few enough that scatter about a track does not add up to much. */
const samples = 64

/**
 * Tells a track from a trajectory and both from a cloud of points by how fast the positions are passed: the length of a
 * path through some of them, over the time that it took.
 * @param durationMs of the whole set, where there are no times for each position
 */
export function tellPassage(
  lon: Degrees,
  lat: Degrees,
  time: Float64Array | undefined,
  durationMs: number,
): Passage {
  const valid: number[] = []
  for (let i = 0; i < lat.length; i++) {
    if (!Number.isNaN(lat[i]!) && !(time !== undefined && Number.isNaN(time[i]!))) valid.push(i)
  }
  const path = spread(valid.length, samples).map((i) => valid[i]!)
  let length = 0
  let furthest = 0
  for (let i = 1; i < path.length; i++) {
    length += distanceKm(lon, lat, path[i - 1]!, path[i]!)
    furthest = Math.max(furthest, distanceKm(lon, lat, path[0]!, path[i]!))
  }
  if (furthest < stillKm && (time === undefined || durationMs > 60_000 || path.length < 3)) return 'still'
  const seconds = durationMs / 1000
  const speed = seconds > 0 ? length / seconds : Number.POSITIVE_INFINITY
  if (time !== undefined && !isOrdered(valid, time))
    return speed > satelliteSpeed.least ? 'cloud' : 'scattered'
  if (speed > satelliteSpeed.most) return seconds > 0 ? 'cloud' : 'scattered'
  if (speed >= satelliteSpeed.least) {
    const leaps = time !== undefined && jumps(lon, lat, valid, time, satelliteSpeed.most, leapKm)
    return leaps ? 'cloud' : 'track'
  }
  return time !== undefined && jumps(lon, lat, valid, time, fastest, stillKm) ? 'scattered' : 'trajectory'
}

/** Nothing in the air or on the sea goes faster, km/s. */
const fastest = 0.5

/** Times may be no finer than some seconds: a satellite leaps where it also gets further than this, kilometres. */
const leapKm = 500

/** Whether more than one step in ten is faster than anything goes: many platforms in turn. */
function jumps(
  lon: Degrees,
  lat: Degrees,
  valid: number[],
  time: Float64Array,
  kmPerSecond: number,
  leastKm: number,
): boolean {
  const steps = spread(valid.length - 1, 1000)
  let fast = 0
  for (const step of steps) {
    const [i, j] = [valid[step]!, valid[step + 1]!]
    const seconds = (time[j]! - time[i]!) / 1000
    if (distanceKm(lon, lat, i, j) > Math.max(leastKm, kmPerSecond * seconds)) fast++
  }
  return fast > steps.length / 10
}

/** Whether times hardly ever go back (a corrupt one may). */
function isOrdered(valid: number[], time: Float64Array): boolean {
  let back = 0
  for (let i = 1; i < valid.length; i++) if (time[valid[i]!]! < time[valid[i - 1]!]!) back++
  return back <= valid.length * 0.02
}
