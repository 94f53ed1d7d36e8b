import { describe, expect, it } from 'vitest'
import { centroid } from '../../../catalog/geometry/centroid.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import { distanceKm, toPosition, toVector, type Vector } from '../../../catalog/geometry/sphere.ts'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { circleArea, parseWkt, readGeoJson } from '../../../catalog/parse/area.ts'
import { seeded } from '../../seeded.ts'

function expectNear(found: Position | undefined, [lon, lat]: Position, km: number) {
  expect(distanceKm(...found!, lon, lat)).toBeLessThan(km)
}

describe('the centroid', () => {
  it.each<[Position, number]>([
    [[10, 45], 500],
    [[180, 10], 2000],
    [[-179, -60], 800],
    [[30, 88], 1500],
    [[0, -90], 3000],
  ])('of a circle about %s is its centre', (center, km) => {
    expectNear(centroid(circleArea(center, km * 1000, 'radius')), center, km / 500)
  })

  it('of random areas is the mean of the points in them', () => {
    const random = seeded(3)
    for (let run = 0; run < 12; run++) {
      const [x, y] = [random() * 360 - 180, random() * 100 - 50]
      const ring = Array.from({ length: 9 }, (_, i): Position => {
        const r = 8 + 25 * random()
        return [x + 2 * r * Math.cos((i * 2 * Math.PI) / 9), y + r * Math.sin((i * 2 * Math.PI) / 9)]
      })
      const area = readGeoJson({ type: 'Polygon', coordinates: [[...ring, ring[0]]] }, 'area')
      expectNear(centroid(area), meanOfPoints(area, random), 120)
    }
  })

  it('of a line is that of its length, of points their mean', () => {
    expectNear(centroid(parseWkt('LINESTRING(170 0, -170 0)', 'area')), [180, 0], 1e-6)
    expectNear(centroid(parseWkt('MULTIPOINT((179 0), (-179 0))', 'area')), [180, 0], 1e-6)
  })

  it('of a mixture is that of its areas, and of the whole Earth there is none', () => {
    const mixture: Geometry = {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [90, 0] },
        {
          type: 'Polygon',
          coordinates: [
            [
              [-1, -1],
              [1, -1],
              [1, 1],
              [-1, 1],
              [-1, -1],
            ],
          ],
        },
      ],
    }
    expectNear(centroid(mixture), [0, 0], 1e-6)
    expect(
      centroid(parseWkt('POLYGON((-180 -90, 180 -90, 180 90, -180 90, -180 -90))', 'area')),
    ).toBeUndefined()
  })
})

/** Points spread evenly over the sphere, by chance. */
function meanOfPoints(area: Geometry, random: () => number): Position {
  const sum: Vector = [0, 0, 0]
  for (let i = 0; i < 60_000; i++) {
    const position: Position = [360 * random() - 180, (Math.asin(2 * random() - 1) * 180) / Math.PI]
    if (!intersects(area, { type: 'Point', coordinates: position })) continue
    toVector(...position).forEach((value, axis) => {
      sum[axis]! += value
    })
  }
  return toPosition(sum)
}
