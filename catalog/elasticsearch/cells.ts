import { type Cell, cellsOf, childrenOf, coreOf, rootOf } from '../aggregate/cells.ts'
import type { CellGrid } from '../aggregation.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { PropertyScalar } from '../query.ts'
import { none } from './combine.ts'
import { fromDocument, type ReadDocument, readFields } from './document.ts'
import { type Query, search, type Target, walk } from './search.ts'

/** Cells that one request asks about. */
const together = 512
/** Granules that are brought at once to be laid on the grid here. */
const batch = 500

/**
 * Level by level, so that only cells within those that hold something are asked about. Footprints that stand for more than the
 * granule's own are not the engine's to judge.
 */
export async function countByCell(
  target: Target,
  query: Query,
  grid: CellGrid,
  precision: number,
): Promise<Map<PropertyScalar, number>> {
  const coarse = { term: { coarse: true } }
  const exact: Query = { bool: { filter: [query, none(coarse)] } }
  let level: { cell: Cell; granules: number }[] = [{ cell: rootOf(grid), granules: 0 }]
  for (let i = 0; i < precision; i++) {
    const children = level.flatMap(({ cell }) => childrenOf(cell, grid))
    level = (await ask(target, exact, children)).filter(({ granules }) => granules > 0)
  }
  if (precision === 0)
    level = (await ask(target, exact, [rootOf(grid)])).filter(({ granules }) => granules > 0)
  const counts = new Map<PropertyScalar, number>(level.map(({ cell, granules }) => [cell.name, granules]))
  const rest = {
    query: { bool: { filter: [query, coarse] } },
    sort: [{ collection: 'asc' as const }, { id: 'asc' as const }],
    _source: [...readFields],
  }
  for await (const hits of walk<ReadDocument>(target, rest, batch)) {
    for (const { _source } of hits) {
      if (!_source) continue
      for (const name of cellsOf(shapeOf(fromDocument(_source).geometry), grid, precision)) {
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    }
  }
  return counts
}

async function ask(target: Target, query: Query, cells: Cell[]): Promise<{ cell: Cell; granules: number }[]> {
  const counted: { cell: Cell; granules: number }[] = []
  for (let i = 0; i < cells.length; i += together) {
    const some = cells.slice(i, i + together)
    const answer = await search(target, {
      query,
      size: 0,
      track_total_hits: false,
      aggs: { cells: { filters: { filters: some.map(reaching) } } },
    })
    const found = answer.aggregations?.cells as { buckets: { doc_count: number }[] } | undefined
    counted.push(...some.map((cell, k) => ({ cell, granules: found?.buckets[k]?.doc_count ?? 0 })))
  }
  return counted
}

function reaching(cell: Cell): Query {
  const [west, south, east, north] = coreOf(cell)
  const shape = {
    type: 'envelope',
    coordinates: [
      [west, north],
      [east, south],
    ],
  }
  return { geo_shape: { footprint: { shape, relation: 'intersects' } } }
}
