import { type CellGrid, cellGrid, coarserGrid } from './cells.ts'
import type { Allowance } from './simplify.ts'

/** Segments are drawn on cells so many times larger than those of the footprint. */
export const COARSER = 2

/** How finely an outline is drawn. */
export interface Resolution {
  grid: CellGrid
  /**
   * Added around what is covered, beside the pixels' own extent, so that the outline may move inward by as
   * much.
   */
  marginKm: number
  allowed: Allowance
}

/**
 * Cells a tolerance: what is left of it after rounding to cells is shared by moving inward and moving
 * outward.
 */
const CELLS = 4

/** Kilometres that an outline may at most run outside of the steps of pixels beside its tolerance. */
const DEEPEST_KM = 25

/**
 * The resolution that keeps an outline within `toleranceKm` of what it covers: rounding to cells takes one
 * cell of it, the margin (which moving inward uses up) and moving outward one and a half each.
 * @param stepKm half the extent of a pixel: the outline may cut across the steps that pixels make, however
 * fine the tolerance; 0 to follow them
 */
export function resolutionFor(toleranceKm: number, stepKm: number): Resolution {
  return resolutionOn(cellGrid(toleranceKm / CELLS, COARSER), Math.min(stepKm, DEEPEST_KM))
}

/** The resolution on cells `COARSER` times as large. */
export function coarserResolution({ grid, allowed, marginKm }: Resolution): Resolution {
  return resolutionOn(coarserGrid(grid, COARSER), allowed.outwardKm - marginKm)
}

function resolutionOn(grid: CellGrid, stepKm: number): Resolution {
  const shareKm = 1.5 * grid.km
  return { grid, marginKm: shareKm, allowed: { inwardKm: shareKm, outwardKm: shareKm + stepKm } }
}

/** Of a granule as long as a half-orbit, which then has some 150 vertices; kilometres. */
export const COARSEST_KM = 16
const HALF_ORBIT_KM = 20_000

/**
 * The tolerance where none is asked for. It falls with the square root of the extent, so that small granules
 * are drawn more finely with fewer vertices, and is a small share of the width of narrow ones.
 * @param greaterKm, lesserKm extent in the longer and the shorter direction
 */
export function defaultToleranceKm(greaterKm: number, lesserKm: number): number {
  const byLength = COARSEST_KM * Math.sqrt(Math.min(1, greaterKm / HALF_ORBIT_KM))
  return Math.max(Math.min(byLength, lesserKm / 12), greaterKm / 2000, 0.02)
}
