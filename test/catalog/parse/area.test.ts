import { describe, expect, it } from 'vitest'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { circleArea, parseWkt, readGeoJson } from '../../../catalog/parse/area.ts'
import { seeded } from '../../seeded.ts'

const wkt = (text: string) => parseWkt(text, 'geometry')
const covers = (area: Geometry, lon: number, lat: number) =>
  intersects(area, { type: 'Point', coordinates: [lon, lat] })
const radians = Math.PI / 180

/** Kilometres on a sphere of 6371.0088 km, by haversine. */
function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const h =
    Math.sin(((lat2 - lat1) * radians) / 2) ** 2 +
    Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * Math.sin(((lon2 - lon1) * radians) / 2) ** 2
  return 2 * 6371.0088 * Math.asin(Math.sqrt(Math.min(1, h)))
}

describe('what is drawn is read as written', () => {
  it('keeps a plain polygon with its hole', () => {
    const area = wkt('SRID=4326;POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 4, 4 4))')
    expect(area.type).toBe('Polygon')
    expect(covers(area, 1, 1)).toBe(true)
    expect(covers(area, 5, 5)).toBe(false)
  })

  it('takes a clockwise ring of ordinary width as the same area', () => {
    expect(covers(wkt('POLYGON((0 0, 0 10, 10 10, 10 0, 0 0))'), 5, 5)).toBe(true)
  })

  it('keeps a counter-clockwise ring wider than half the globe as it is', () => {
    const area = wkt('POLYGON((-170 -80, 170 -80, 170 80, -170 80, -170 -80))')
    expect(covers(area, 0, 0)).toBe(true)
    expect(covers(area, 175, 0)).toBe(false)
  })

  it('keeps a polar cap that is drawn along the antimeridian to the pole', () => {
    const area = wkt('POLYGON((-180 60, 0 60, 180 60, 180 90, -180 90, -180 60))')
    expect(covers(area, 45, 89)).toBe(true)
    expect(covers(area, 45, 50)).toBe(false)
  })
})

describe('what crosses the antimeridian is cut', () => {
  it.each([
    'POLYGON((170 -10, -170 -10, -170 10, 170 10, 170 -10))',
    'POLYGON((170 -10, 190 -10, 190 10, 170 10, 170 -10))',
    'POLYGON((-190 -10, -170 -10, -170 10, -190 10, -190 -10))',
  ])('%s', (text) => {
    const area = wkt(text)
    expect(area.type).toBe('MultiPolygon')
    expect([175, -175, 180, -180].map((lon) => covers(area, lon, 0))).toEqual([true, true, true, true])
    expect([165, -165, 0].map((lon) => covers(area, lon, 0))).toEqual([false, false, false])
  })

  it('cuts a hole with its polygon', () => {
    const area = wkt(
      'POLYGON((160 -20, -160 -20, -160 20, 160 20, 160 -20), (175 -5, 175 5, -175 5, -175 -5, 175 -5))',
    )
    expect([179, -179].map((lon) => covers(area, lon, 0))).toEqual([false, false])
    expect([170, -170, 179].map((lon) => covers(area, lon, 10))).toEqual([true, true, true])
  })

  it('sends a line the short way', () => {
    const area = wkt('LINESTRING(170 0, -170 0)')
    expect(area).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [170, 0],
          [180, 0],
        ],
        [
          [-180, 0],
          [-170, 0],
        ],
      ],
    })
  })

  it('closes a ring around a pole over that pole, whichever way it runs', () => {
    for (const ring of ['0 70, 90 65, 180 70, -90 75, 0 70', '0 70, -90 75, 180 70, 90 65, 0 70']) {
      const area = wkt(`POLYGON((${ring}))`)
      expect(covers(area, 12, 89), ring).toBe(true)
      expect(covers(area, -170, 80), ring).toBe(true)
      expect(covers(area, 90, 60), ring).toBe(false)
    }
    expect(covers(wkt('POLYGON((0 -70, 120 -70, -120 -70, 0 -70))'), 60, -85)).toBe(true)
  })

  it('gives the same answer as the unwrapped drawing, for random stars and points', () => {
    const random = seeded(11)
    for (let run = 0; run < 300; run++) {
      const [x, y] = [random() * 360 - 180, random() * 120 - 60]
      const ring = Array.from({ length: 12 }, (_, i): Position => {
        const r = 5 + 25 * random()
        return [x + 2 * r * Math.cos((i * Math.PI) / 6), y + r * Math.sin((i * Math.PI) / 6)]
      })
      ring.push(ring[0]!)
      const area = readGeoJson({ type: 'Polygon', coordinates: [ring] }, 'intersects')
      for (let i = 0; i < 20; i++) {
        const point: Position = [random() * 360 - 180, random() * 180 - 90]
        const drawn = [-360, 0, 360].some((by) => insideDrawing(ring, [point[0] + by, point[1]]))
        expect(covers(area, ...point), `run ${run} at ${point}`).toBe(drawn)
      }
    }
  })
})

