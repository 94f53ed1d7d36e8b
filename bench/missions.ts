import { boundingBox } from '../catalog/geometry/bounds.ts'
import { cutLine, unwrap } from '../catalog/geometry/cut.ts'
import { DEGREE } from '../catalog/geometry/sphere.ts'
import type { Position } from '../catalog/geometry/types.ts'
import type { Granule } from '../catalog/granule.ts'
import { encodeTracks } from '../catalog/track/encode.ts'
import { beside, firstInstant, type Orbit } from './synthetic.ts'

const minute = 60_000
/** Seconds between two measurements. */
const step = 10

/** Orbits of altimeters, alike and each of its own. */
export function missionOrbit(index: number): Orbit {
  const inclined = index % 2 === 0
  return {
    minutes: (inclined ? 112.4 : 101) - 0.7 * index,
    inclination: (inclined ? 66 + index : 98.6 - index / 5) * DEGREE,
    phase: 0.7 * index,
    node: 1.3 * index,
  }
}

/** A mission's granules, one for each half revolution from its northernmost to its southernmost place or back. */
export function* missionGranules(
  collection: string,
  orbit: Orbit,
  from: number,
  days: number,
): Generator<Granule> {
  const half = (orbit.minutes * minute) / 2
  const turning = (Math.PI / 2 - orbit.phase) / Math.PI
  const passAt = (instant: number) => Math.ceil((instant - firstInstant) / half - turning)
  const end = from + days * 1440 * minute
  for (let pass = passAt(from); firstInstant + (pass + turning) * half < end; pass++) {
    const start = Math.ceil(firstInstant + (pass + turning) * half)
    yield passGranule(collection, orbit, pass, start, Math.floor(start + half - 1))
  }
}

function passGranule(collection: string, orbit: Orbit, pass: number, start: number, last: number): Granule {
  const count = Math.floor((last - start) / (1000 * step)) + 1
  const time = Float64Array.from({ length: count }, (_, i) => start + 1000 * step * i)
  const line = Array.from(time, (instant): Position => beside(orbit, instant, 0))
  const lines = cutLine(unwrap(line.filter((_, i) => i % 12 === 0 || i === count - 1)))
  const geometry = { type: 'MultiLineString' as const, coordinates: lines }
  const track = encodeTracks([{ lon: line.map(([lon]) => lon), lat: line.map(([, lat]) => lat), time }])
  const id = `${collection}_P${String(pass).padStart(5, '0')}`
  return {
    collection,
    id,
    kind: 'track',
    start,
    end: time[count - 1]!,
    geometry,
    bbox: boundingBox(geometry)!,
    segments: [],
    ...(track && { track }),
    properties: { platform: collection, cycle: Math.floor(pass / 254), pass: 1 + (pass % 254) },
    assets: { data: { href: `file:///archive/${id}.nc`, type: 'application/netcdf', roles: ['data'] } },
    updated: firstInstant,
  }
}
