import { degree, type Inverse, type ProjectionParameters, wrapLongitude } from './projection.ts'

/** Transverse Mercator on the ellipsoid, UTM among them: exact to a metre within some degrees (Snyder 8-17 to 8-25). */
export function inverseTransverseMercator(parameters: ProjectionParameters): Inverse {
  const { ellipsoid, lon0, lat0, scale = 1, falseEasting, falseNorthing } = parameters
  const { a, e2 } = ellipsoid
  const second2 = e2 / (1 - e2)
  const e1 = (1 - Math.sqrt(1 - e2)) / (1 + Math.sqrt(1 - e2))
  const quarter = a * (1 - e2 / 4 - (3 * e2 ** 2) / 64 - (5 * e2 ** 3) / 256)
  const origin = meridian(lat0 * degree, a, e2)
  return (x, y) => {
    const mu = (origin + (y - falseNorthing) / scale) / quarter
    const foot =
      mu +
      ((3 * e1) / 2 - (27 * e1 ** 3) / 32) * Math.sin(2 * mu) +
      ((21 * e1 ** 2) / 16 - (55 * e1 ** 4) / 32) * Math.sin(4 * mu) +
      ((151 * e1 ** 3) / 96) * Math.sin(6 * mu) +
      ((1097 * e1 ** 4) / 512) * Math.sin(8 * mu)
    const cosine = Math.cos(foot)
    const sine = Math.sin(foot)
    const t = Math.tan(foot) ** 2
    const c = second2 * cosine ** 2
    const n = a / Math.sqrt(1 - e2 * sine ** 2)
    const r = (a * (1 - e2)) / (1 - e2 * sine ** 2) ** 1.5
    const d = (x - falseEasting) / (n * scale)
    const lat =
      foot -
      ((n * Math.tan(foot)) / r) *
        (d ** 2 / 2 -
          ((5 + 3 * t + 10 * c - 4 * c ** 2 - 9 * second2) * d ** 4) / 24 +
          ((61 + 90 * t + 298 * c + 45 * t ** 2 - 252 * second2 - 3 * c ** 2) * d ** 6) / 720)
    const lon =
      (d -
        ((1 + 2 * t + c) * d ** 3) / 6 +
        ((5 - 2 * c + 28 * t - 3 * c ** 2 + 8 * second2 + 24 * t ** 2) * d ** 5) / 120) /
      cosine
    return [wrapLongitude(lon0 + lon / degree), lat / degree]
  }
}

/** Distance along the meridian from the equator (Snyder 3-21). */
function meridian(phi: number, a: number, e2: number): number {
  return (
    a *
    ((1 - e2 / 4 - (3 * e2 ** 2) / 64 - (5 * e2 ** 3) / 256) * phi -
      ((3 * e2) / 8 + (3 * e2 ** 2) / 32 + (45 * e2 ** 3) / 1024) * Math.sin(2 * phi) +
      ((15 * e2 ** 2) / 256 + (45 * e2 ** 3) / 1024) * Math.sin(4 * phi) -
      ((35 * e2 ** 3) / 3072) * Math.sin(6 * phi))
  )
}
