import type { Geometry } from '../catalog/geometry/types.ts'
import type { GranuleQuery, PageRequest } from '../catalog/query.ts'
import { seeded } from '../test/seeded.ts'
import { collectionCount, collectionName, firstInstant, lastInstant } from './synthetic.ts'

export type Question = { query: GranuleQuery; page?: Partial<PageRequest> }

const day = 86_400_000

/** What people ask of the synthetic granules, by name: each call of a class draws another question of it. */
export function questionClasses(seed: number): Record<string, () => Question> {
  const random = seeded(seed)
  const anyCollection = () => collectionName(Math.floor(collectionCount * random()))
  const oneOf = (orbit: boolean) => {
    for (;;) {
      const name = anyCollection()
      if (name.endsWith('orbit') === orbit) return name
    }
  }
  const days = (length: number) => {
    const start = Math.round(firstInstant + (lastInstant - firstInstant - length * day) * random())
    return { start, end: start + length * day }
  }
  const square = (side: number) =>
    squareAt(-180 + (360 - side) * random(), -90 + (180 - side) * random(), side)
  return {
    '5 x 5 degrees, 1 day': () => ({ query: { area: square(5), period: days(1) } }),
    '5 x 5 degrees, 1 day, one collection': () => ({
      query: { area: square(5), period: days(1), collections: [anyCollection()] },
    }),
    '20 x 20 degrees, 30 days, one collection': () => ({
      query: { area: square(20), period: days(30), collections: [anyCollection()] },
    }),
    'global, 1 hour': () => ({ query: { period: days(1 / 24) } }),
    '5 x 5 degrees, 10 years, one collection': () => ({
      query: { area: square(5), collections: [anyCollection()] },
    }),
    '  of these, a collection of 5-minute swaths': () => ({
      query: { area: square(5), collections: [oneOf(false)] },
    }),
    '  of these, a collection of whole orbits': () => ({
      query: { area: square(5), collections: [oneOf(true)] },
    }),
    '5 x 5 degrees, 1 year': () => ({ query: { area: square(5), period: days(365) } }),
    'everything, first 100 by time': () => ({ query: {} }),
    'one collection, last 100 by time': () => ({
      query: { collections: [anyCollection()] },
      page: { sort: [{ property: 'start', descending: true }] },
    }),
    'everything from a date on, first 100 by time': () => ({ query: { period: { start: days(1).start } } }),
    'one cycle and pass of one collection': () => ({
      query: {
        collections: [anyCollection()],
        where: {
          op: 'and',
          args: [
            { op: '=', property: 'cycle', value: Math.floor(140 * random()) },
            { op: '<=', property: 'pass', value: 20 },
          ],
        },
      },
    }),
  }
}

function squareAt(west: number, south: number, side: number): Geometry {
  const [east, north] = [west + side, south + side]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}
