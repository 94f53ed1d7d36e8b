import { csvLine } from '../../catalog/csv.ts'
import { cellBox } from '../../catalog/usage/grid.ts'
import type { CellCount, UseCount } from '../../catalog/usage/usage.ts'

/** A line a use, with a heading. */
export function useLines(uses: readonly UseCount[]): string {
  const names = ['day', 'kind', 'collection', 'protocol', 'client', 'requests', 'granules', 'bytes'] as const
  return [csvLine([...names]), ...uses.map((use) => csvLine(names.map((name) => use[name])))].join('')
}

/** A line a cell, with a heading; west and south are of its corner. */
export function cellLines(cells: readonly Omit<CellCount, 'day'>[]): string {
  const lines = cells.map((cell) => {
    const { collection, west, south, requests } = describeCell(cell)
    return csvLine([collection, west, south, requests])
  })
  return [csvLine(['collection', 'west', 'south', 'requests']), ...lines].join('')
}

export function describeCell({ collection, cell, requests }: Omit<CellCount, 'day'>) {
  const [west, south] = cellBox(cell)
  return { ...(collection !== undefined && { collection }), west, south, requests }
}
