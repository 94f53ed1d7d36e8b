import { describe, expect, test } from 'vitest'
import type { Overlap, Side } from '../../../catalog/crossovers/crossover.ts'
import { overlapGranules } from '../../../catalog/crossovers/overlap.ts'
import { shapesIntersect } from '../../../catalog/geometry/intersects.ts'
import { areaKm2, lengthKm } from '../../../catalog/geometry/measure.ts'
import { type Shape, shapeOf } from '../../../catalog/geometry/shape.ts'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'
import type { Granule, Segment } from '../../../catalog/granule.ts'
import { box, boxes, place } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'
import { granuleFrom, minute, placeNear, randomOrbit, swathOf, trackOf } from './swaths.ts'

const hour = 60 * minute
const always = { least: -1e15, greatest: 1e15 }

describe('random swaths', () => {
  const random = seeded(21)
  const pairs = Array.from({ length: 150 }, () => {
    const long = random() < 0.5
    const swath = () =>
      swathOf({
        orbit: randomOrbit(random),
        start: Math.round(Date.UTC(2012, 3, 1) + 5 * hour * random()),
        minutes: long ? 75 : 5 + 15 * random(),
        halfWidth: long ? 0.02 + 0.06 * random() : 0.02 + 0.2 * random(),
        segments: long ? 25 : 6,
      })
    const least = Math.round(-2 * hour + 2.5 * hour * random())
    const window = { least, greatest: least + Math.round(2 * hour * random()) }
    return { a: swath(), b: swath(), window }
  })
  const seen = { pole: 0, antimeridian: 0, several: 0, narrowed: 0 }

  test('have in common what both saw within the window, and nothing else', () => {
    for (const { a, b, window } of pairs) {
      const found = overlapGranules(a, b, { window })
      if (found.length > 1) seen.several++
      for (let i = 0; i < 400; i++) {
        const at = i % 4 === 0 ? nearPole(random) : placeNear(i % 2 ? a : b, random)
        const point: Geometry = { type: 'Point', coordinates: at }
        if (nearEdge(at, [a, b, ...found])) continue
        const [inA, inB] = [segmentsAt(a, point), segmentsAt(b, point)]
        const meetings = inA.flatMap((s) =>
          inB.filter((t) => allowed(s, t, window)).map((t) => [s, t] as const),
        )
        const expected = meetings.length > 0
        const holding = found.filter(({ geometry }) => intersects(geometry, point))
        expect(holding.length > 0, JSON.stringify(at)).toBe(expected)
        if (!expected && inA.length * inB.length > 0) seen.narrowed++
        if (!expected) continue
        if (Math.abs(at[1]) > 82) seen.pole++
        if (Math.abs(at[0]) > 170) seen.antimeridian++
        for (const [s, t] of meetings) {
          expect(holding.some((one) => reads(one.a, s) && reads(one.b, t))).toBe(true)
        }
      }
    }
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(3)
  })

  test('have it from either side alike', () => {
    for (const { a, b, window } of pairs) {
      const there = overlapGranules(a, b, { window })
      const back = overlapGranules(b, a, { window: { least: -window.greatest, greatest: -window.least } })
      expect(back).toHaveLength(there.length)
      const total = (overlaps: Overlap[]) => overlaps.reduce((sum, one) => sum + one.areaKm2, 0)
      expect(Math.abs(total(back) - total(there))).toBeLessThan(1 + 1e-4 * total(there))
      expect(back.map((one) => 0 - one.difference).sort()).toEqual(there.map((one) => one.difference).sort())
    }
  })

  test('have no more in common than either covers, and shares, times and differences agree with it', () => {
    for (const { a, b, window } of pairs) {
      for (const { areaKm2: area, geometry, shareOfA, shareOfB, difference, ...sides } of overlapGranules(
        a,
        b,
        { window },
      )) {
        const [ofA, ofB] = [areaKm2(a.geometry), areaKm2(b.geometry)]
        expect(area).toBeCloseTo(areaKm2(geometry), 6)
        expect(area).toBeGreaterThan(0)
        expect(area).toBeLessThanOrEqual(1.0001 * Math.min(ofA, ofB))
        expect(shareOfA).toBeCloseTo(area / ofA, 3)
        expect(shareOfB).toBeCloseTo(area / ofB, 3)
        expect(difference).toBeGreaterThanOrEqual(Math.max(window.least, sides.b.start - sides.a.end))
        expect(difference).toBeLessThanOrEqual(Math.min(window.greatest, sides.b.end - sides.a.start))
        expect(sides.a.start).toBeGreaterThanOrEqual(a.start)
        expect(sides.b.end).toBeLessThanOrEqual(b.end)
      }
    }
  })

  test('are cut by an area of interest', () => {
    for (const { a, b } of pairs.slice(0, 60)) {
      const [lon, lat] = placeNear(a, random)
      const area = box([
        Math.max(-180, lon - 9),
        Math.max(-90, lat - 9),
        Math.min(180, lon + 9),
        Math.min(90, lat + 9),
      ])
      const whole = overlapGranules(a, b, { window: always })
      const cut = overlapGranules(a, b, { window: always, area })
      for (let i = 0; i < 100; i++) {
        const at: Position = [lon + 24 * (random() - 0.5), lat + 24 * (random() - 0.5)]
        const point: Geometry = { type: 'Point', coordinates: at }
        if (nearEdge(at, [...whole, ...cut])) continue
        const holds = (overlaps: Overlap[]) => overlaps.some(({ geometry }) => intersects(geometry, point))
        expect(holds(cut)).toBe(holds(whole) && intersects(area, point))
      }
    }
  })
})

