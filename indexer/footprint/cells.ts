import { KM_PER_DEGREE } from '../../catalog/geometry/sphere.ts'

/** 1e-5 degrees: the unit of every coordinate of a footprint (about a metre). */
const UNITS_PER_HALF_TURN = 18_000_000

/**
 * The Earth cut into cells of equal size in longitude and latitude. Their size divides 180 degrees, so that
 * the antimeridian and the poles are edges of cells, and is a whole number of 1e-5 degrees, so that corners
 * are exact.
 */
export interface CellGrid {
  /** Size of a cell in degrees, and in kilometres from south to north. */
  degrees: number
  km: number
  /** Cells around a parallel, from 180 W; and from the south pole to the north pole. */
  columns: number
  rows: number
  /** Longitude of the west side of a column, latitude of the south side of a row: decimals of 5 digits. */
  lonOf(column: number): number
  latOf(row: number): number
}

/**
 * The coarsest grid whose cells are at most so many kilometres from south to north, and divide by `factor`.
 */
export function cellGrid(atMostKm: number, factor = 1): CellGrid {
  let units = Math.max(1, Math.floor((atMostKm / KM_PER_DEGREE) * 1e5))
  while (UNITS_PER_HALF_TURN % (units * factor) !== 0) units--
  return gridOfUnits(units)
}

/** The grid whose cells are `factor` times as large; `factor` divides the rows. */
export function coarserGrid({ rows }: CellGrid, factor: number): CellGrid {
  return gridOfUnits((UNITS_PER_HALF_TURN / rows) * factor)
}

function gridOfUnits(units: number): CellGrid {
  const rows = UNITS_PER_HALF_TURN / units
  return {
    degrees: units / 1e5,
    km: (units / 1e5) * KM_PER_DEGREE,
    columns: 2 * rows,
    rows,
    lonOf: (column) => (column * units - UNITS_PER_HALF_TURN) / 1e5,
    latOf: (row) => (row * units - UNITS_PER_HALF_TURN / 2) / 1e5,
  }
}
