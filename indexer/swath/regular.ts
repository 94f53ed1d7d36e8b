import type { Degrees } from '../coordinates.ts'
import { spread } from './sphere.ts'

/** How far, as a share of the extent, a grid may be turned or bent away from the parallels and the meridians. */
const skew = 0.1

/**
 * Whether two-dimensional coordinates are those of a grid: latitude hardly changes along one dimension, and longitude
 * hardly along the other. The rows of a swath lie across them.
 */
export function isRegular(part: { lon: Degrees; lat: Degrees; rows: number; columns?: number }): boolean {
  const { lon, lat, rows, columns = 1 } = part
  if (rows < 2 || columns < 2) return false
  const at = (row: number, column: number) => row * columns + column
  const rowPicks = spread(rows, 20)
  const columnPicks = spread(columns, 20)
  /** Greatest spread within a row, or within a column, of the values. */
  const within = (values: Degrees, byRow: boolean) => {
    let most = 0
    for (const i of byRow ? rowPicks : columnPicks) {
      const line = (byRow ? columnPicks : rowPicks).map((j) => values[byRow ? at(i, j) : at(j, i)]!)
      const finite = line.filter(Number.isFinite)
      if (finite.length > 1) most = Math.max(most, Math.max(...finite) - Math.min(...finite))
    }
    return most
  }
  const latAlong = within(lat, true)
  const latUp = within(lat, false)
  const lonAlong = within(lon, true)
  const lonUp = within(lon, false)
  const upright = latAlong <= skew * latUp && lonUp <= skew * lonAlong
  const turned = latUp <= skew * latAlong && lonAlong <= skew * lonUp
  return upright || turned
}
