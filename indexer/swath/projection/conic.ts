import {
  authalicOf,
  conformalOf,
  degree,
  type Inverse,
  latitudeOfAuthalic,
  latitudeOfConformal,
  type ProjectionParameters,
  parallelOf,
  wrapLongitude,
} from './projection.ts'

/** Lambert conformal conic on the ellipsoid, one or two standard parallels (Snyder 15-1 to 15-11). */
export function inverseLambertConformal(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, lat0, falseEasting, falseNorthing, scale = 1 } = parameters
  const { a, e2 } = ellipsoid
  const [first, second] = parallels(parameters)
  const [m1, m2] = [parallelOf(first, e2), parallelOf(second, e2)]
  const [t1, t2] = [conformalOf(first, e2), conformalOf(second, e2)]
  const n = Math.abs(first - second) < 1e-10 ? Math.sin(first) : Math.log(m1 / m2) / Math.log(t1 / t2)
  const f = (a * scale * m1) / (n * t1 ** n)
  const rho0 = f * conformalOf(lat0 * degree, e2) ** n
  const latitudeOf = latitudeOfConformal(e2)
  return (x, y) => {
    const { rho, theta } = polar(x - falseEasting, y - falseNorthing, rho0, n)
    const lat = latitudeOf((rho / f) ** (1 / n))
    return [wrapLongitude(lon0 + theta / n / degree), lat / degree]
  }
}

/** Albers equal-area conic on the ellipsoid (Snyder 14-1 to 14-21). */
export function inverseAlbers(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, lat0, falseEasting, falseNorthing } = parameters
  const { a, e2 } = ellipsoid
  const [first, second] = parallels(parameters)
  const [m1, m2] = [parallelOf(first, e2), parallelOf(second, e2)]
  const [q1, q2] = [authalicOf(first, e2), authalicOf(second, e2)]
  const n = Math.abs(first - second) < 1e-10 ? Math.sin(first) : (m1 * m1 - m2 * m2) / (q2 - q1)
  const c = m1 * m1 + n * q1
  const rho0 = (a * Math.sqrt(c - n * authalicOf(lat0 * degree, e2))) / n
  const latitudeOf = latitudeOfAuthalic(e2)
  return (x, y) => {
    const { rho, theta } = polar(x - falseEasting, y - falseNorthing, rho0, n)
    const lat = latitudeOf((c - ((rho * n) / a) ** 2) / n)
    return [wrapLongitude(lon0 + theta / n / degree), lat / degree]
  }
}

function parallels({ standardParallels, lat0 }: ProjectionParameters): [number, number] {
  const first = (standardParallels[0] ?? lat0) * degree
  return [first, standardParallels[1] === undefined ? first : standardParallels[1] * degree]
}

/** Distance and angle from the apex of the cone, which stands at rho0 above the origin. */
function polar(east: number, up: number, rho0: number, n: number): { rho: number; theta: number } {
  const side = Math.sign(n)
  const down = rho0 - up
  return { rho: side * Math.sqrt(east * east + down * down), theta: Math.atan2(side * east, side * down) }
}