describe('areas', () => {
  const at = (geometry: Geometry, start = 0, end = start) => granuleFrom({ geometry, start, end })
  const one = (a: Geometry, b: Geometry) => overlapGranules(at(a), at(b, 10), { window: always })

  test('that only touch do not overlap', () => {
    expect(one(box([0, 0, 10, 10]), box([10, 0, 20, 10]))).toEqual([])
    expect(one(box([0, 0, 10, 10]), box([10, 10, 20, 20]))).toEqual([])
  })

  test('of which one lies in the other overlap wholly', () => {
    const [found] = one(box([2, 2, 4, 4]), box([0, 0, 10, 10]))
    expect(found).toMatchObject({ shareOfA: 1, difference: 10 })
    expect(found!.shareOfB).toBeCloseTo(areaKm2(box([2, 2, 4, 4])) / areaKm2(box([0, 0, 10, 10])), 9)
  })

  test('that lie in the hole of another do not overlap it', () => {
    const rings = [box([0, 0, 10, 10]), box([2, 2, 8, 8])].map(
      (drawn) => (drawn as { coordinates: Ring[] }).coordinates[0]!,
    )
    expect(one({ type: 'Polygon', coordinates: rings }, box([3, 3, 7, 7]))).toEqual([])
  })

  test('on both sides of the antimeridian and over a pole are one overlap', () => {
    const across = one(
      boxes([170, 0, 180, 10], [-180, 0, -170, 10]),
      boxes([175, 5, 180, 20], [-180, 5, -165, 20]),
    )
    expect(across).toHaveLength(1)
    expect(across[0]!.areaKm2).toBeCloseTo(areaKm2(box([0, 5, 15, 10])), 3)
    const cap = one(box([-180, 80, 180, 90]), box([-180, 85, 180, 90]))
    expect(cap[0]).toMatchObject({ shareOfB: 1 })
  })

  test('overlap from a window that includes its ends', () => {
    const [a, b] = [at(box([0, 0, 9, 9]), 1000, 2000), at(box([0, 0, 9, 9]), 5000, 6000)]
    const found = (least: number, greatest: number) => overlapGranules(a, b, { window: { least, greatest } })
    expect(found(3000, 3000)[0]?.difference).toBe(3000)
    expect(found(-9000, 2999)).toEqual([])
    expect(found(5000, 9000)[0]?.difference).toBe(5000)
    expect(found(5001, 9000)).toEqual([])
    expect(overlapGranules(b, a, { window: { least: -9000, greatest: 0 } })[0]?.difference).toBe(-3000)
  })

  test('without segments say when, and not which rows', () => {
    const [found] = overlapGranules(at(box([0, 0, 9, 9]), 1, 2), at(box([0, 0, 9, 9]), 3, 4), {
      window: always,
    })
    expect(found!.a).toEqual({ collection: 'drawn', id: 'drawn-1', start: 1, end: 2 })
  })

  test('that share too little are left out', () => {
    const [a, b] = [at(box([0, 0, 10, 1])), at(box([8, 0, 108, 1]))]
    const found = (leastShare: number) => overlapGranules(a, b, { window: always, leastShare }).length
    expect([found(0.19), found(0.21)]).toEqual([1, 0])
  })

  test('say the columns to read where segments have them', () => {
    const part = (west: number, columns: [number, number]): Segment => ({
      start: 0,
      end: 9,
      rows: [5, 9],
      columns,
      geometry: box([west, 0, west + 10, 10]),
    })
    const strips = granuleFrom({
      geometry: boxes([0, 0, 10, 10], [20, 0, 30, 10]),
      start: 0,
      end: 9,
      segments: [part(0, [0, 40]), part(20, [41, 81])],
      properties: { direction: 'ascending', cycle: 7, pass: 8, orbit: 9 },
    })
    const found = (corners: [number, number, number, number]) =>
      overlapGranules(strips, at(box(corners)), { window: always }).map(({ a }) => a)
    expect(found([22, 3, 25, 5])).toEqual([
      {
        collection: 'drawn',
        id: 'drawn-0',
        direction: 'ascending',
        cycle: 7,
        pass: 8,
        orbit: 9,
        start: 0,
        end: 9,
        rows: [5, 9],
        columns: [41, 81],
      },
    ])
    expect(found([5, 3, 25, 5])).toMatchObject([{ columns: [0, 81] }])
  })

  test('are kept whole by an area without extent', () => {
    const [a, b] = [at(box([0, 0, 9, 9])), at(box([0, 0, 9, 9]))]
    const found = (coordinates: Position) =>
      overlapGranules(a, b, { window: always, area: { type: 'Point', coordinates } })
    expect(found([3, 3])[0]?.shareOfA).toBe(1)
    expect(found([10, 3])).toEqual([])
  })
})

