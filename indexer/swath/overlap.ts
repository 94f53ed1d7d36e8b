import type { Degrees } from '../coordinates.ts'
import { earthRadiusKm, quantileOf, spread } from './sphere.ts'

/** Positions as a sequence or as rows of `columns`. */
export interface PositionSet {
  lon: Degrees
  lat: Degrees
  columns?: number
}

/** Finer differences of place than this do not make another set, kilometres. */
const finestKm = 2

const fewSamples = 2000
const manySamples = 200_000

/**
 * Whether a set of positions lies all within another, to within one and a half of its steps: then it adds nothing to
 * what is covered (1 Hz beside 20 Hz, tie points beside pixels, the same swath told twice).
 */
export function liesWithin(inner: PositionSet, outer: PositionSet): boolean {
  const kept = spread(outer.lat.length, manySamples)
  const points = kept.flatMap((i) =>
    Number.isNaN(outer.lat[i]!) ? [] : [toUnit(outer.lon[i]!, outer.lat[i]!)],
  )
  if (points.length === 0) return false
  const toleranceKm = Math.max(finestKm, 1.5 * stepOf(outer, kept))
  const cell = toleranceKm / earthRadiusKm
  const keyOf = (x: number, y: number, z: number) => `${x},${y},${z}`
  const cells = new Map<string, Vector[]>()
  for (const point of points) {
    const key = keyOf(...(point.map((v) => Math.floor(v / cell)) as Vector))
    const there = cells.get(key)
    if (there === undefined) cells.set(key, [point])
    else there.push(point)
  }
  return spread(inner.lat.length, fewSamples).every((i) => {
    if (Number.isNaN(inner.lat[i]!)) return true
    const point = toUnit(inner.lon[i]!, inner.lat[i]!)
    const [x, y, z] = point.map((v) => Math.floor(v / cell)) as Vector
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dz = -1; dz <= 1; dz++) {
          if (cells.get(keyOf(x + dx, y + dy, z + dz))?.some((other) => chord(point, other) <= cell))
            return true
        }
      }
    }
    return false
  })
}

type Vector = [x: number, y: number, z: number]

function toUnit(lon: number, lat: number): Vector {
  const [x, y] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)]
}

function chord(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** Distance between neighbours, near the largest there is, over the positions that are kept, in kilometres. */
function stepOf({ lon, lat, columns }: PositionSet, kept: number[]): number {
  const thinned = kept.length < lat.length ? lat.length / kept.length : 1
  const steps: number[] = []
  const add = (i: number, j: number) => {
    if (j < lat.length) steps.push(earthRadiusKm * chord(toUnit(lon[i]!, lat[i]!), toUnit(lon[j]!, lat[j]!)))
  }
  for (const i of spread(lat.length, fewSamples)) {
    if (columns === undefined || (i + 1) % columns !== 0) add(i, i + 1)
    if (columns !== undefined) add(i, i + columns)
  }
  return quantileOf(steps, 0.95) * thinned
}
