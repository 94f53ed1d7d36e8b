import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { polarOrbit } from '../../../bench/synthetic.ts'
import { exactComparisons } from '../../../catalog/crossovers/comparisons.ts'
import type { Crossover } from '../../../catalog/crossovers/crossover.ts'
import { findCrossovers } from '../../../catalog/crossovers/find.ts'
import { type CrossoverRequest, pairsOf } from '../../../catalog/crossovers/request.ts'
import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { Box } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import type { Store } from '../../../catalog/store.ts'
import { epoch, twoMissions } from '../../api/crossovers/sample.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { allPairs } from './all-pairs.ts'
import { minute, swathOf } from './swaths.ts'

const hour = 3_600_000
const boxes: Box[] = [
  [-180, 60, 180, 90],
  [-180, -90, 180, -70],
  [150, -40, -150, 40],
  [-30, -10, 60, 55],
]

/** Tracks and swaths over both poles and the antimeridian, by exact geometry: what a store proposes leaves nothing out. */
export function describeExactly(name: string, open: () => Promise<Store>): void {
  describe(`${name}: tracks and swaths`, () => {
    const scan = openScanStore()
    let store: Store
    beforeAll(async () => {
      store = await open()
      const granules = [...twoMissions(8), ...wideSwaths()]
      await scan.put(granules)
      await store.put(granules)
    })
    afterAll(() => store.close())

    it.each<[string, CrossoverRequest['pairs'], number[]]>([
      ['tracks with tracks', [['one', 'other']], [-3 * hour, 3 * hour]],
      ['tracks with themselves', pairsOf(['one', 'other'], { self: true }), [-8 * hour, 8 * hour]],
      ['swaths with tracks', [['wide', 'other']], [-hour, 2 * hour]],
      ['swaths with themselves', [['wide', 'wide']], [-2 * hour, 2 * hour]],
    ])('finds of %s what comparing all pairs finds, also in areas', async (_, pairs, [least, greatest]) => {
      const request: CrossoverRequest = { pairs, window: { least: least!, greatest: greatest! } }
      const all = await allPairs(scan, request, exactComparisons)
      expect(all.length).toBeGreaterThan(5)
      expect(namesOf(await collect(store, request))).toEqual(namesOf(all))
      for (const box of boxes) {
        const area = boxArea(box)
        const found = namesOf(await collect(store, { ...request, area }))
        const expected = all.filter((crossover) => isIn(crossover, box))
        // Overlaps are cut by the area, and may come in two parts then.
        expect([...new Set(found)]).toEqual([...new Set(namesOf(expected))])
      }
    })
  })
}

function isIn(crossover: Crossover, box: Box): boolean {
  const geometry =
    crossover.mode === 'crossing'
      ? { type: 'Point' as const, coordinates: crossover.position }
      : crossover.geometry
  return intersects(geometry, boxArea(box))
}

/** Ten minutes each, 1,400 km wide. */
function wideSwaths(): Granule[] {
  const orbit = polarOrbit(seeded(72))
  return Array.from({ length: 36 }, (_, i) => {
    const start = epoch + 10 * i * minute
    const drawn = swathOf({ collection: 'wide', orbit, start, minutes: 10, halfWidth: 0.11, segments: 6 })
    return { ...drawn, id: `wide-${String(i).padStart(3, '0')}`, bbox: boundingBox(drawn.geometry)! }
  })
}

async function collect(store: Store, request: CrossoverRequest): Promise<Crossover[]> {
  const all: Crossover[] = []
  for await (const crossover of findCrossovers(store, request)) all.push(crossover)
  return all
}

/** Of crossings with their times; where overlaps are cut, the times change too. */
function namesOf(crossovers: Crossover[]): string[] {
  return crossovers
    .map(({ mode, a, b }) => `${mode} ${a.id} ${b.id}${mode === 'crossing' ? ` ${a.start} ${b.start}` : ''}`)
    .sort()
}