describe('a track over a swath', () => {
  test('overlaps it where its line runs inside, with its share of the length', () => {
    const random = seeded(8)
    let compared = 0
    for (let trial = 0; trial < 60; trial++) {
      const start = Math.round(Date.UTC(2012, 3, 1) + hour * random())
      const track = trackOf({ orbit: randomOrbit(random), start, minutes: 30, segments: 10 })
      const swath = swathOf({ orbit: randomOrbit(random), start, minutes: 30, halfWidth: 0.15, segments: 12 })
      const found = overlapGranules(swath, track, { window: always })
      const inside = track.segments.flatMap(({ geometry }) => piecesOf(geometry, swath.geometry))
      const expected = inside.reduce((sum, km) => sum + km, 0)
      const length = found.reduce((sum, { geometry }) => sum + lengthKm(geometry), 0)
      expect(Math.abs(length - expected)).toBeLessThan(0.5 + 0.002 * expected)
      if (length > 0) compared++
      const share = found.reduce((sum, { shareOfB }) => sum + shareOfB, 0)
      const whole = track.segments.reduce((sum, { geometry }) => sum + lengthKm(geometry), 0)
      expect(share).toBeCloseTo(length / whole, 6)
      for (const one of found) expect(one).toMatchObject({ areaKm2: 0, shareOfA: 0, b: { id: track.id } })
    }
    expect(compared).toBeGreaterThan(10)
  })

  test('has crossings with another track and no overlap', () => {
    const track = trackOf({ orbit: randomOrbit(seeded(1)), start: 0, minutes: 30, segments: 10 })
    expect(overlapGranules(track, track, { window: always })).toEqual([])
  })

  test('single places overlap where they lie in an area', () => {
    const places = granuleFrom({
      kind: 'profile',
      geometry: {
        type: 'MultiPoint',
        coordinates: [
          [1, 1],
          [5, 5],
          [20, 5],
        ],
      },
      start: 0,
      end: 0,
    })
    const swath = granuleFrom({ geometry: box([0, 0, 9, 9]), start: 5, end: 6 })
    expect(overlapGranules(places, swath, { window: always })).toMatchObject([
      {
        geometry: {
          type: 'MultiPoint',
          coordinates: [
            [1, 1],
            [5, 5],
          ],
        },
        shareOfA: 2 / 3,
        shareOfB: 0,
        difference: 5,
      },
    ])
  })
})

const shapes = new WeakMap<Geometry, Shape>()

/** Laid out once for each geometry. */
function laid(geometry: Geometry): Shape {
  const shape = shapes.get(geometry) ?? shapeOf(geometry)
  shapes.set(geometry, shape)
  return shape
}

function intersects(a: Geometry, b: Geometry): boolean {
  return shapesIntersect(laid(a), laid(b))
}

function segmentsAt(granule: Granule, point: Geometry): Segment[] {
  if (!intersects(granule.geometry, point)) return []
  return granule.segments.filter(({ geometry }) => intersects(geometry, point))
}

function allowed(a: Segment, b: Segment, { least, greatest }: { least: number; greatest: number }): boolean {
  return b.start - a.end <= greatest && b.end - a.start >= least
}

function reads(side: Side, { rows, start, end }: Segment): boolean {
  return side.rows![0] <= rows[0] && side.rows![1] >= rows[1] && side.start <= start && side.end >= end
}

function nearPole(random: () => number): Position {
  const [lon, lat] = place(random)
  return [lon, Math.sign(lat) * (70 + 20 * random())]
}

/** Within two steps of the grid on which is cut of an edge, where rounding decides. */
function nearEdge([lon, lat]: Position, drawn: { geometry: Geometry; segments?: Segment[] }[]): boolean {
  const near = box([lon - 2e-5, lat - 2e-5, lon + 2e-5, lat + 2e-5])
  const point: Geometry = { type: 'Point', coordinates: [lon, lat] }
  return drawn
    .flatMap(({ geometry, segments = [] }) => [geometry, ...segments.map((segment) => segment.geometry)])
    .some((geometry) => intersects(geometry, near) !== intersects(geometry, point))
}

/** Kilometres of the small steps of a line whose middle lies in an area. */
function piecesOf(line: Geometry, area: Geometry): number[] {
  const parts = line.type === 'MultiLineString' ? line.coordinates : []
  return parts.flatMap((positions) =>
    positions.slice(1).flatMap(([lon, lat], i) => {
      const [fromLon, fromLat] = positions[i]!
      const steps = 50
      return Array.from({ length: steps }, (_, k) => {
        const at = (share: number): Position => [
          fromLon + share * (lon - fromLon),
          fromLat + share * (lat - fromLat),
        ]
        const middle: Geometry = { type: 'Point', coordinates: at((k + 0.5) / steps) }
        return intersects(area, middle) ? distanceKm(...at(k / steps), ...at((k + 1) / steps)) : 0
      })
    }),
  )
}
