import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { relate } from '../../../catalog/geometry/relate.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { relations } from '../../../catalog/query.ts'
import { seeded } from '../../seeded.ts'

const python = process.env.OCEANID_TEST_PYTHON ?? 'python3'
const isThere = spawnSync(python, ['-c', 'import shapely']).status === 0
if (!isThere) console.warn(`SKIPPED: ${python} has no shapely (set OCEANID_TEST_PYTHON to one that has)`)

const judge = fileURLToPath(new URL('../../interop/relations.py', import.meta.url))

/** On a grid of few whole numbers, so that shapes often share corners and edges. */
function randomShape(random: () => number): Geometry {
  const whole = (most: number) => Math.floor(most * random())
  const at = (): Position => [whole(5), whole(5)]
  const [x, y] = at()
  const [w, h] = [1 + whole(4), 1 + whole(4)]
  const ring = (west: number, south: number, east: number, north: number): Position[] => [
    ...([
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ] as Position[]),
  ]
  const line: Position[] = [at()]
  while (line.length < 2 + whole(3)) {
    const next = at()
    const last = line.at(-1)!
    if (next[0] !== last[0] || next[1] !== last[1]) line.push(next)
  }
  switch (whole(7)) {
    case 0:
      return { type: 'Point', coordinates: at() }
    case 1:
      return { type: 'MultiPoint', coordinates: [at(), [x + 0.5, y]] }
    case 2:
      return line.length > 1
        ? { type: 'LineString', coordinates: line }
        : { type: 'Point', coordinates: line[0]! }
    case 3:
      return {
        type: 'Polygon',
        coordinates: [
          [
            [x, y],
            [x + w, y],
            [x, y + h],
            [x, y],
          ],
        ],
      }
    case 4:
      return {
        type: 'Polygon',
        coordinates: [ring(x, y, x + w + 2, y + h + 2), ring(x + 1, y + 1, x + w + 1, y + h + 1)],
      }
    case 5:
      return {
        type: 'MultiPolygon',
        coordinates: [[ring(x, y, x + 1, y + 1)], [ring(x + 2, y, x + 2 + w, y + h)]],
      }
    default:
      return { type: 'Polygon', coordinates: [ring(x, y, x + w, y + h)] }
  }
}

it('an area stands to a footprint as the footprint does to it', () => {
  const random = seeded(31)
  for (let i = 0; i < 3000; i++) {
    const [a, b] = [shapeOf(randomShape(random)), shapeOf(randomShape(random))]
    for (const one of ['intersects', 'disjoint', 'equals', 'touches', 'crosses', 'overlaps'] as const) {
      expect(relate(one, a, b)).toBe(relate(one, b, a))
    }
    expect(relate('within', a, b)).toBe(relate('contains', b, a))
    expect(relate('disjoint', a, b)).toBe(!relate('intersects', a, b))
    const kinds = (['touches', 'crosses', 'overlaps', 'disjoint'] as const).filter((one) => relate(one, a, b))
    expect(kinds.length).toBeLessThanOrEqual(1)
  }
})

it.skipIf(!isThere)('shapes stand to one another as shapely says', () => {
  const random = seeded(32)
  const pairs = Array.from({ length: 5000 }, () => {
    const first = randomShape(random)
    return [first, random() < 0.05 ? first : randomShape(random)] as const
  })
  const input = pairs.map((pair) => JSON.stringify(pair)).join('\n')
  const judged = execFileSync(python, [judge], { input, encoding: 'utf8', maxBuffer: 1e8 }).trim().split('\n')
  const holding = new Map<string, number>()
  for (const [i, [a, b]] of pairs.entries()) {
    const ours = relations.filter((one) => relate(one, shapeOf(a), shapeOf(b)))
    expect(ours.join(' '), JSON.stringify([a, b])).toBe(judged[i]!.trim())
    for (const one of ours) holding.set(one, 1 + (holding.get(one) ?? 0))
  }
  for (const one of relations) expect(holding.get(one) ?? 0, one).toBeGreaterThan(20)
})
