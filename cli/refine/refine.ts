import type { Crossing, Crossover, Overlap, Side, Window } from '../../catalog/crossovers/crossover.ts'
import { leastDifference } from '../../catalog/crossovers/window.ts'
import { type Shape, shapeOf } from '../../catalog/geometry/shape.ts'
import { type Sampling, takeSamples } from '../../catalog/track/sampling.ts'
import type { Coordinates, Observation } from '../../indexer/coordinates.ts'
import { crossMeasured, rowNear } from './measured-track.ts'
import type { Measurements } from './measurements.ts'
import { pixelsWithin, type Within } from './pixels.ts'

/**
 * A crossover by the measurements of its files, where they can be read: of a crossing the place, times and rows between measurements, of
 * an overlap the rows and columns that lie in it. What cannot be told keeps what the catalogue says.
 */
export async function refine(
  crossover: Crossover,
  measurements: Measurements,
  window: Window,
): Promise<Crossover> {
  const { a, b } = crossover
  if (crossover.mode === 'approach') return { ...crossover, refined: 'none' }
  const one = await measurements.of(a.collection, a.id)
  const other = await measurements.of(b.collection, b.id)
  return crossover.mode === 'crossing'
    ? refineCrossing(crossover, one, other)
    : refineOverlap(crossover, one, other, window)
}

function refineCrossing(
  crossing: Crossing,
  one: Observation | undefined,
  other: Observation | undefined,
): Crossing {
  const { a, b } = crossing
  const [first, second] = [one && samplingOf(one, a.beam), other && samplingOf(other, b.beam)]
  const found = first && second && crossMeasured(first, second, { timeA: a.start, timeB: b.start })
  if (!found) return { ...crossing, refined: 'none' }
  const { position, timeA, timeB, angle } = found
  return {
    ...crossing,
    position,
    angle,
    difference: timeB - timeA,
    a: at(a, first, timeA),
    b: at(b, second, timeB),
    refined: 'both',
  }
}

function at(side: Side, sampling: Sampling, time: number): Side {
  const row = rowNear(sampling, time)
  return { ...side, start: time, end: time, rows: [row, row] }
}

const samplings = new WeakMap<Coordinates, Sampling | undefined>()

function samplingOf({ parts }: Observation, beam = 0): Sampling | undefined {
  const part = parts[beam]
  if (part?.layout !== 'line' || !part.time) return undefined
  if (!samplings.has(part))
    samplings.set(part, takeSamples({ lon: part.lon, lat: part.lat, time: part.time }))
  return samplings.get(part)
}

function refineOverlap(
  overlap: Overlap,
  one: Observation | undefined,
  other: Observation | undefined,
  window: Window,
): Overlap {
  const shape = shapeOf(overlap.geometry)
  const [a, b] = [one && narrowed(overlap.a, one, shape), other && narrowed(overlap.b, other, shape)]
  const sides = { a: a ?? overlap.a, b: b ?? overlap.b }
  const difference = leastDifference(sides.a, sides.b, window)
  const isFarther = difference !== undefined && Math.abs(difference) > Math.abs(overlap.difference)
  return {
    ...overlap,
    ...sides,
    ...(isFarther && { difference }),
    refined: a && b ? 'both' : a ? 'a' : b ? 'b' : 'none',
  }
}

/** Undefined where no measurement lies in the overlap: it is narrower than their distance, and rows beside it are to be read. */
function narrowed(side: Side, { parts }: Observation, shape: Shape): Side | undefined {
  const found = parts.flatMap((part) => pixelsWithin(part, shape, side.rows) ?? [])
  if (found.length === 0) return undefined
  const { columns: _columns, ...rest } = side
  const columns = joined(found.map((within) => within.columns))
  const [start, end] = [timeOf(found, 'start', Math.min), timeOf(found, 'end', Math.max)]
  return {
    ...rest,
    rows: joined(found.map(({ rows }) => rows)),
    ...(!found.every(({ allColumns }) => allColumns) && { columns }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  }
}

function joined(runs: Within['rows'][]): Within['rows'] {
  return [Math.min(...runs.map(([first]) => first)), Math.max(...runs.map(([, last]) => last))]
}

function timeOf(
  found: Within[],
  name: 'start' | 'end',
  choose: (...times: number[]) => number,
): number | undefined {
  const times = found.map((within) => within[name])
  return times.every((time) => time !== undefined) ? choose(...times) : undefined
}
