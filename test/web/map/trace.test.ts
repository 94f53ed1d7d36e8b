import { geoAzimuthalEqualArea, geoDistance, geoEquirectangular, geoOrthographic } from 'd3-geo'
import { expect, test } from 'vitest'
import { covers, pathsOf } from '../../../catalog/geometry/pieces.ts'
import { shapeOf as exactShape } from '../../../catalog/geometry/shape.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import { readGeoJson } from '../../../catalog/parse/area.ts'
import { resource } from '../../../catalog/resource.ts'
import type { View } from '../../../web/types.d.ts'
import { randomGranules } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const { shapeOf } = await import(resource('web/map/shape.js').href)
const { tracerOf } = await import(resource('web/map/trace.js').href)
const { azimuthOf, unproject, scaleOf, centreOf, viewKinds } = await import(resource('web/map/view.js').href)

/** A pen that remembers the polygons it drew. */
function recorder() {
  const rings: [number, number][][] = []
  return {
    rings,
    moveTo: (x: number, y: number) => void rings.push([[x, y]]),
    lineTo: (x: number, y: number) => void rings.at(-1)!.push([x, y]),
    closePath: () => {},
    arc: () => {},
  }
}

function inside(rings: [number, number][][], x: number, y: number): boolean {
  let turns = 0
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i]!, ring[j]!]
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) turns += yi > y ? 1 : -1
    }
  }
  return turns !== 0
}

function randomView(random: () => number): View {
  const kind = viewKinds[Math.floor(4 * random())]
  const zoom = random() < 0.5 ? 1 : 1 + 3 * random()
  const lat = { globe: 180 * random() - 90, plane: 60 * random() - 30, north: 60 + 30 * random(), south: -75 }
  return {
    kind,
    lon: 360 * random() - 180,
    lat: lat[kind as 'globe'],
    zoom,
    width: 800,
    height: 500,
  }
}

/** Teeth along a slanted spine, so that each cut runs through many of them. */
function comb(): [number, number][] {
  const teeth = Array.from({ length: 12 }, (_, i): [number, number][] => {
    const lon = -150 + 25 * i
    return [
      [lon, -60 + i],
      [lon + 12, -60 + i],
      [lon + 20, 70 - i],
    ]
  })
  const ring: [number, number][] = [...teeth.flat(), [170, 80], [-150, 80]]
  return [...ring, ring[0]!]
}

const drawn = (type: string, coordinates: unknown): Geometry => readGeoJson({ type, coordinates }, 'drawn')
const hard: Geometry[] = [
  drawn('Polygon', [
    [
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
      [-180, -90],
    ],
  ]),
  drawn('Polygon', [
    [
      [-180, -30],
      [180, -30],
      [180, 90],
      [-180, 90],
      [-180, -30],
    ],
  ]),
  drawn('Polygon', [
    [
      [0, 60],
      [90, 70],
      [180, 60],
      [-90, 70],
      [0, 60],
    ],
  ]),
  drawn('Polygon', [
    [
      [0, -10],
      [90, 10],
      [180, -10],
      [-90, 10],
      [0, -10],
    ],
  ]),
  drawn('Polygon', [
    [
      [150, -20],
      [215, -20],
      [230, 35],
      [165, 35],
      [150, -20],
    ],
  ]),
  drawn('Polygon', [
    [
      [-28.2, 38.2],
      [-27.8, 38.2],
      [-27.8, 38.5],
      [-28.2, 38.5],
      [-28.2, 38.2],
    ],
  ]),
  // Two that overlap, and one whose teeth reach over many cells.
  drawn('MultiPolygon', [
    [
      [
        [0, 0],
        [60, 0],
        [60, 50],
        [0, 50],
        [0, 0],
      ],
    ],
    [
      [
        [30, 20],
        [100, 20],
        [100, 70],
        [30, 70],
        [30, 20],
      ],
    ],
  ]),
  drawn('Polygon', [comb()]),
  drawn('Polygon', [
    [
      [-170, -80],
      [170, -80],
      [170, 80],
      [-170, 80],
      [-170, -80],
    ],
    [
      [-100, -40],
      [-100, 60],
      [120, 60],
      [120, -40],
      [-100, -40],
    ],
  ]),
]

