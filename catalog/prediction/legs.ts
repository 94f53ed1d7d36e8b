import type { PreciseInstant } from '../granule.ts'
import type { Motion } from './motion.ts'

/** A stretch of a ground track between its northernmost and its southernmost place, either way. */
export interface Leg {
  start: PreciseInstant
  end: PreciseInstant
  direction: 'ascending' | 'descending'
}

/** Milliseconds between two looks at the latitude. */
const STEP = 20_000
/** A track turns on less than this of its time at the ends of a file that was cut near a turning place. */
const SLIVER = 90_000
/** Of the golden section; each leaves 0.62 of the span. */
const HALVINGS = 50
const GOLDEN = (Math.sqrt(5) - 1) / 2

/** The legs between two times, in order; where the track turns in a gap, one ends before it and one begins after it. */
export function* legsOf(motion: Motion, from: PreciseInstant, to: PreciseInstant): Generator<Leg> {
  let begun: PreciseInstant | undefined
  let way = 0
  let [before, last]: [Look | undefined, Look | undefined] = [undefined, undefined]
  const count = Math.max(2, Math.ceil((to - from) / STEP))
  for (let k = 0; k <= count; k++) {
    const time = from + ((to - from) * k) / count
    const lat = motion(time)?.[1]
    if (lat === undefined) continue
    const look = { time, lat, number: k }
    begun ??= time
    const next = last ? Math.sign(lat - last.lat) : 0
    if (last && before && way !== 0 && next === -way) {
      const inGap = look.number - before.number > 2
      const turn = inGap ? last.time : turningTime(motion, before.time, time, way)
      yield { start: begun, end: turn, direction: directionOf(way) }
      begun = inGap ? time : turn
    }
    if (next !== 0) way = next
    ;[before, last] = [last, look]
  }
  if (begun !== undefined && last && last.time > begun && way !== 0) {
    yield { start: begun, end: last.time, direction: directionOf(way) }
  }
}

/** Those of a file of one pass or more: what is left of a neighbour at either end goes with the pass beside it. */
export function legsOfFile(motion: Motion, from: PreciseInstant, to: PreciseInstant): Leg[] {
  const legs = [...legsOf(motion, from, to)]
  if (legs.length > 1 && legs[0]!.end - legs[0]!.start < SLIVER) {
    const { start } = legs.shift()!
    legs[0] = { ...legs[0]!, start }
  }
  if (legs.length > 1 && legs.at(-1)!.end - legs.at(-1)!.start < SLIVER) {
    const { end } = legs.pop()!
    legs[legs.length - 1] = { ...legs.at(-1)!, end }
  }
  return legs
}

interface Look {
  time: PreciseInstant
  lat: number
  number: number
}

function directionOf(way: number): Leg['direction'] {
  return way > 0 ? 'ascending' : 'descending'
}

/** Where the latitude is greatest (way 1) or least (-1), of which there is one between the two. */
function turningTime(motion: Motion, from: PreciseInstant, to: PreciseInstant, way: number): PreciseInstant {
  const height = (time: PreciseInstant) => way * (motion(time)?.[1] ?? Number.NEGATIVE_INFINITY)
  let [low, high] = [from, to]
  for (let k = 0; k < HALVINGS; k++) {
    const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
    if (height(left) < height(right)) low = left
    else high = right
  }
  return (low + high) / 2
}
