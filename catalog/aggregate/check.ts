import type { Aggregation } from '../aggregation.ts'
import { InvalidQueryError } from '../errors.ts'

/** The finest grids: of tiles 1,024 or 65,536 cells, of geohashes 32,768. */
const finest = { geotile: 8, geohash: 3 } as const

/** @throws InvalidQueryError for buckets that no engine can make */
export function checkAggregations(aggregations: Aggregation[]): void {
  for (const aggregation of aggregations) {
    if (aggregation.by === 'value') checkWhole('most', aggregation.most, 1, 100_000)
    if (aggregation.by === 'cell') {
      const least = aggregation.grid === 'geotile' ? 0 : 1
      checkWhole('precision', aggregation.precision, least, finest[aggregation.grid])
    }
    if (aggregation.by === 'range') checkEdges(aggregation.edges)
  }
}

function checkWhole(name: string, value: number, least: number, greatest: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= greatest) return
  throw new InvalidQueryError(name, `is a whole number from ${least} to ${greatest}, not ${value}`)
}

function checkEdges(edges: number[]): void {
  const rising = edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]!))
  if (rising && edges.length >= 2 && edges.length <= 1000) return
  throw new InvalidQueryError('ranges', 'are between 2 to 1,000 edges, each above the one before')
}
