import {
  conformalOf,
  degree,
  type Inverse,
  latitudeOfConformal,
  type ProjectionParameters,
  parallelOf,
  wrapLongitude,
} from './projection.ts'

/**
 * Polar stereographic on the ellipsoid, true at a standard parallel or scaled at the pole
 * (Snyder, Map Projections: A Working Manual, 21-33 to 21-40).
 */
export function inversePolarStereographic(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, lat0, standardParallels, scale, falseEasting, falseNorthing } = parameters
  const { a, e2 } = ellipsoid
  const e = Math.sqrt(e2)
  const north = lat0 !== 0 ? lat0 > 0 : (standardParallels[0] ?? 90) > 0
  const side = north ? 1 : -1
  const trueAt = standardParallels[0] === undefined ? 90 : Math.abs(standardParallels[0])
  // rho = factor * t
  const factor =
    90 - trueAt < 1e-9
      ? (2 * a * (scale ?? 1)) / Math.sqrt((1 + e) ** (1 + e) * (1 - e) ** (1 - e))
      : (a * parallelOf(trueAt * degree, e2)) / conformalOf(trueAt * degree, e2)
  const latitudeOf = latitudeOfConformal(e2)
  return (x, y) => {
    const east = x - falseEasting
    const up = y - falseNorthing
    const lat = latitudeOf(Math.sqrt(east * east + up * up) / factor) / degree
    const turn = Math.atan2(east, -side * up) / degree
    return [wrapLongitude(lon0 + turn), side * lat]
  }
}
