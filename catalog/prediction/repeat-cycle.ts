import { DEGREE, EARTH_RADIUS_KM } from '../geometry/sphere.ts'
import type { Position } from '../geometry/types.ts'
import type { KnownTrack } from './known-tracks.ts'
import { motionAlong } from './motion.ts'

/** How tracks repeat themselves, and how exactly those that are known did. */
export interface RepeatCycle {
  /** Milliseconds. */
  length: number
  /** Places of known tracks that were held against the track a cycle before. */
  compared: number
  /** How far the track a cycle before runs beside, kilometres: root mean square and greatest. */
  besideKm: Deviation
  /** How much earlier or later the satellite passed there, seconds. */
  seconds: Deviation
}

export interface Deviation {
  rms: number
  greatest: number
}

/** Of a track, so many places are compared... */
const PLACES = 5
/** ...and of a collection so many tracks. */
const TRACKS = 600
/** Milliseconds over which a velocity is taken. */
const SPAN = 2000

/** By what the files say of cycle and pass: how much later a pass comes in the next cycle. Undefined where that is not told twice. */
export function lengthByNumbers(tracks: readonly KnownTrack[]): number | undefined {
  const numbered = tracks.filter(({ cycle, pass }) => cycle !== undefined && pass !== undefined)
  const lengths: number[] = []
  for (const same of Map.groupBy(numbered, ({ pass }) => pass).values()) {
    const ordered = same.toSorted((a, b) => a.start - b.start)
    ordered.forEach((later, i) => {
      const earlier = ordered[i - 1]
      const cycles = earlier ? later.cycle! - earlier.cycle! : 0
      if (earlier && cycles > 0) lengths.push((later.start - earlier.start) / cycles)
    })
  }
  if (lengths.length < 2) return undefined
  return lengths.sort((a, b) => a - b)[lengths.length >> 1]
}

/**
 * Holds tracks against those about `length` milliseconds before, and so finds the length to the millisecond. Undefined where no two are
 * that far apart.
 *
 * @param tracks the latest first
 */
export function measureCycle(tracks: readonly KnownTrack[], length: number): RepeatCycle | undefined {
  const first = deviations(tracks, length)
  if (first.length === 0) return undefined
  const shift = first.map(({ seconds }) => seconds).sort((a, b) => a - b)[first.length >> 1]!
  const exact = Math.round(length + 1000 * shift)
  const found = deviations(tracks, exact)
  return {
    length: exact,
    compared: found.length,
    besideKm: deviation(found.map(({ besideKm }) => besideKm)),
    seconds: deviation(found.map(({ seconds }) => seconds)),
  }
}

interface Comparison {
  besideKm: number
  /** How much later than by the cycle. */
  seconds: number
}

function deviations(tracks: readonly KnownTrack[], length: number): Comparison[] {
  const ordered = tracks.toSorted((a, b) => a.start - b.start)
  return tracks.slice(0, TRACKS).flatMap(({ track }) => {
    const motion = motionAlong(track)
    return Array.from({ length: PLACES }, (_, k): Comparison[] => {
      const time = track.start + ((track.end - track.start) * (k + 0.5)) / PLACES
      const earlier = trackAt(ordered, time - length)
      const [here, next] = [motion(time), motion(time + SPAN)]
      const there = earlier && motionAlong(earlier.track)(time - length)
      return here && next && there ? [compare(here, next, there)] : []
    }).flat()
  })
}

/** @param next where it is `SPAN` after it is here */
function compare(here: Position, next: Position, there: Position): Comparison {
  const [east, north] = offset(here, next)
  const length = Math.hypot(east, north)
  const [x, y] = offset(here, there)
  const along = (x * east + y * north) / length
  return {
    besideKm: Math.abs(x * north - y * east) / length,
    seconds: (along * SPAN) / 1000 / length,
  }
}

/** Kilometres to the east and the north, of places near each other. */
function offset([lon, lat]: Position, [toLon, toLat]: Position): [east: number, north: number] {
  const turn = toLon - lon - 360 * Math.round((toLon - lon) / 360)
  return [
    turn * DEGREE * EARTH_RADIUS_KM * Math.cos(((lat + toLat) / 2) * DEGREE),
    (toLat - lat) * DEGREE * EARTH_RADIUS_KM,
  ]
}

function trackAt(ordered: KnownTrack[], instant: number): KnownTrack | undefined {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ordered[middle]!.track.start <= instant) low = middle + 1
    else high = middle
  }
  const found = ordered[low - 1]
  return found && found.track.end >= instant ? found : undefined
}

function deviation(values: number[]): Deviation {
  const squares = values.reduce((sum, value) => sum + value * value, 0)
  return {
    rms: Math.sqrt(squares / values.length),
    greatest: values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0),
  }
}
