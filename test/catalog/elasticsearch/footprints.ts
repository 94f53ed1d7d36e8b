import { expect, it } from 'vitest'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import type { TestCluster } from '../../elasticsearch/cluster.ts'
import { coversPoint, polygonsOf } from '../../indexer/footprint/judge.ts'
import { distanceTo } from '../../indexer/footprint/judge-distance.ts'
import { randomSwath } from '../../indexer/footprint/synthetic.ts'
import { seeded } from '../../seeded.ts'

const index = 'test-footprints-as-drawn'

/** What indexing draws is what `geo_shape` understands, whatever poles, antimeridian and turns there are. */
export function describeFootprints({ client }: TestCluster): void {
  it('takes footprints and segments as drawn, and turns none of them inside out', {
    timeout: 120_000,
  }, async () => {
    const random = seeded(30)
    const shapes = Array.from({ length: 60 }, () => randomSwath(random)).flatMap(
      ({ coordinates }): Geometry[] => {
        const { geometry, segments } = computeFootprint(
          { kind: 'swath', parts: [coordinates] },
          { start: 0, end: 1 },
        )
        return [geometry, ...segments.slice(0, 3).map((segment) => segment.geometry)]
      },
    )
    await client().indices.create({ index, mappings: { properties: { shape: { type: 'geo_shape' } } } })
    try {
      const answer = await client().bulk({
        refresh: true,
        operations: shapes.flatMap((shape, i) => [{ index: { _index: index, _id: String(i) } }, { shape }]),
      })
      expect(answer.items.flatMap((item) => item.index?.error ?? [])).toEqual([])
      const places = Array.from({ length: 150 }, (): Position => {
        return [360 * random() - 180, (Math.asin(2 * random() - 1) * 180) / Math.PI]
      })
      for (const [lon, lat] of [...places, [0, 89.999], [0, -89.999], [-180, 10], [180, -60]] as Position[]) {
        const { hits } = await client().search({
          index,
          size: shapes.length,
          query: { geo_shape: { shape: { shape: { type: 'Point', coordinates: [lon, lat] } } } },
        })
        const found = new Set(hits.hits.map(({ _id }) => Number(_id)))
        shapes.forEach((shape, i) => {
          if (found.has(i) === coversPoint(shape, lon, lat)) return
          // Only a hair's breadth from an edge may both see it differently.
          const edges: Geometry = { type: 'MultiLineString', coordinates: polygonsOf(shape).flat() }
          expect(distanceTo(edges, lon, lat), `shape ${i} at ${lon}, ${lat}`).toBeLessThan(1e-5)
        })
      }
    } finally {
      await client().indices.delete({ index })
    }
  })
}
