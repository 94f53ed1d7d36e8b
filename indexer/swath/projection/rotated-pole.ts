import { degree, type Inverse, type ProjectionParameters, wrapLongitude } from './projection.ts'

/** Longitude and latitude of a grid whose north pole is elsewhere (CF appendix F), on the sphere; x and y in degrees. */
export function inverseRotatedPole({ pole = { lon: 180, lat: 90 }, lon0 }: ProjectionParameters): Inverse {
  const tilt = pole.lat * degree
  return (x, y) => {
    const lon = (x - lon0) * degree
    const lat = y * degree
    const sine = Math.sin(tilt) * Math.sin(lat) + Math.cos(tilt) * Math.cos(lat) * Math.cos(lon)
    const east = -Math.cos(lat) * Math.sin(lon)
    const north = Math.sin(lat) * Math.cos(tilt) - Math.cos(lat) * Math.cos(lon) * Math.sin(tilt)
    return [
      wrapLongitude(pole.lon + Math.atan2(east, north) / degree),
      Math.asin(Math.max(-1, Math.min(1, sine))) / degree,
    ]
  }
}
