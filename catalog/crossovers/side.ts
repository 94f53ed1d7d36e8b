import type { Shape } from '../geometry/shape.ts'
import type { Granule, Segment } from '../granule.ts'
import { narrowToShape } from '../pixels/narrow.ts'
import type { Side } from './crossover.ts'

/** Which granule it is and what its file says of the pass. */
export function describeSide({
  collection,
  id,
  properties,
}: Pick<Granule, 'collection' | 'id' | 'properties'>): Pick<
  Side,
  'collection' | 'id' | 'direction' | 'cycle' | 'pass' | 'orbit'
> {
  const { direction, cycle, pass, orbit } = properties
  return {
    collection,
    id,
    ...((direction === 'ascending' || direction === 'descending') && { direction }),
    ...(typeof cycle === 'number' && { cycle }),
    ...(typeof pass === 'number' && { pass }),
    ...(typeof orbit === 'number' && { orbit }),
  }
}

/** A segment, or a whole granule that has none. */
export type Stretch = Pick<Segment, 'start' | 'end' | 'geometry'> &
  Partial<Pick<Segment, 'rows' | 'columns' | 'pixels'>>

/** Such a stretch without its shape. */
export type Span = Omit<Stretch, 'geometry'>

/** When a granule took some of its stretches, and where they stand in its file. */
export function sideOf(granule: Parameters<typeof describeSide>[0], stretches: Span[]): Side {
  const rows = joinRuns(stretches.map((stretch) => stretch.rows))
  const columns = joinRuns(stretches.map((stretch) => stretch.columns))
  return {
    ...describeSide(granule),
    start: stretches.reduce((least, { start }) => Math.min(least, start), Infinity),
    end: stretches.reduce((most, { end }) => Math.max(most, end), -Infinity),
    ...(rows && { rows }),
    ...(columns && { columns }),
  }
}

/** The same with the rows and columns alone that may lie in a shape; where no measurement does they are those beside it, and so all. */
export function sideWithin(
  granule: Parameters<typeof describeSide>[0],
  stretches: Stretch[],
  shape: Shape,
): Side {
  const whole = sideOf(granule, stretches)
  const wanted = narrowToShape(stretches, shape)
  if (!wanted) return whole
  const { rows: _, columns: __, ...rest } = whole
  return { ...rest, ...wanted }
}

/** From the first to the last of all; undefined where one of them is, which stands for all there are. */
function joinRuns(runs: (readonly [number, number] | undefined)[]): [number, number] | undefined {
  let [first, last] = [Infinity, -Infinity]
  for (const run of runs) {
    if (!run) return undefined
    first = Math.min(first, run[0])
    last = Math.max(last, run[1])
  }
  return first <= last ? [first, last] : undefined
}
