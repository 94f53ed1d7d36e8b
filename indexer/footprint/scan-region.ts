import { KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'
import { coverScan, type Window } from './blocks.ts'
import { Cover, type Region } from './cover.ts'
import type { Resolution } from './resolution.ts'
import { gapKmOf, type Scan } from './scan.ts'
import { spread } from './spread.ts'

export function wholeWindow(scan: Scan): Window {
  return { rows: [0, scan.rows.length - 1], columns: [0, scan.columns.length - 1] }
}

/** What a window of a scan covers: the pixels with their extent, and the resolution's margin around them. */
export function scanRegion(scan: Scan, { grid, marginKm }: Resolution, window: Window): Region {
  let [south, north] = [90, -90]
  for (let row = window.rows[0]; row <= window.rows[1]; row++) {
    south = Math.min(south, scan.south[row]!)
    north = Math.max(north, scan.north[row]!)
  }
  // Great circles between neighbours reach higher than both.
  const reach = (3 * Math.max(scan.farAlongKm, scan.farAcrossKm)) / KM_PER_DEGREE
  const cover = new Cover(grid, south - reach, north + reach)
  coverScan(cover, scan, window)
  return spread(cover.finish(), halfPixelKmOf(scan) + marginKm, gapKmOf(scan))
}

/**
 * How far a pixel reaches around its position: half the distance to the next pixel, in the direction in which they
 * are farther apart. Where that is more than twice the other one, pixels have been left out, and twice the other one is taken.
 */
function halfPixelKmOf({ alongKm, acrossKm }: Scan): number {
  const [less, more] = alongKm < acrossKm ? [alongKm, acrossKm] : [acrossKm, alongKm]
  return (less > 0 ? Math.min(more, 2 * less) : more) / 2
}
