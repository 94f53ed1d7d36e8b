import type { Instant } from '../../catalog/granule.ts'

const degree = Math.PI / 180

/** 2000-01-01T12:00:00Z, from which the almanac counts days. */
const j2000 = Date.UTC(2000, 0, 1, 12)

/**
 * How high the sun stands above the horizon, in degrees, without refraction, as seen from sea level: by the low-precision
 * formulas of the Astronomical Almanac, good to 0.02 degrees from 1950 to 2050.
 */
export function sunElevation(lon: number, lat: number, instant: Instant): number {
  const days = (instant - j2000) / 86_400_000
  const anomaly = (357.528 + 0.9856003 * days) * degree
  const mean = 280.46 + 0.9856474 * days
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * degree
  const obliquity = (23.439 - 4e-7 * days) * degree
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic))
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic))
  const sidereal = (280.46062 + 360.98564737 * days) * degree
  const hourAngle = sidereal + lon * degree - ascension
  const sine =
    Math.sin(lat * degree) * Math.sin(declination) +
    Math.cos(lat * degree) * Math.cos(declination) * Math.cos(hourAngle)
  return Math.asin(Math.max(-1, Math.min(1, sine))) / degree
}
