import { type CellGrid, cellGrid, coarserGrid } from './cells.ts'
import type { Allowance } from './simplify.ts'

/** Segments are drawn on cells so many times larger than those of the footprint. */
export const COARSER = 3

/** How finely an outline is drawn. */
export interface Resolution {
  grid: CellGrid
  /** Added around what is covered, beside the pixels' own extent, so that the outline may move inward by as much. */
  marginKm: number
  allowed: Allowance
}

/** Kilometres. A half-orbit then has some 100 vertices. */
const DEFAULT_TOLERANCE_KM = 12
/** Cells a tolerance: what is left of it after rounding to cells is shared by moving inward and moving outward. */
const CELLS = 4

/**
 * The resolution that keeps an outline within `toleranceKm` of what it covers: rounding to cells takes one cell of it,
 * the margin (which moving inward uses up) and moving outward one and a half each.
 */
export function resolutionFor(toleranceKm: number): Resolution {
  return resolutionOn(cellGrid(toleranceKm / CELLS, COARSER))
}

/** The resolution on cells `COARSER` times as large. */
export function coarserResolution({ grid }: Resolution): Resolution {
  return resolutionOn(coarserGrid(grid, COARSER))
}

function resolutionOn(grid: CellGrid): Resolution {
  const shareKm = 1.5 * grid.km
  return { grid, marginKm: shareKm, allowed: { inwardKm: shareKm, outwardKm: shareKm } }
}

/**
 * The tolerance where none is asked for: of a small or narrow granule finer than of a large one.
 * @param greaterKm, lesserKm extent in the longer and the shorter direction
 */
export function defaultToleranceKm(greaterKm: number, lesserKm: number): number {
  const fine = Math.min(greaterKm / 60, lesserKm / 12)
  return Math.min(DEFAULT_TOLERANCE_KM, Math.max(fine, greaterKm / 2000, 0.02))
}
