import { cutLine, unwrap } from '../geometry/cut.ts'
import { distanceKm } from '../geometry/sphere.ts'
import type { Geometry, Position } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Motion } from './motion.ts'

/** How far a line that is straight in longitude and latitude may run beside the track, kilometres. */
const PATH_KM = 0.5
/** Milliseconds: no step of a line is longer, nor a step shorter. */
const LONGEST = 60_000
const SHORTEST = 10
/** Milliseconds to which the end of a gap is known. */
const GAP_END = 1000

export interface Spot {
  time: PreciseInstant
  position: Position
}

/** The track between two times as lines without gaps, with as many vertices as the bound wants: many near a pole. */
export function pathOf(motion: Motion, start: PreciseInstant, end: PreciseInstant): Spot[][] {
  const runs: Spot[][] = []
  let run: Spot[] = []
  const close = () => {
    if (run.length > 1) runs.push(run)
    run = []
  }
  const spotAt = (time: PreciseInstant): Spot | undefined => {
    const position = motion(time)
    return position && { time, position }
  }
  const go = (from: PreciseInstant, a: Spot | undefined, to: PreciseInstant, b: Spot | undefined): void => {
    if (!a && !b) return
    const time = (from + to) / 2
    const middle = spotAt(time)
    if (a && b && middle) {
      if (run.length === 0) run.push(a)
      if (to - from > SHORTEST && offLineKm(a.position, b.position, middle.position) > PATH_KM) {
        go(from, a, time, middle)
        go(time, middle, to, b)
      } else run.push(b)
      return
    }
    if (to - from < GAP_END) {
      close()
      return
    }
    go(from, a, time, middle)
    go(time, middle, to, b)
  }
  const count = Math.max(1, Math.ceil((end - start) / LONGEST))
  let [from, a] = [start, spotAt(start)]
  for (let k = 1; k <= count; k++) {
    const to = start + ((end - start) * k) / count
    const b = spotAt(to)
    go(from, a, to, b)
    ;[from, a] = [to, b]
  }
  close()
  return runs
}

/** Cut at the antimeridian, as GeoJSON has it; undefined of nothing. */
export function lineOf(runs: Spot[][]): Geometry | undefined {
  const lines = runs.flatMap((run) => {
    const line = unwrap(run.map(({ position }) => rounded(position)))
    // Parts come from west to east; a satellite may go the other way.
    return line.at(-1)![0] < line[0]![0] ? cutLine(line).reverse() : cutLine(line)
  })
  if (lines.length === 0) return undefined
  return lines.length === 1
    ? { type: 'LineString', coordinates: lines[0]! }
    : { type: 'MultiLineString', coordinates: lines }
}

function offLineKm(a: Position, b: Position, middle: Position): number {
  const [from, to] = unwrap([a, b]) as [Position, Position]
  return distanceKm((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, middle[0], middle[1])
}

/** To a metre. */
function rounded([lon, lat]: Position): Position {
  return [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]
}
