import {
  degree,
  type Inverse,
  latitudeOfAuthalic,
  latitudeOfConformal,
  type ProjectionParameters,
  parallelOf,
  wrapLongitude,
} from './projection.ts'

/** Lambert cylindrical equal-area on the ellipsoid (Snyder 10-12 to 10-26). EASE-Grid 2.0 Global. */
export function inverseCylindricalEqualArea(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, standardParallels, scale, falseEasting, falseNorthing } = parameters
  const { a, e2 } = ellipsoid
  const k0 = scale ?? parallelOf((standardParallels[0] ?? 0) * degree, e2)
  const latitudeOf = latitudeOfAuthalic(e2)
  const latitudeAt = rememberLast((y) => latitudeOf((2 * (y - falseNorthing) * k0) / a) / degree)
  return (x, y) => {
    const lon = (x - falseEasting) / (a * k0) / degree
    const lat = latitudeAt(y)
    return onEarth(lon0, lon, lat)
  }
}

/** Mercator on the ellipsoid (Snyder 7-7 to 7-12). */
export function inverseMercator(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, standardParallels, scale, falseEasting, falseNorthing } = parameters
  const { a, e2 } = ellipsoid
  const k0 = scale ?? parallelOf((standardParallels[0] ?? 0) * degree, e2)
  const latitudeOf = latitudeOfConformal(e2)
  const latitudeAt = rememberLast((y) => latitudeOf(Math.exp(-(y - falseNorthing) / (a * k0))) / degree)
  return (x, y) => {
    const lon = (x - falseEasting) / (a * k0) / degree
    const lat = latitudeAt(y)
    return onEarth(lon0, lon, lat)
  }
}

/** Sinusoidal on the sphere of the semi-major axis (Snyder 30-6 and 30-7). */
export function inverseSinusoidal(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, falseEasting, falseNorthing } = parameters
  return (x, y) => {
    const phi = (y - falseNorthing) / ellipsoid.a
    if (Math.abs(phi) > Math.PI / 2 + 1e-9) return [Number.NaN, Number.NaN]
    const cosine = Math.cos(phi)
    const lon = cosine < 1e-12 ? 0 : (x - falseEasting) / (ellipsoid.a * cosine) / degree
    return onEarth(lon0, lon, phi / degree)
  }
}

/** Beyond half a turn from the central meridian the plane is not the Earth any more; a pixel's width is allowed for. */
function onEarth(lon0: number, lon: number, lat: number): [number, number] {
  return Math.abs(lon) > 180.5 ? [Number.NaN, Number.NaN] : [wrapLongitude(lon0 + lon), lat]
}

/** Grids are gone through row by row, and a row has one latitude. */
function rememberLast(compute: (y: number) => number): (y: number) => number {
  let last = Number.NaN
  let value = Number.NaN
  return (y) => {
    if (y !== last) {
      last = y
      value = compute(y)
    }
    return value
  }
}
