import {
  authalicOf,
  degree,
  type Inverse,
  latitudeOfAuthalic,
  type ProjectionParameters,
  parallelOf,
  wrapLongitude,
} from './projection.ts'

/** Lambert azimuthal equal-area on the ellipsoid, polar and oblique (Snyder 24-15 to 24-33). EASE-Grid 2.0 North, South. */
export function inverseLambertAzimuthal(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, lat0, falseEasting, falseNorthing } = parameters
  const { a, e2 } = ellipsoid
  const atPole = authalicOf(Math.PI / 2, e2)
  const latitudeOf = latitudeOfAuthalic(e2)
  if (90 - Math.abs(lat0) < 1e-9) {
    const side = Math.sign(lat0)
    return (x, y) => {
      const east = x - falseEasting
      const up = y - falseNorthing
      const rho = Math.sqrt(east * east + up * up) / a
      const lat = latitudeOf(side * (atPole - rho * rho)) / degree
      return [wrapLongitude(lon0 + Math.atan2(east, -side * up) / degree), lat]
    }
  }
  const phi0 = lat0 * degree
  const beta0 = Math.asin(authalicOf(phi0, e2) / atPole)
  const radius = a * Math.sqrt(atPole / 2)
  const stretch = (a * parallelOf(phi0, e2)) / (radius * Math.cos(beta0))
  return (x, y) => {
    const east = (x - falseEasting) / stretch
    const up = (y - falseNorthing) * stretch
    const rho = Math.sqrt(east * east + up * up)
    if (rho > 2 * radius) return [Number.NaN, Number.NaN]
    if (rho === 0) return [lon0, lat0]
    const c = 2 * Math.asin(rho / (2 * radius))
    const q = atPole * (Math.cos(c) * Math.sin(beta0) + (up * Math.sin(c) * Math.cos(beta0)) / rho)
    const lon = Math.atan2(
      east * Math.sin(c),
      rho * Math.cos(beta0) * Math.cos(c) - up * Math.sin(beta0) * Math.sin(c),
    )
    return [wrapLongitude(lon0 + lon / degree), latitudeOf(q) / degree]
  }
}
