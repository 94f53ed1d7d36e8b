import type { Crossing, Crossover, Overlap, Side, Window } from '../../catalog/crossovers/crossover.ts'
import { leastDifference } from '../../catalog/crossovers/window.ts'
import type { Sampling } from '../../catalog/track/sampling.ts'
import { crossMeasured, rowNear } from './measured-track.ts'
import type { Measurements } from './measurements.ts'
import type { Stretch } from './question.ts'

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
  if (crossover.mode === 'crossing') {
    const [one, other] = await Promise.all([measurements.track(a), measurements.track(b)])
    return refineCrossing(crossover, one, other)
  }
  const { geometry } = crossover
  const [one, other] = await Promise.all([
    measurements.stretch(a, geometry),
    measurements.stretch(b, geometry),
  ])
  return refineOverlap(crossover, one, other, window)
}

function refineCrossing(
  crossing: Crossing,
  first: Sampling | undefined,
  second: Sampling | undefined,
): Crossing {
  const { a, b } = crossing
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

function refineOverlap(
  overlap: Overlap,
  one: Stretch | undefined,
  other: Stretch | undefined,
  window: Window,
): Overlap {
  const a = one ? narrowed(overlap.a, one) : overlap.a
  const b = other ? narrowed(overlap.b, other) : overlap.b
  const difference = leastDifference(a, b, window)
  const isFarther = difference !== undefined && Math.abs(difference) > Math.abs(overlap.difference)
  return {
    ...overlap,
    a,
    b,
    ...(isFarther && { difference }),
    refined: one && other ? 'both' : one ? 'a' : other ? 'b' : 'none',
  }
}

/** Where no measurement lies in the overlap it is narrower than their distance, and rows beside it are to be read. */
function narrowed({ columns: _, ...side }: Side, stretch: Stretch): Side {
  return { ...side, ...stretch }
}
