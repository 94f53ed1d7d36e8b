import { expect, it } from 'vitest'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { seeded } from '../../seeded.ts'
import { judgeSwath } from './judge-swath.ts'
import { randomSwath } from './synthetic.ts'

// `bench/footprints.ts` goes over thousands of them.
it.each(
  Array.from({ length: 40 }, (_, i) => 7_000 + i),
)('covers every pixel of a swath of any orbit, width, length and mask: seed %d', (seed) => {
  const random = seeded(seed)
  const swath = randomSwath(random)
  const footprint = computeFootprint(
    { kind: 'swath', parts: [swath.coordinates] },
    { start: 0, end: 6_000_000 },
  )
  const judged = judgeSwath(swath, footprint, random)
  expect(judged, swath.story).toMatchObject({ missed: 0, missedBySegments: 0, faults: [] })
  expect(judged.nearLeftOut, swath.story).toBeGreaterThanOrEqual(0.98 * judged.near)
})
