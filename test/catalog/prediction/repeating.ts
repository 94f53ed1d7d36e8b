import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import { cutLine, unwrap } from '../../../catalog/geometry/cut.ts'
import { DEGREE } from '../../../catalog/geometry/sphere.ts'
import type { Position } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Motion } from '../../../catalog/prediction/motion.ts'
import { encodeTracks } from '../../../catalog/track/encode.ts'

/** A circular orbit whose ground track closes after a whole number of revolutions and of turns of the Earth below it. */
export interface RepeatingOrbit {
  epoch: number
  /** Milliseconds. */
  cycle: number
  revolutions: number
  /** Turns of the Earth below the plane of the orbit in a cycle. */
  turns: number
  /** Degrees. */
  inclination: number
  /** Degrees by which the track lies farther east with each cycle. */
  drift?: number
}

/** The reference orbit of many altimeters, to a second. */
export const tenDays: RepeatingOrbit = {
  epoch: Date.UTC(2020, 0, 1),
  cycle: 856_711_000,
  revolutions: 127,
  turns: 10,
  inclination: 66.04,
}

export function motionOf(orbit: RepeatingOrbit): Motion {
  const { epoch, cycle, revolutions, turns, drift = 0 } = orbit
  const tilt = orbit.inclination * DEGREE
  return (instant) => {
    const share = (instant - epoch) / cycle
    const along = 2 * Math.PI * revolutions * share
    const east = Math.atan2(Math.cos(tilt) * Math.sin(along), Math.cos(along)) / DEGREE
    const lon = east - 360 * turns * share + drift * share
    return [lon - 360 * Math.floor((lon + 180) / 360), Math.asin(Math.sin(tilt) * Math.sin(along)) / DEGREE]
  }
}

/** When half revolution `number` (from 0) starts, at its southernmost or northernmost place. */
export function passStart({ epoch, cycle, revolutions }: RepeatingOrbit, number: number): number {
  return epoch + (cycle / revolutions) * (number / 2 + 0.25)
}

/** One granule for each half revolution, measured every ten seconds. */
export function passGranule(
  collection: string,
  orbit: RepeatingOrbit,
  number: number,
  { numbered = true }: { numbered?: boolean } = {},
): Granule {
  const passes = 2 * orbit.revolutions
  const granule = trackGranule(collection, orbit, passStart(orbit, number), passStart(orbit, number + 1))
  const properties = numbered ? { cycle: 1 + Math.floor(number / passes), pass: 1 + (number % passes) } : {}
  return { ...granule, id: `${collection}_${String(number).padStart(5, '0')}`, properties }
}

/** What a file from one time to before another has. */
export function trackGranule(collection: string, orbit: RepeatingOrbit, from: number, to: number): Granule {
  const motion = motionOf(orbit)
  const start = Math.ceil(from / 1000) * 1000
  const count = Math.floor((to - 1 - start) / 10_000) + 1
  const time = Float64Array.from({ length: count }, (_, k) => start + 10_000 * k)
  const line = Array.from(time, (instant): Position => motion(instant)!)
  const geometry = { type: 'MultiLineString' as const, coordinates: cutLine(unwrap(line)) }
  return {
    collection,
    id: `${collection}_${start}`,
    kind: 'track',
    start,
    end: time.at(-1)!,
    geometry,
    bbox: boundingBox(geometry)!,
    segments: [],
    track: encodeTracks([{ lon: line.map(([lon]) => lon), lat: line.map(([, lat]) => lat), time }])!,
    properties: {},
    assets: {},
    updated: start,
  }
}
