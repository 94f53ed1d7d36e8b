import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { seeded } from '../../seeded.ts'
import { randomSwath } from './synthetic.ts'

const python = process.env.OCEANID_TEST_PYTHON ?? 'python3'
const isThere = spawnSync(python, ['-c', 'import shapely']).status === 0
if (!isThere) console.warn(`SKIPPED: ${python} has no shapely (set OCEANID_TEST_PYTHON to one that has)`)

const judge = fileURLToPath(new URL('../../interop/valid.py', import.meta.url))

it.skipIf(!isThere)('is valid to shapely, whole and in segments', () => {
  const geometries = Array.from({ length: 60 }, (_, seed) => {
    const { coordinates } = randomSwath(seeded(20_000 + seed))
    const { geometry, segments } = computeFootprint(
      { kind: 'swath', parts: [coordinates] },
      { start: 0, end: 1 },
    )
    return [geometry, ...segments.map((segment) => segment.geometry)]
  }).flat()
  const bowTie = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  }
  const input = [...geometries, bowTie].map((geometry) => JSON.stringify(geometry)).join('\n')
  const faults = execFileSync(python, [judge], { input, encoding: 'utf8' })
  expect(faults.trim().split('\n')).toEqual([
    expect.stringMatching(`^${geometries.length}: Self-intersection`),
  ])
})
