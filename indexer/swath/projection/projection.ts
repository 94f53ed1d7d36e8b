/** Where a point of the plane is on the Earth: degrees, or NaN off the Earth. */
export type Inverse = (x: number, y: number) => [lon: number, lat: number]

/** Parameters of a projection, by the names of CF appendix F; angles in degrees, lengths in metres. */
export interface ProjectionParameters {
  /** `grid_mapping_name`. */
  name: string
  ellipsoid: Ellipsoid
  /** Longitude and latitude of the origin. */
  lon0: number
  lat0: number
  standardParallels: number[]
  /** At the origin; absent where standard parallels say it. */
  scale?: number
  falseEasting: number
  falseNorthing: number
  /** Above the ellipsoid, for the geostationary projection. */
  height?: number
  /** Axis of the outer gimbal, for the geostationary projection. */
  sweep?: 'x' | 'y'
  /** Of the rotated pole. */
  pole?: { lon: number; lat: number }
}

export interface Ellipsoid {
  /** Semi-major axis, metres. */
  a: number
  /** Eccentricity squared. */
  e2: number
}

export const wgs84: Ellipsoid = { a: 6378137, e2: 0.0066943799901413165 }

export const degree = Math.PI / 180

/** Into -180..180. */
export function wrapLongitude(lon: number): number {
  return lon - 360 * Math.floor((lon + 180) / 360)
}

/**
 * Latitude from the conformal parameter t = tan(pi/4 - phi/2) / ((1 - e sin phi) / (1 + e sin phi))^(e/2), radians, by
 * the series that Snyder gives (Map Projections: A Working Manual, equation 3-5), good to 1e-9.
 */
export function latitudeOfConformal(e2: number): (t: number) => number {
  const [e4, e6, e8] = [e2 ** 2, e2 ** 3, e2 ** 4]
  const a = e2 / 2 + (5 * e4) / 24 + e6 / 12 + (13 * e8) / 360
  const b = (7 * e4) / 48 + (29 * e6) / 240 + (811 * e8) / 11520
  const c = (7 * e6) / 120 + (81 * e8) / 1120
  const d = (4279 * e8) / 161280
  return (t) => {
    const chi = Math.PI / 2 - 2 * Math.atan(t)
    // Sines of multiples of an angle, each from the two before it.
    const two = Math.sin(2 * chi)
    const twice = 2 * Math.cos(2 * chi)
    const four = twice * two
    const six = twice * four - two
    return chi + a * two + b * four + c * six + d * (twice * six - four)
  }
}

/** The conformal parameter of a latitude in radians (Snyder 15-9). */
export function conformalOf(phi: number, e2: number): number {
  const sine = Math.sqrt(e2) * Math.sin(phi)
  return Math.tan(Math.PI / 4 - phi / 2) / ((1 - sine) / (1 + sine)) ** (Math.sqrt(e2) / 2)
}

/** cos(phi) / sqrt(1 - e^2 sin^2(phi)), the radius of a parallel in units of a (Snyder 14-15). */
export function parallelOf(phi: number, e2: number): number {
  return Math.cos(phi) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
}

/** The authalic parameter of a latitude in radians (Snyder 3-12). */
export function authalicOf(phi: number, e2: number): number {
  const sine = Math.sin(phi)
  if (e2 === 0) return 2 * sine
  const e = Math.sqrt(e2)
  return (1 - e2) * (sine / (1 - e2 * sine * sine) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
}

/** Latitude from the authalic parameter, radians; NaN beyond the poles (Snyder 3-16). */
export function latitudeOfAuthalic(e2: number): (q: number) => number {
  const atPole = authalicOf(Math.PI / 2, e2)
  return (q) => authalicLatitude(q, e2, atPole)
}

function authalicLatitude(q: number, e2: number, atPole: number): number {
  if (Math.abs(q) > atPole * (1 + 1e-9)) return Number.NaN
  if (Math.abs(q) >= atPole * (1 - 1e-12)) return (Math.sign(q) * Math.PI) / 2
  if (e2 === 0) return Math.asin(q / 2)
  const e = Math.sqrt(e2)
  let phi = Math.asin(q / 2)
  for (let i = 0; i < 25; i++) {
    const sine = Math.sin(phi)
    const one = 1 - e2 * sine * sine
    const step =
      ((one * one) / (2 * Math.cos(phi))) *
      (q / (1 - e2) - sine / one + Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
    phi += step
    if (Math.abs(step) < 1e-12) break
  }
  return phi
}
