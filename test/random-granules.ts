import { beside, type Orbit, outline, polarOrbit } from '../bench/synthetic.ts'
import { unionBoxes } from '../catalog/geometry/box.ts'
import { cutLine, unwrap } from '../catalog/geometry/cut.ts'
import { shapeOf } from '../catalog/geometry/shape.ts'
import type { Box, Geometry, Position } from '../catalog/geometry/types.ts'
import type { Granule, GranuleKind, Properties, Segment } from '../catalog/granule.ts'
import { encodeTracks } from '../catalog/track/encode.ts'

type Random = () => number

const minute = 60_000
const radians = Math.PI / 180
export const epoch = Date.UTC(2015, 0, 1)
/** Starts lie within this from the epoch. */
export const spread = 60 * 86_400_000

/** Every sort of granule that indexes get wrong, in four collections, with ids that repeat across them. */
export function randomGranules(random: Random, count: number): Granule[] {
  const orbit = polarOrbit(random)
  return Array.from({ length: count }, (_, i) => randomGranule(random, orbit, i))
}

function randomGranule(random: Random, orbit: Orbit, i: number): Granule {
  // Many start at the same instant, so that ties matter.
  const exact = epoch + spread * random()
  const start = random() < 0.4 ? Math.floor(exact / (6 * 3600_000)) * 6 * 3600_000 : Math.floor(exact)
  const {
    kind,
    duration,
    geometry,
    segments = [],
    track,
  } = drawers[i % drawers.length]!(random, orbit, start)
  return {
    collection: ['beta', 'alpha', 'Gamma', 'delta é'][Math.floor(4 * random())]!,
    id: `${kind}-${i % 97}-${Math.floor(3 * random())}`,
    kind,
    start,
    end: start + duration,
    geometry,
    bbox: boxAround(geometry),
    segments,
    ...(track && { track }),
    properties: randomProperties(random),
    assets: {
      data: { href: `file:///archive/${i}.nc`, type: 'application/x-netcdf', roles: ['data'], size: i },
    },
    updated: epoch + i * 1000,
  }
}

interface Drawn {
  kind: GranuleKind
  duration: number
  geometry: Geometry
  segments?: Segment[]
  track?: Uint8Array
}

const drawers: ((random: Random, orbit: Orbit, start: number) => Drawn)[] = [
  (random, orbit, start) => swath(orbit, start, 5 * minute, (4 + 7 * random()) * radians, 3),
  (_, orbit, start) => swath(orbit, start, 5 * minute, 10 * radians, 0),
  (_, orbit, start) => swath(orbit, start, 20 * minute, 9 * radians, 8),
  (_, orbit, start) => swath(orbit, start, Math.round(orbit.minutes * minute), 2 * radians, 20),
  (_, orbit, start) => track(orbit, start, 50 * minute, 10),
  (random) => ({ kind: 'profile', duration: 0, geometry: { type: 'Point', coordinates: place(random) } }),
  (random) => ({
    kind: 'trajectory',
    duration: Math.round(30 * 86_400_000 * random()),
    geometry: { type: 'MultiPoint', coordinates: Array.from({ length: 9 }, () => place(random)) },
  }),
  (random) => {
    const edge = 50 + 35 * random()
    const cap = random() < 0.5 ? box([-180, edge, 180, 90]) : box([-180, -90, 180, -edge])
    return { kind: 'grid', duration: Math.round(1440 * minute * random()), geometry: cap }
  },
  (random) => {
    const [west, south] = [150 + 30 * random(), -85 + 150 * random()]
    const [east, north] = [-180 + 40 * random(), south + 20 * random()]
    return {
      kind: 'grid',
      duration: 1440 * minute,
      geometry: boxes([west, south, 180, north], [-180, south, east, north]),
    }
  },
  (random) => ({
    kind: 'grid',
    duration: Math.round(10 * 365 * 86_400_000 * random()),
    geometry: random() < 0.5 ? box([-180, -90, 180, 90]) : box([-20, -10, 25.5, 40]),
  }),
  (random) => {
    const [west, south] = place(random)
    const rectangle = (share: number): Position[] => {
      const [east, north] = [Math.min(180, west + 8), Math.min(90, south + 6)]
      const [dx, dy] = [(east - west) * share, (north - south) * share]
      return [
        [west + dx, south + dy],
        [east - dx, south + dy],
        [east - dx, north - dy],
        [west + dx, north - dy],
        [west + dx, south + dy],
      ]
    }
    const rings = [rectangle(0), rectangle(0.1).reverse()]
    return { kind: 'swath', duration: 3 * minute, geometry: { type: 'Polygon', coordinates: rings } }
  },
]

