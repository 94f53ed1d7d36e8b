import { expect, test } from 'vitest'
import { outlinesOf } from '../../../catalog/drawing/outline.ts'
import { closeOverPole, cutPolygon } from '../../../catalog/geometry/cut.ts'
import type { Position, Ring } from '../../../catalog/geometry/types.ts'
import { seeded } from '../../seeded.ts'

const lengthOf = (lines: Position[][]) =>
  lines
    .flatMap((line) => line.slice(1).map(([lon, lat], i) => Math.hypot(lon - line[i]![0], lat - line[i]![1])))
    .reduce((sum, length) => sum + length, 0)

/** A star around a place; longitudes are not wrapped. */
function star(random: () => number, lon: number): Ring {
  const count = 5 + Math.floor(8 * random())
  const corners = Array.from({ length: count }, (_, i): Position => {
    const angle = (i / count) * 2 * Math.PI
    const radius = 5 + 35 * random()
    return [lon + radius * Math.cos(angle), radius * Math.sin(angle)]
  })
  return [...corners, corners[0]!]
}

test('of an area that is cut at the antimeridian, the outline is as long as before the cut', () => {
  const random = seeded(11)
  let cuts = 0
  for (let i = 0; i < 200; i++) {
    const ring = star(random, 150 + 60 * random())
    const parts = cutPolygon([ring])
    if (parts.length > 1) cuts++
    expect(lengthOf(outlinesOf(parts))).toBeCloseTo(lengthOf([ring]), 6)
  }
  expect(cuts).toBeGreaterThan(50)
})

test('around a pole, the outline is the ring alone, without the way to the pole and back', () => {
  const random = seeded(12)
  for (let i = 0; i < 50; i++) {
    const first = 360 * random() - 180
    const south = random() < 0.5
    const lats = Array.from({ length: 24 }, () => (south ? -1 : 1) * (60 + 20 * random()))
    const ring = [...lats, lats[0]!].map((lat, k): Position => [first + 15 * k, lat])
    expect(lengthOf(outlinesOf(cutPolygon([closeOverPole(ring)])))).toBeCloseTo(lengthOf([ring]), 6)
  }
})

test('a side on the antimeridian beyond which nothing lies is a boundary', () => {
  const box: Ring = [
    [170, 0],
    [180, 0],
    [180, 10],
    [170, 10],
    [170, 0],
  ]
  expect(lengthOf(outlinesOf([[box]]))).toBe(40)
  const beyond = box.map(([lon, lat]): Position => [lon - 350, lat + 20]).toReversed()
  expect(lengthOf(outlinesOf([[box], [beyond]]))).toBe(80)
})
