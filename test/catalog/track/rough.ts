import { DEGREE, toPosition, toVector } from '../../../catalog/geometry/sphere.ts'
import { epoch, type Samples } from './orbit.ts'

/** A walk that turns at random, in steps of so many metres and seconds, both uneven: a drifter, a glider, an aircraft. */
export function roam(
  random: () => number,
  count: number,
  { metres, seconds, turn }: { metres: number; seconds: number; turn: number },
): Samples {
  const samples: Samples = { lon: [], lat: [], time: [] }
  let [lon, lat] = [360 * random() - 180, 160 * random() - 80]
  let [heading, time] = [360 * random(), epoch + 86_400_000 * random()]
  for (let i = 0; i < count; i++) {
    samples.lon.push(Math.round(lon * 1e5) / 1e5)
    samples.lat.push(Math.round(lat * 1e5) / 1e5)
    samples.time.push(time)
    heading += turn * (random() - 0.5)
    ;[lon, lat] = ahead(lon, lat, heading, metres * (0.5 + random()))
    time += 1000 * seconds * (0.6 + 0.8 * random())
  }
  return samples
}

function ahead(lon: number, lat: number, heading: number, metres: number): [number, number] {
  const [x, y, z] = toVector(lon, lat)
  const [sinLon, cosLon] = [Math.sin(lon * DEGREE), Math.cos(lon * DEGREE)]
  const [east, north] = [Math.sin(heading * DEGREE), Math.cos(heading * DEGREE)]
  const sinLat = Math.sin(lat * DEGREE)
  const [sine, cosine] = [Math.sin(metres / 6_371_000), Math.cos(metres / 6_371_000)]
  const along = [
    -east * sinLon - north * sinLat * cosLon,
    east * cosLon - north * sinLat * sinLon,
    north * Math.cos(lat * DEGREE),
  ] as const
  return toPosition([
    x * cosine + along[0] * sine,
    y * cosine + along[1] * sine,
    z * cosine + along[2] * sine,
  ])
}
