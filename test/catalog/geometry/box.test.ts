import { describe, expect, test } from 'vitest'
import { joinArcs, splitBox, unionBoxes } from '../../../catalog/geometry/box.ts'
import type { Box } from '../../../catalog/geometry/types.ts'
import { seeded } from '../../seeded.ts'

function holds([west, south, east, north]: Box, lon: number, lat: number): boolean {
  const within = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east
  return within && lat >= south && lat <= north
}

describe('unionBoxes', () => {
  test.each<[string, Box[], Box | undefined]>([
    ['nothing', [], undefined],
    ['one', [[10, 0, 20, 5]], [10, 0, 20, 5]],
    ['one across the antimeridian', [[170, 0, -170, 5]], [170, 0, -170, 5]],
    [
      'two near each other',
      [
        [10, 0, 20, 5],
        [30, -5, 40, 0],
      ],
      [10, -5, 40, 5],
    ],
    [
      'two on either side of the antimeridian',
      [
        [170, 0, 175, 5],
        [-175, 0, -170, 5],
      ],
      [170, 0, -170, 5],
    ],
    [
      'two that touch the antimeridian',
      [
        [170, 0, 180, 5],
        [-180, 0, -170, 5],
      ],
      [170, 0, -170, 5],
    ],
    [
      'one across, one far',
      [
        [170, 0, -170, 5],
        [0, 0, 10, 5],
      ],
      [0, 0, -170, 5],
    ],
    [
      'three around the Earth',
      [
        [-180, 0, -50, 5],
        [-60, 0, 60, 5],
        [50, 0, 180, 5],
      ],
      [-180, 0, 180, 5],
    ],
    [
      'the whole Earth',
      [
        [-180, -90, 180, 90],
        [5, 5, 6, 6],
      ],
      [-180, -90, 180, 90],
    ],
    ['a point', [[7, 8, 7, 8]], [7, 8, 7, 8]],
  ])('of %s', (_, boxes, expected) => {
    expect(unionBoxes(boxes)).toEqual(expected)
  })

  test('holds every box, whatever the order, and is the smallest that does', () => {
    const random = seeded(70)
    for (let i = 0; i < 500; i++) {
      const boxes = Array.from({ length: 1 + Math.floor(6 * random()) }, (): Box => {
        const west = 360 * random() - 180
        const east = west + 60 * random() ** 2
        const south = 170 * random() - 90
        return [west, south, east > 180 ? east - 360 : east, south + 10]
      })
      const union = unionBoxes(boxes)!
      expect(unionBoxes(boxes.toReversed())).toEqual(union)
      const width = (box: Box) => (box[2] - box[0] + 360) % 360
      for (const box of boxes) {
        for (const [west, south, east, north] of splitBox(box)) {
          expect(holds(union, west, south) && holds(union, east, north)).toBe(true)
        }
        // No box that begins where one of them does, and holds them all, is narrower.
        const lons = boxes.map((other) => ((other[0] - box[0] + 360) % 360) + width(other))
        expect(width(union)).toBeLessThanOrEqual(Math.max(...lons) + 1e-9)
      }
    }
  })
})

test('arcs come out the same in whatever order they are joined', () => {
  const random = seeded(71)
  for (let i = 0; i < 200; i++) {
    const arcs = Array.from({ length: 12 }, (): [number, number] => {
      const west = Math.floor(340 * random()) - 180
      return [west, west + Math.floor(20 * random())]
    })
    const atOnce = joinArcs(arcs)
    let oneByOne: [number, number][] = []
    for (const arc of arcs.toReversed()) oneByOne = joinArcs([...oneByOne, arc])
    expect(oneByOne).toEqual(atOnce)
    atOnce.slice(1).forEach(([west], k) => {
      expect(west - atOnce[k]![1]).toBeGreaterThanOrEqual(1)
    })
  }
})
