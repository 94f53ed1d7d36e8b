import { EARTH_RADIUS_KM, toVector } from '../geometry/sphere.ts'
import type { TrackSamples } from './track.ts'

/** A step so many times longer than the usual one is a gap, in time... */
const GAP_STEPS = 3
/** ...or in space, where it is also at least this long: positions out of place. */
const GAP_STRIDES = 8
const GAP_KM = 25
/** No piece, and so no step, is longer than this, radians: the chord of a longer one would say little. */
export const LONGEST_PIECE = Math.PI / 4
/** Steps are the same within this share; where fewer than half of them are, sampling is irregular. */
const ALIKE = 0.1

/** No track reaches farther beyond its first and last measurement, milliseconds: those who look for granules by time rely on it. */
export const LONGEST_REACH = 60_000

/** Measurements that have a time and a place, in the order of time. */
export interface Sampling {
  /** Index in the file of each. */
  rows: Int32Array
  time: Float64Array
  /** Directions, three numbers each. */
  xyz: Float64Array
  /** Stretches without gaps: first and last, both included. */
  runs: [first: number, last: number][]
  /** How far the track reaches beyond its first and last measurement, milliseconds: half a step within `LONGEST_REACH`, 0 where sampling is irregular. */
  reach: number
}

/** Undefined for fewer than two measurements. */
export function takeSamples({ lon, lat, time }: TrackSamples): Sampling | undefined {
  const valid: number[] = []
  let inOrder = true
  for (let i = 0; i < lat.length; i++) {
    if (!(Math.abs(lat[i]!) <= 90 && Math.abs(lon[i]!) <= 720 && Number.isFinite(time[i]!))) continue
    inOrder &&= valid.length === 0 || time[valid.at(-1)!]! < time[i]!
    valid.push(i)
  }
  if (!inOrder) valid.sort((a, b) => time[a]! - time[b]! || a - b)
  const distinct = inOrder ? valid : valid.filter((row, i) => i === 0 || time[row]! > time[valid[i - 1]!]!)
  if (distinct.length < 2) return undefined
  const rows = Int32Array.from(distinct)
  const xyz = new Float64Array(3 * rows.length)
  rows.forEach((row, i) => {
    xyz.set(toVector(lon[row]!, lat[row]!), 3 * i)
  })
  const times = Float64Array.from(rows, (row) => time[row]!)
  return { rows, time: times, xyz, ...findRuns(times, xyz) }
}

function findRuns(time: Float64Array, xyz: Float64Array): Pick<Sampling, 'runs' | 'reach'> {
  const count = time.length - 1
  const steps = new Float64Array(count)
  const chords = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    steps[i] = time[i + 1]! - time[i]!
    chords[i] = chordBetween(xyz, i, i + 1)
  }
  const ordered = steps.slice().sort()
  const median = ordered[count >> 1]!
  const alike = ordered.filter((step) => Math.abs(step - median) <= ALIKE * median).length
  const regular = 2 * alike >= count
  // Where it is irregular, as of a float that surfaces, long steps are usual too.
  const longest = GAP_STEPS * (regular ? median : shareOf(ordered, 0.9))
  const stride = shareOf(chords.slice().sort(), 0.5)
  const farthest = Math.min(LONGEST_PIECE, Math.max(GAP_KM / EARTH_RADIUS_KM, GAP_STRIDES * stride))
  const runs: [number, number][] = []
  let first = 0
  for (let i = 0; i <= count; i++) {
    if (i < count && steps[i]! <= longest && chords[i]! <= farthest) continue
    runs.push([first, i])
    first = i + 1
  }
  return { runs, reach: regular && count > 1 ? Math.min(median / 2, LONGEST_REACH) : 0 }
}

function shareOf(ordered: Float64Array, share: number): number {
  return ordered[Math.floor(share * (ordered.length - 1))]!
}

export function chordBetween(xyz: Float64Array, i: number, j: number): number {
  const x = xyz[3 * i]! - xyz[3 * j]!
  const y = xyz[3 * i + 1]! - xyz[3 * j + 1]!
  const z = xyz[3 * i + 2]! - xyz[3 * j + 2]!
  return Math.sqrt(x * x + y * y + z * z)
}
