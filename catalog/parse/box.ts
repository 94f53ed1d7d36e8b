import { InvalidQueryError } from '../errors.ts'
import type { Box, Geometry, Ring } from '../geometry/types.ts'

/**
 * West, south, east, north from text, or six numbers with heights, which are left aside.
 *
 * @throws InvalidQueryError naming the parameter
 */
export function parseBox(text: string, parameter: string): Box {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return checkBox(numbers, parameter)
}

/**
 * A box out of four or six numbers (RFC 7946 section 5).
 *
 * @throws InvalidQueryError where a number is missing, not finite or out of range
 */
export function checkBox(numbers: readonly number[], parameter: string): Box {
  if ((numbers.length !== 4 && numbers.length !== 6) || !numbers.every(Number.isFinite)) {
    throw new InvalidQueryError(parameter, 'a box is four numbers: west,south,east,north in degrees')
  }
  const [west, south, east, north] =
    numbers.length === 4
      ? (numbers as [number, number, number, number])
      : ([numbers[0], numbers[1], numbers[3], numbers[4]] as [number, number, number, number])
  if (Math.abs(south) > 90 || Math.abs(north) > 90) {
    throw new InvalidQueryError(parameter, 'latitudes lie between -90 and 90 degrees')
  }
  if (south > north) throw new InvalidQueryError(parameter, `south ${south} lies north of north ${north}`)
  if (west < -180 || west > 360 || east < -180 || east > 360) {
    throw new InvalidQueryError(parameter, 'longitudes lie between -180 and 180 degrees (or 0 and 360)')
  }
  if (east >= west && east - west >= 360) return [-180, south, 180, north]
  return [wrapWest(west, east), south, wrapEast(west, east), north]
}

/** The box as a geometry: one rectangle, or two where it crosses the antimeridian; a line or a point where it has no extent. */
export function boxArea([west, south, east, north]: Box): Geometry {
  if (west > east) {
    return {
      type: 'GeometryCollection',
      geometries: [boxArea([west, south, 180, north]), boxArea([-180, south, east, north])],
    }
  }
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] }
  if (west === east || south === north) {
    return {
      type: 'LineString',
      coordinates: [
        [west, south],
        [east, north],
      ],
    }
  }
  return { type: 'Polygon', coordinates: [rectangle(west, south, east, north)] }
}

function rectangle(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

/** A box that starts at the antimeridian starts at -180, unless it has no width. */
function wrapWest(west: number, east: number): number {
  return west > 180 || (west === 180 && east !== 180) ? west - 360 : west
}

/** A box that ends at the antimeridian ends at 180, unless it has no width. */
function wrapEast(west: number, east: number): number {
  if (east > 180) return east - 360
  return east === -180 && west !== -180 ? 180 : east
}
