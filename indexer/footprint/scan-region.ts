import { KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import { coverScan, type Window } from './blocks.ts'
import type { CellGrid } from './cells.ts'
import { Cover } from './cover.ts'
import type { Region } from './region.ts'
import { gapKmOf, halfPixelKmOf, type Scan } from './scan.ts'
import { spread } from './spread.ts'

/** What a window of a scan covers, as lines between the positions of its pixels: without their extent. */
export function coverWindow(scan: Scan, grid: CellGrid, window: Window): Region {
  let [south, north] = [90, -90]
  for (let row = window.rows[0]; row <= window.rows[1]; row++) {
    south = Math.min(south, scan.south[row]!)
    north = Math.max(north, scan.north[row]!)
  }
  // Great circles between neighbours reach higher than both.
  const reach = (3 * Math.max(scan.farAlongKm, scan.farAcrossKm)) / KM_PER_DEGREE
  const cover = new Cover(grid, south - reach, north + reach)
  coverScan(cover, scan, window)
  return cover.finish()
}

/** The same with the pixels' extent, and a margin around them; gaps are closed where pixels are missing. */
export function spreadPixels(scan: Scan, region: Region, marginKm: number): Region {
  return spread(region, halfPixelKmOf(scan) + marginKm, scan.holed ? gapKmOf(scan) : 0)
}
