import { DEGREE, toPosition, type Vector } from '../../../catalog/geometry/sphere.ts'
import type { Position } from '../../../catalog/geometry/types.ts'

export const epoch = Date.UTC(2025, 0, 1)

/** A circular orbit over a turning Earth. */
export interface CircularOrbit {
  /** Degrees. */
  inclination: number
  /** Of a revolution, seconds. */
  period: number
  /** Degrees east at which it ascends at time 0, and the phase there, degrees. */
  node: number
  phase: number
}

/** Turns of the Earth against the orbit's plane, radians a second. */
const EARTH_RATE = (2 * Math.PI) / 86_164

export const altimeterA: CircularOrbit = { inclination: 66.04, period: 6745.8, node: 10, phase: 0 }
export const altimeterB: CircularOrbit = { inclination: 98.65, period: 6059.2, node: 100, phase: 40 }

/** Straight below at a time in seconds. */
export function below({ inclination, period, node, phase }: CircularOrbit, seconds: number): Position {
  const u = (2 * Math.PI * seconds) / period + phase * DEGREE
  const [along, up] = [
    Math.sin(u) * Math.cos(inclination * DEGREE),
    Math.sin(u) * Math.sin(inclination * DEGREE),
  ]
  const turn = node * DEGREE - EARTH_RATE * seconds
  const vector: Vector = [
    Math.cos(u) * Math.cos(turn) - along * Math.sin(turn),
    Math.cos(u) * Math.sin(turn) + along * Math.cos(turn),
    up,
  ]
  return toPosition(vector)
}

export function ascends({ period, phase }: CircularOrbit, seconds: number): boolean {
  return Math.cos((2 * Math.PI * seconds) / period + phase * DEGREE) > 0
}

/** Half revolutions since phase -90 degrees: passes are cut at the northernmost and southernmost points. */
export function passAt({ period, phase }: CircularOrbit, seconds: number): number {
  return Math.floor((2 * seconds) / period + phase / 180 + 0.5)
}

export interface Samples {
  lon: number[]
  lat: number[]
  time: number[]
}

/** Measured every `step` seconds from one time to another, rounded to a millionth of a degree. */
export function sample(orbit: CircularOrbit, from: number, to: number, step: number): Samples {
  const samples: Samples = { lon: [], lat: [], time: [] }
  for (let k = Math.ceil(from / step); k * step <= to; k++) {
    const [lon, lat] = below(orbit, k * step)
    samples.lon.push(Math.round(lon * 1e6) / 1e6)
    samples.lat.push(Math.round(lat * 1e6) / 1e6)
    samples.time.push(epoch + 1000 * k * step)
  }
  return samples
}

/** One file a pass. */
export function samplePasses(orbit: CircularOrbit, seconds: number, step: number): Samples[] {
  const passes = new Map<number, Samples>()
  const { lon, lat, time } = sample(orbit, 0, seconds, step)
  time.forEach((instant, i) => {
    const pass = passAt(orbit, (instant - epoch) / 1000)
    const samples = passes.get(pass) ?? { lon: [], lat: [], time: [] }
    passes.set(pass, samples)
    samples.lon.push(lon[i]!)
    samples.lat.push(lat[i]!)
    samples.time.push(instant)
  })
  return [...passes.values()]
}

export interface TrueCrossing {
  /** Seconds. */
  a: number
  b: number
  position: Position
}

/**
 * Where two orbits cross between 0 and `seconds`, by root-finding: at each latitude of a, b has a few known times, and the
 * longitudes have to agree. a may not come nearer to the poles than b.
 */
export function trueCrossings(a: CircularOrbit, b: CircularOrbit, seconds: number): TrueCrossing[] {
  const crossings: TrueCrossing[] = []
  const revolutions = Math.ceil(seconds / b.period) + 1
  const step = 20
  for (let revolution = -1; revolution <= revolutions; revolution++) {
    for (const ascending of [true, false]) {
      const timeOfB = (timeOfA: number) => {
        const sine = Math.sin(below(a, timeOfA)[1] * DEGREE) / Math.sin(b.inclination * DEGREE)
        const u = ascending ? Math.asin(sine) : Math.PI - Math.asin(sine)
        return (u / (2 * Math.PI) + revolution - b.phase / 360) * b.period
      }
      const apart = (timeOfA: number) => {
        const degrees = below(a, timeOfA)[0] - below(b, timeOfB(timeOfA))[0]
        return degrees - 360 * Math.round(degrees / 360)
      }
      for (let from = 0; from < seconds; from += step) {
        const [first, last] = [apart(from), apart(from + step)]
        if (first > 0 === last > 0 || Math.abs(first - last) > 180) continue
        let [low, high] = [from, from + step]
        for (let k = 0; k < 60; k++) {
          const middle = (low + high) / 2
          if (apart(middle) > 0 === first > 0) low = middle
          else high = middle
        }
        const timeOfA = (low + high) / 2
        const b = timeOfB(timeOfA)
        if (timeOfA <= seconds && b >= 0 && b <= seconds) {
          crossings.push({ a: timeOfA, b, position: below(a, timeOfA) })
        }
      }
    }
  }
  return crossings.sort((p, q) => p.a - q.a || p.b - q.b)
}
