/**
 * Writes seeded synthetic granules, one JSON object a line: `node bench/synthetic.ts [count] [seed]`.
 *
 * Fifty collections over ten years: forty of swaths of 5 minutes (about 40 vertices), ten of whole orbits of
 * about 100 minutes (about 120 vertices), on polar orbits of their own.
 */

import { unionBoxes } from '../catalog/geometry/box.ts'
import { closeOverPole, cutPolygon, unwrap } from '../catalog/geometry/cut.ts'
import { shapeOf } from '../catalog/geometry/shape.ts'
import type { Geometry, Position, Ring } from '../catalog/geometry/types.ts'
import type { Granule, Segment } from '../catalog/granule.ts'
import { seeded } from '../test/seeded.ts'

export const collectionCount = 50
export const firstInstant = Date.UTC(2010, 0, 1)
export const lastInstant = Date.UTC(2020, 0, 1)

const minute = 60_000
const radians = Math.PI / 180

export function collectionName(index: number): string {
  return `synthetic-${String(index).padStart(2, '0')}-${isOrbit(index) ? 'orbit' : 'granule'}`
}

/** In the order of time, the collections taking turns: as a live archive grows. */
export function* syntheticGranules(count: number, seed = 1): Generator<Granule> {
  const random = seeded(seed)
  const orbits = Array.from({ length: collectionCount }, () => polarOrbit(random))
  const step = (lastInstant - firstInstant) / count
  for (let i = 0; i < count; i++) {
    const index = i % collectionCount
    const orbit = orbits[index]!
    const start = firstInstant + step * (i + random())
    yield granuleOf(index, orbit, Math.round(isOrbit(index) ? nodeBefore(orbit, start) : start), random)
  }
}

export interface Orbit {
  minutes: number
  inclination: number
  phase: number
  node: number
}

export function polarOrbit(random: () => number): Orbit {
  return {
    minutes: 97 + 6 * random(),
    inclination: (98.5 + 2 * random()) * radians,
    phase: 2 * Math.PI * random(),
    node: 2 * Math.PI * random(),
  }
}

function isOrbit(index: number): boolean {
  return index % 5 === 4
}

function granuleOf(index: number, orbit: Orbit, start: number, random: () => number): Granule {
  const whole = isOrbit(index)
  const end = start + Math.round(whole ? orbit.minutes * minute : 5 * minute)
  // An orbit from node to node that is narrower than its distance from the poles overlaps itself nowhere.
  const halfWidth = (whole ? 5.5 : 10.5) * radians
  const rows = whole ? 6000 : 2030
  const geometry = outline(orbit, start, end, halfWidth, whole ? 54 : 14, 6)
  const parts = whole ? 20 : 2
  const segments = Array.from({ length: parts }, (_, k): Segment => {
    const from = start + Math.round(((end - start) * k) / parts)
    const to = start + Math.round(((end - start) * (k + 1)) / parts)
    return {
      start: from,
      end: to,
      rows: [Math.floor((rows * k) / parts), Math.floor((rows * (k + 1)) / parts) - 1],
      geometry: outline(orbit, from, to, halfWidth, 5, 4),
    }
  })
  const collection = collectionName(index)
  const stamp = new Date(start).toISOString().replace(/[-:]|\.\d+/g, '')
  const id = `${collection}_${stamp}_${String(Math.floor(1e9 * random())).padStart(9, '0')}`
  const revolution = Math.floor((start - firstInstant) / (orbit.minutes * minute))
  return {
    collection,
    id,
    kind: 'swath',
    start,
    end,
    geometry,
    bbox: unionBoxes(partsOf(geometry).map((part) => [...shapeOf(part).envelope]))!,
    segments,
    properties: {
      platform: `Platform ${index >> 2}`,
      instrument: `Imager ${index}`,
      orbit: revolution,
      cycle: Math.floor(revolution / 254),
      pass: 1 + (revolution % 254),
      level: 'L2',
      version: '3.1',
      producer: 'Synthetic processing centre',
      created: new Date(end + 3 * 3600_000).toISOString(),
      variables: ['sea_surface_temperature', 'wind_speed', 'quality_level'],
    },
    assets: {
      data: {
        href: `file:///archive/${collection}/${stamp.slice(0, 4)}/${stamp.slice(4, 8)}/${id}.nc`,
        type: 'application/x-netcdf',
        roles: ['data'],
        size: 1_000_000 + Math.floor(5e7 * random()),
      },
    },
    updated: lastInstant,
  }
}

/** When the satellite last crossed the equator northwards. */
function nodeBefore(orbit: Orbit, instant: number): number {
  const turns = (instant - firstInstant) / (orbit.minutes * minute) + orbit.phase / (2 * Math.PI)
  return instant - (turns - Math.floor(turns)) * orbit.minutes * minute
}

type Vector = [number, number, number]

/** Unit vector to the ground point below the satellite; the Earth turns once a day below the orbit. */
function groundPoint(orbit: Orbit, instant: number): Vector {
  const minutes = (instant - firstInstant) / minute
  const u = (2 * Math.PI * minutes) / orbit.minutes + orbit.phase
  const lon = orbit.node - (2 * Math.PI * minutes) / 1440
  const [x, y] = [Math.cos(u), Math.sin(u) * Math.cos(orbit.inclination)]
  const [sin, cos] = [Math.sin(lon), Math.cos(lon)]
  return [x * cos - y * sin, x * sin + y * cos, Math.sin(u) * Math.sin(orbit.inclination)]
}

/** The position `angle` radians to the left of the ground track. */
export function beside(orbit: Orbit, instant: number, angle: number): Position {
  const p = groundPoint(orbit, instant)
  const q = groundPoint(orbit, instant + 1000)
  const left: Vector = [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]]
  const length = Math.hypot(...left)
  const [x, y, z] = p.map((value, i) => Math.cos(angle) * value + (Math.sin(angle) * left[i]!) / length)
  return [Math.atan2(y!, x!) / radians, Math.asin(Math.max(-1, Math.min(1, z!))) / radians]
}

/** The swath from one instant to another: `along` steps on either side and `across` at either end. */
export function outline(
  orbit: Orbit,
  from: number,
  to: number,
  halfWidth: number,
  along: number,
  across: number,
): Geometry {
  const ring: Ring = []
  const corner = (instant: number, side: number) => ring.push(beside(orbit, instant, side * halfWidth))
  for (let i = 0; i < along; i++) corner(from + ((to - from) * i) / along, -1)
  for (let i = 0; i < across; i++) corner(to, (2 * i) / across - 1)
  for (let i = 0; i < along; i++) corner(to + ((from - to) * i) / along, 1)
  for (let i = 0; i <= across; i++) corner(from, 1 - (2 * i) / across)
  const open = unwrap(ring)
  const winds = Math.abs(open.at(-1)![0] - open[0]![0]) > 180
  const polygons = cutPolygon([winds ? closeOverPole(open) : [...open.slice(0, -1), open[0]!]]).map((rings) =>
    rings.map((one) => one.map(rounded)),
  )
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function rounded([lon, lat]: Position): Position {
  return [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]
}

function partsOf(geometry: Geometry): Geometry[] {
  return geometry.type === 'MultiPolygon'
    ? geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
    : [geometry]
}

if (import.meta.main) {
  const [count = '1000', seed = '1'] = process.argv.slice(2)
  for (const granule of syntheticGranules(Number(count), Number(seed))) {
    if (!process.stdout.write(`${JSON.stringify(granule)}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve))
    }
  }
}
