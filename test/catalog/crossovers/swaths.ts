import { beside, type Orbit, outline, polarOrbit } from '../../../bench/synthetic.ts'
import { cutLine, unwrap } from '../../../catalog/geometry/cut.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import type { Granule, GranuleKind, Segment } from '../../../catalog/granule.ts'

export const minute = 60_000

/** Rows that a granule has a second, as an instrument would. */
const rowsASecond = 2

/** What the edges of synthetic granules are drawn for. */
interface Pass {
  collection?: string
  orbit: Orbit
  start: number
  minutes: number
  /** Radians to either side of the ground track. */
  halfWidth: number
  segments: number
}

/** Its footprint is what its segments hold together. */
export function swathOf(pass: Pass): Granule {
  return granuleOf(pass, 'swath', (from, to, steps) =>
    outline(pass.orbit, from, to, pass.halfWidth, steps, 6),
  )
}

export function trackOf(pass: Omit<Pass, 'halfWidth'>): Granule {
  return granuleOf({ ...pass, halfWidth: 0 }, 'track', (from, to, steps) => {
    const line = Array.from({ length: 4 * steps + 1 }, (_, i) =>
      beside(pass.orbit, from + ((to - from) * i) / (4 * steps), 0),
    )
    return { type: 'MultiLineString', coordinates: cutLine(unwrap(line)) }
  })
}

export function granuleFrom(given: Pick<Granule, 'geometry' | 'start' | 'end'> & Partial<Granule>): Granule {
  return {
    collection: 'drawn',
    id: `drawn-${given.start}`,
    kind: 'grid',
    bbox: [-180, -90, 180, 90],
    segments: [],
    properties: {},
    assets: {},
    updated: 0,
    ...given,
  }
}

function granuleOf(
  { collection = 'passes', start, minutes, segments: count }: Pass,
  kind: GranuleKind,
  drawBetween: (from: number, to: number, steps: number) => Geometry,
): Granule {
  const length = Math.round(minutes * minute)
  const rows = Math.round((length / 1000) * rowsASecond)
  const steps = 4
  const segments = Array.from({ length: count }, (_, k): Segment => {
    const [from, to] = [
      start + Math.round((length * k) / count),
      start + Math.round((length * (k + 1)) / count),
    ]
    return {
      start: from,
      end: to,
      rows: [Math.floor((rows * k) / count), Math.min(rows - 1, Math.floor((rows * (k + 1)) / count))],
      geometry: drawBetween(from, to, steps),
    }
  })
  return granuleFrom({
    collection,
    id: `${kind}-${start}`,
    kind,
    start,
    end: start + length,
    geometry: drawBetween(start, start + length, steps * count),
    segments,
  })
}

export function randomOrbit(random: () => number): Orbit {
  const orbit = polarOrbit(random)
  return { ...orbit, inclination: orbit.inclination * (0.6 + 0.42 * random()) }
}

/** A place near what a granule covers, or anywhere. */
export function placeNear(granule: Granule, random: () => number): Position {
  const vertices = verticesOf(granule.geometry)
  const [lon, lat] = vertices[Math.floor(vertices.length * random())]!
  const within = (value: number, most: number) => Math.max(-most, Math.min(most, value))
  return [within(lon + 30 * (random() - 0.5), 180), within(lat + 20 * (random() - 0.5), 90)]
}

function verticesOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(verticesOf)
  const flat = (geometry.coordinates as unknown[]).flat(3) as number[]
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!])
}
