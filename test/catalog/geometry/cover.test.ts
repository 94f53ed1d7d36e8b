import { describe, expect, test } from 'vitest'
import { coverWithBoxes } from '../../../catalog/geometry/cover.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Position } from '../../../catalog/geometry/types.ts'
import { randomGranules } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'
import { drawAny } from './draw.ts'

const MARGIN = 1e-9

describe('coverWithBoxes', () => {
  test('leaves out no point of the shape, whatever it is', () => {
    const random = seeded(10)
    const shapes = [
      ...randomGranules(random, 220).map(({ geometry }) => geometry),
      ...Array.from({ length: 200 }, () => drawAny(random)),
    ]
    let tried = 0
    for (const [i, geometry] of shapes.entries()) {
      const shape = shapeOf(geometry)
      const boxes = coverWithBoxes(shape, [1, 4, 12][i % 3]!)
      expect(boxes.length).toBeLessThanOrEqual([1, 4, 12][i % 3]!)
      const [west, south, east, north] = shape.envelope
      for (let k = 0; k < 300; k++) {
        const at: Position = [west + (east - west) * random(), south + (north - south) * random()]
        const isIn = boxes.some(
          (box) =>
            at[0] >= box[0] - MARGIN &&
            at[0] <= box[2] + MARGIN &&
            at[1] >= box[1] - MARGIN &&
            at[1] <= box[3] + MARGIN,
        )
        if (isIn || !intersects(geometry, { type: 'Point', coordinates: at })) continue
        expect.fail(`${at} lies in ${JSON.stringify(geometry)} and in none of ${JSON.stringify(boxes)}`)
      }
      tried++
      // Lines and points have no area to hit: their own positions.
      for (const path of [...shape.lines, ...shape.polygons.flat(), { xy: shape.points }]) {
        for (let k = 0; k < path.xy.length; k += 2) {
          const [lon, lat] = [path.xy[k]!, path.xy[k + 1]!]
          expect(
            boxes.some(
              (b) =>
                lon >= b[0] - MARGIN && lon <= b[2] + MARGIN && lat >= b[1] - MARGIN && lat <= b[3] + MARGIN,
            ),
          ).toBe(true)
        }
      }
    }
    expect(tried).toBe(420)
  })

  test('is tight along an orbit', () => {
    const orbit = shapeOf(randomGranules(seeded(11), 4)[3]!.geometry)
    const area = (boxes: readonly (readonly number[])[]) =>
      boxes.reduce((sum, [west, south, east, north]) => sum + (east! - west!) * (north! - south!), 0)
    expect(area(coverWithBoxes(orbit, 12))).toBeLessThan(0.35 * area(coverWithBoxes(orbit, 1)))
  })
})