describe('a geometry that stays as it is', () => {
  /** Heights are left aside, after which nothing is left of the very arrays. */
  const withHeights = (coordinates: unknown[]): unknown[] =>
    typeof coordinates[0] === 'number'
      ? [...coordinates, 0]
      : coordinates.map((one) => withHeights(one as unknown[]))

  it('is what comes of laying it out anew', () => {
    const random = seeded(21)
    let kept = 0
    for (let run = 0; run < 1000; run++) {
      const line = (least: number) => {
        const [x, y] = [random() * 380 - 190, random() * 140 - 70]
        const corners = Array.from({ length: least + Math.floor(random() * 5) }, (_, i): Position => {
          const turn = (run % 3 === 0 ? -i : i) + random() * (run % 5 === 0 ? 3 : 0.5)
          const lon = Math.round(x + 12 * Math.cos(turn))
          return [Math.min(180, lon) + 0, Math.round(y + 12 * Math.sin(turn)) + 0]
        })
        return run % 7 === 0 ? [...corners, corners.at(-1)!] : corners
      }
      const ring = () => {
        const open = line(3)
        return run % 4 === 0 ? open : [...open, open[0]!]
      }
      const drawings = [
        { type: 'LineString', coordinates: line(2) },
        { type: 'Polygon', coordinates: run % 2 ? [ring()] : [ring(), ring().toReversed(), ring()] },
        { type: 'MultiPolygon', coordinates: run % 2 ? [[ring()], [ring()]] : [[ring()]] },
      ]
      for (const { type, coordinates } of drawings) {
        const read = (drawn: unknown) => {
          try {
            return readGeoJson({ type, coordinates: drawn }, 'geometry')
          } catch (error) {
            return String(error)
          }
        }
        const area = read(coordinates)
        expect(area).toEqual(read(withHeights(coordinates)))
        if (typeof area === 'object' && 'coordinates' in area && area.coordinates === coordinates) kept++
      }
    }
    expect(kept).toBeGreaterThan(300)
    expect(kept).toBeLessThan(2700)
  })
})

/** Even-odd rule on the plane. */
function insideDrawing(ring: Position[], [x, y]: Position): boolean {
  let crossings = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i]!, ring[i + 1]!]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) crossings++
  }
  return crossings % 2 === 1
}

describe('circleArea', () => {
  it('holds every point of the circle and hardly any other, over poles and antimeridian too', () => {
    const random = seeded(5)
    for (let run = 0; run < 400; run++) {
      const center: Position = [
        random() * 360 - 180,
        (Math.asin(2 * random() - 1) / radians) * (run % 2 ? 1 : 0.999),
      ]
      if (run % 5 === 0) center[1] = Math.sign(center[1]) * (89.99 - random() * 3)
      const radius = 10 ** (3 + random() * 3.9)
      const area = circleArea(center, radius, 'radius')
      for (let i = 0; i < 30; i++) {
        const angle = ((radius / 6_371_008.8) *
          (i < 15 ? 1 - random() * 0.1 : 1.004 + random() * 0.1)) as number
        const point = away(center, angle, random() * 2 * Math.PI)
        if (Math.abs(distance(center, point) * 1000 - radius) < 1e-4 * radius) continue
        expect(covers(area, ...point), `${center} ${radius} m, ${point}`).toBe(i < 15)
      }
    }
  })

  it('holds the centre and the pole that it reaches', () => {
    expect(covers(circleArea([10, 89], 200_000, 'radius'), -170, 90)).toBe(true)
    // Around the pole itself, whichever longitude it is given: no rounding of the ring may lose it.
    const random = seeded(6)
    for (let i = 0; i < 200; i++) {
      const area = circleArea([360 * random() - 180, i % 2 ? 90 : -90], 3e6 * random(), 'radius')
      expect(covers(area, 360 * random() - 180, i % 2 ? 90 : -90)).toBe(true)
    }
    expect(covers(circleArea([180, 0], 1000, 'radius'), -180, 0)).toBe(true)
  })

  it('is the point where the radius is nothing, and refuses a negative or a boundless one', () => {
    expect(circleArea([190, 5], 0, 'radius')).toEqual({ type: 'Point', coordinates: [-170, 5] })
    expect(() => circleArea([0, 0], -1, 'radius')).toThrow(/^radius: /)
    expect(() => circleArea([0, 0], 1e8, 'radius')).toThrow(/^radius: /)
    expect(() => circleArea([0, 95], 10, 'lat')).toThrow(/^lat: /)
  })
})

function away([lon, lat]: Position, angle: number, bearing: number): Position {
  const [phi, lambda] = [lat * radians, lon * radians]
  const sin = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
  const east = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
    Math.cos(angle) - Math.sin(phi) * sin,
  )
  const at = ((lambda + east) / radians + 540) % 360
  return [at - 180, Math.asin(Math.max(-1, Math.min(1, sin))) / radians]
}

describe('what cannot be read is refused, and says why', () => {
  it.each([
    'POLYGON((0 0, 1 1))',
    'CIRCLE(0 0, 5)',
    'POLYGON EMPTY',
    'POINT(0 95)',
    'POINT(600 0)',
    'nonsense',
    'POLYGON((0 0, 5 5, 10 10, 0 0))',
  ])('%s', (text) => {
    expect(() => wkt(text)).toThrow(/^geometry: /)
  })

  it.each([
    null,
    [],
    'POINT(0 0)',
    {},
    { type: 'Polygon' },
    { type: 'Polygon', coordinates: [] },
    { type: 'Polygon', coordinates: [[0, 0]] },
    { type: 'Point', coordinates: ['1', '2'] },
    { type: 'Point', coordinates: [1] },
    { type: 'GeometryCollection', geometries: [] },
    { type: 'Feature', geometry: null },
  ])('%j', (value) => {
    expect(() => readGeoJson(value, 'intersects')).toThrow(/^intersects: /)
  })

  it('refuses nesting and size without end', () => {
    let deep: unknown = { type: 'Point', coordinates: [0, 0] }
    for (let i = 0; i < 100; i++) deep = { type: 'GeometryCollection', geometries: [deep] }
    expect(() => readGeoJson(deep, 'intersects')).toThrow('nest deeper')
    const many = Array.from({ length: 30_000 }, (_, i) => [i / 1000, 0])
    expect(() => readGeoJson({ type: 'LineString', coordinates: many }, 'intersects')).toThrow('simplify')
  })
})
