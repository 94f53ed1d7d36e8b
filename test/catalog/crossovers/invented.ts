import type { Comparisons } from '../../../catalog/crossovers/comparisons.ts'
import type { Crossing, Overlap, Side, Window } from '../../../catalog/crossovers/crossover.ts'
import { boxesMeet } from '../../../catalog/geometry/box.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { seeded } from '../../seeded.ts'

/**
 * Crossovers drawn by lot from the names of two granules, each within the times of both: what a sweep has to bring
 * together, whatever the geometry.
 */
export const invented: Comparisons = {
  crossings: (a, b, { window }) => drawn(a, b, window, (sides, random) => crossing(sides, random)),
  approaches: () => [],
  overlaps: (a, b, { window }) =>
    boxesMeet(a.bbox, b.bbox) ? drawn(a, b, window, (sides, random) => overlap(sides, random)) : [],
}

type Sides = Pick<Crossing, 'a' | 'b' | 'difference'>

function drawn<T>(
  a: Granule,
  b: Granule,
  window: Window,
  make: (sides: Sides, random: () => number) => T,
): T[] {
  const random = seeded(hash(`${a.collection}/${a.id}|${b.collection}/${b.id}`))
  const found: T[] = []
  for (let count = Math.floor(4 * random()); count > 0; count--) {
    const [one, other] = [passage(a, random), passage(b, random)]
    const difference = other.start - one.start
    const made = make({ a: one, b: other, difference }, random)
    if (a === b && difference <= 0) continue
    if (difference >= window.least && difference <= window.greatest) found.push(made)
  }
  return found
}

function passage({ collection, id, start, end }: Granule, random: () => number): Side {
  const time = start + (end - start) * random()
  const direction = random() < 0.5 ? 'ascending' : 'descending'
  return { collection, id, start: time, end: time, rows: [0, 0], direction }
}

function crossing(sides: Sides, random: () => number): Crossing {
  const position: Crossing['position'] = [360 * random() - 180, 180 * random() - 90]
  return { mode: 'crossing', ...sides, position, angle: 180 * random() }
}

function overlap(sides: Sides, random: () => number): Overlap {
  const geometry: Overlap['geometry'] = {
    type: 'Point',
    coordinates: [360 * random() - 180, 180 * random() - 90],
  }
  return { mode: 'overlap', ...sides, geometry, areaKm2: 1, shareOfA: random(), shareOfB: random() }
}

function hash(text: string): number {
  let value = 7
  for (const character of text) value = (Math.imul(value, 31) + character.codePointAt(0)!) >>> 0
  return value
}