test('what is filled on the canvas is what the footprint covers, in every view', () => {
  const random = seeded(11)
  const geometries = [...hard, ...randomGranules(random, 120).map(({ geometry }) => geometry)]
  let compared = 0
  let filled = 0
  for (const geometry of geometries) {
    const [shape, exact] = [shapeOf(geometry), exactShape(geometry)]
    const edges = pathsOf(exact)
    for (let i = 0; i < 6; i++) {
      const view = randomView(random)
      const tracer = tracerOf(view)
      const pen = recorder()
      if (tracer.sees(shape)) tracer.fill(shape, pen)
      for (let k = 0; k < 40; k++) {
        const [x, y] = [view.width * random(), view.height * random()]
        const place = unproject(view, x, y)
        if (!place || edges.some((path) => nearEdge(path.xy, place))) continue
        compared++
        const covered = exact.polygons.length > 0 && covers(exact, place[0], place[1])
        if (covered) filled++
        expect([inside(pen.rings, x, y), geometry, view, place]).toEqual([covered, geometry, view, place])
      }
    }
  }
  expect(compared).toBeGreaterThan(10_000)
  expect(filled).toBeGreaterThan(1000)
})

/** Within a quarter of a degree of a vertex-to-vertex edge, where rounding to chords decides. */
function nearEdge(xy: ArrayLike<number>, [lon, lat]: [number, number]): boolean {
  const widened = 0.25 / Math.max(0.02, Math.cos((lat * Math.PI) / 180))
  for (let i = 0; i + 3 < xy.length; i += 2) {
    const [ax, ay, bx, by] = [xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!]
    const [dx, dy] = [(bx - ax) / widened, (by - ay) / 0.25]
    const [px, py] = [(lon - ax) / widened, (lat - ay) / 0.25]
    const share = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)))
    if (Math.hypot(px - share * dx, py - share * dy) < 1) return true
  }
  return false
}

test('no line is drawn beyond the horizon', () => {
  const random = seeded(12)
  let drawnPositions = 0
  for (const { geometry } of randomGranules(random, 120)) {
    const shape = shapeOf(geometry)
    const view = randomView(random)
    const tracer = tracerOf(view)
    const pen = recorder()
    tracer.lines(shape, pen)
    if (view.kind === 'plane') continue
    const { x, y, horizon } = azimuthOf(view)
    for (const [px, py] of pen.rings.flat()) {
      drawnPositions++
      expect(Math.hypot(px - x, py - y)).toBeLessThanOrEqual(horizon + 1e-6)
    }
  }
  expect(drawnPositions).toBeGreaterThan(1000)
})

test('a cut at the antimeridian is no edge, an edge that ends there is one', () => {
  const across = shapeOf(
    drawn('Polygon', [
      [
        [170, -5],
        [190, -5],
        [190, 5],
        [170, 5],
        [170, -5],
      ],
    ]),
  )
  const longitudes = across.lines.flatMap(({ lonLat }: { lonLat: Float64Array }) =>
    [...lonLat].filter((_, i) => i % 2 === 0),
  )
  const along = across.lines.some(({ lonLat }: { lonLat: Float64Array }) =>
    [...lonLat].some(
      (_, i) => i % 2 === 0 && i > 0 && Math.abs(lonLat[i]!) === 180 && lonLat[i] === lonLat[i - 2],
    ),
  )
  expect(longitudes).toContain(180)
  expect(along).toBe(false)
  const upTo = shapeOf(
    drawn('Polygon', [
      [
        [170, -5],
        [180, -5],
        [180, 5],
        [170, 5],
        [170, -5],
      ],
    ]),
  )
  expect(upTo.lines).toHaveLength(1)
  expect(shapeOf(hard[0]).lines).toEqual([])
})

test('a point of the canvas is the place that d3 projects there', () => {
  const random = seeded(13)
  let compared = 0
  for (let i = 0; i < 2000; i++) {
    const view = { ...randomView(random), zoom: 1 }
    if (view.kind !== 'globe') view.lat = { plane: 0, north: 90, south: -90 }[view.kind]
    const [lon, lat] = centreOf(view)
    const make = {
      plane: geoEquirectangular,
      globe: geoOrthographic,
      north: geoAzimuthalEqualArea,
      south: geoAzimuthalEqualArea,
    }[view.kind]
    const reference = make()
      .rotate(view.kind === 'plane' ? [-view.lon, 0] : [-lon, -lat])
      .scale(scaleOf(view))
      .translate([400, 250])
    const place: [number, number] = [360 * random() - 180, 180 * random() - 90]
    const [x, y] = reference(place) ?? [Number.NaN, Number.NaN]
    const back = unproject(view, x, y)
    if (geoDistance(place, [lon, lat]) > 1.5 && view.kind !== 'plane') continue
    compared++
    expect([place, geoDistance(back, place) < 1e-6]).toEqual([place, true])
  }
  expect(compared).toBeGreaterThan(500)
})