function swath(orbit: Orbit, start: number, duration: number, halfWidth: number, parts: number): Drawn {
  const steps = Math.max(4, Math.round(duration / (2 * minute)))
  return {
    kind: 'swath',
    duration,
    geometry: outline(orbit, start, start + duration, halfWidth, steps, 6),
    segments: Array.from({ length: parts }, (_, k) => {
      const from = start + Math.round((duration * k) / parts)
      const to = start + Math.round((duration * (k + 1)) / parts)
      return {
        start: from,
        end: to,
        rows: [100 * k, 100 * k + 99],
        ...(k % 2 === 1 ? { columns: [0, 47] as [number, number] } : {}),
        ...(k % 3 === 1 ? { pixels: `made of ${k}` } : {}),
        geometry: outline(orbit, from, to, halfWidth, 4, 4),
      }
    }),
  }
}

function track(orbit: Orbit, start: number, duration: number, parts: number): Drawn {
  const between = (from: number, to: number, steps: number): Geometry => {
    const line = Array.from({ length: steps + 1 }, (_, i) =>
      beside(orbit, from + ((to - from) * i) / steps, 0),
    )
    const cut = cutLine(unwrap(line))
    return cut.length === 1
      ? { type: 'LineString', coordinates: cut[0]! }
      : { type: 'MultiLineString', coordinates: cut }
  }
  return {
    kind: 'track',
    duration,
    ...groundTrack(orbit, start, duration),
    geometry: between(start, start + duration, 5 * parts),
    segments: Array.from({ length: parts }, (_, k) => {
      const [from, to] = [
        start + Math.round((duration * k) / parts),
        start + Math.round((duration * (k + 1)) / parts),
      ]
      return { start: from, end: to, rows: [k, k + 1], geometry: between(from, to, 5) }
    }),
  }
}

/** Measured every ten seconds. */
function groundTrack(orbit: Orbit, start: number, duration: number): Pick<Drawn, 'track'> {
  const time = Array.from({ length: Math.floor(duration / 10_000) + 1 }, (_, i) => start + 10_000 * i)
  const places = time.map((instant) => beside(orbit, instant, 0))
  const track = encodeTracks([{ lon: places.map(([lon]) => lon), lat: places.map(([, lat]) => lat), time }])
  return track ? { track } : {}
}

function randomProperties(random: Random): Properties {
  const cycle = Math.floor(12 * random())
  return {
    ...(random() < 0.8 && { cycle, pass: 1 + Math.floor(20 * random()) }),
    ...(random() < 0.7 && { platform: ['Aqua', 'Sentinel-6', 'Ｊason', '🛰'][Math.floor(4 * random())]! }),
    ...(random() < 0.5 && { night: random() < 0.5 }),
    ...(random() < 0.6 && { variables: ['sst', 'wind', 'ssh', 'ice'].filter(() => random() < 0.4) }),
    quality: Math.round(1000 * random()) / 1000,
  }
}

/** Anywhere on the sphere, each part of it as likely. */
export function place(random: Random): Position {
  return [360 * random() - 180, Math.asin(2 * random() - 1) / radians]
}

export function box([west, south, east, north]: Box): Geometry {
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

export function boxes(...parts: Box[]): Geometry {
  const coordinates = parts.map((part) => (box(part) as { coordinates: Position[][] }).coordinates)
  return { type: 'MultiPolygon', coordinates }
}

function boxAround(geometry: Geometry): Box {
  const parts: Geometry[] =
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }))
        : geometry.type === 'MultiPoint'
          ? geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }))
          : [geometry]
  return unionBoxes(parts.map((part) => [...shapeOf(part).envelope]))!
}
