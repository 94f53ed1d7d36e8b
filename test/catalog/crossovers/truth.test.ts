import { describe, expect, it } from 'vitest'
import type { Crossing } from '../../../catalog/crossovers/crossover.ts'
import { findCrossovers } from '../../../catalog/crossovers/find.ts'
import { openScanStore } from '../../scan-store.ts'
import { compareWithTruth, hasReference, jason, referenceGranules, sentinel } from './reference.ts'

const hours = 3_600_000

describe.skipIf(!hasReference)('crossovers of two analytic missions', () => {
  it('are those that their orbits have', async () => {
    const store = openScanStore()
    await store.put(await referenceGranules())
    const found: Crossing[] = []
    const request = {
      pairs: [[jason, sentinel] as [string, string]],
      window: { least: -3 * hours, greatest: 3 * hours },
    }
    for await (const crossover of findCrossovers(store, request)) {
      if (crossover.mode === 'crossing') found.push(crossover)
    }
    const { worstMs, worstMetres, ...counts } = compareWithTruth(found)
    expect(counts).toEqual({ missed: 0, extra: 0, wrong: 0 })
    expect(worstMs).toBeLessThan(50)
    expect(worstMetres).toBeLessThan(30)
  })
})
