import type { Degrees } from '../coordinates.ts'
import { earthRadiusKm, quantileOf, spread, toUnit, type UnitVector } from './sphere.ts'

/** Positions as a sequence or as rows of `columns`. */
export interface PositionSet {
  lon: Degrees
  lat: Degrees
  columns?: number
}

/** Closer than this two positions are one, kilometres: beams stand further apart. */
const finestKm = 0.05

const fewSamples = 1000
const manySamples = 20_000

/**
 * Whether a set of positions lies all within another, to within one of its steps: then it adds nothing to what is
 * covered (1 Hz beside 20 Hz).
 */
export function liesWithin(inner: PositionSet, outer: PositionSet): boolean {
  const points = thin(outer)
  return points.length > 0 && isReached(inner, points, Math.max(finestKm / earthRadiusKm, stepOf(points)))
}

/** Whether two sets are the same positions (one swath told twice, for two of its products). */
export function isSame(one: PositionSet, other: PositionSet): boolean {
  return one.lat.length === other.lat.length && isReached(one, thin(other), finestKm / earthRadiusKm)
}

/** Whether every position, of some of them, is within reach of one of the points. */
function isReached(inner: PositionSet, points: UnitVector[], reach: number): boolean {
  const cells = new Map<number, UnitVector[]>()
  for (const point of points) {
    const key = keyOf(...cellOf(point, reach))
    const there = cells.get(key)
    if (there === undefined) cells.set(key, [point])
    else there.push(point)
  }
  return spread(inner.lat.length, fewSamples).every((i) => {
    if (Number.isNaN(inner.lat[i]!)) return true
    const point = toUnit(inner.lon[i]!, inner.lat[i]!)
    const [x, y, z] = cellOf(point, reach)
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dz = -1; dz <= 1; dz++) {
          const there = cells.get(keyOf(x + dx, y + dy, z + dz))
          if (there?.some((other) => chord(point, other) <= reach)) return true
        }
      }
    }
    return false
  })
}

/** The valid positions as unit vectors; of many, every so many rows and columns. */
function thin({ lon, lat, columns = 1 }: PositionSet): UnitVector[] {
  const rows = lat.length / columns
  const share = Math.min(1, Math.sqrt(manySamples / lat.length))
  const few = columns === 1 ? [0] : spread(columns, Math.max(2, Math.floor(columns * share)))
  const points: UnitVector[] = []
  for (const row of spread(rows, Math.max(2, Math.floor(manySamples / few.length)))) {
    for (const column of few) {
      const i = row * columns + column
      if (!Number.isNaN(lat[i]!)) points.push(toUnit(lon[i]!, lat[i]!))
    }
  }
  return points
}

function chord(a: UnitVector, b: UnitVector): number {
  const [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
  return Math.sqrt(x * x + y * y + z * z)
}

function cellOf(point: UnitVector, size: number): UnitVector {
  return [Math.floor(point[0] / size), Math.floor(point[1] / size), Math.floor(point[2] / size)]
}

/** A number for a cell, which others may share: what is in it is looked at anyway. */
function keyOf(x: number, y: number, z: number): number {
  return Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791)
}

/** How far the next position is, in radians, from nearly all of some of them. */
function stepOf(points: UnitVector[]): number {
  const nearest = spread(points.length, 100).map((i) => {
    let least = Number.POSITIVE_INFINITY
    for (let j = 0; j < points.length; j++)
      if (j !== i) least = Math.min(least, chord(points[i]!, points[j]!))
    return least
  })
  return quantileOf(nearest, 0.95) || 0
}
