import { expect, test } from 'vitest'
import { resource } from '../../../catalog/resource.ts'
import { randomGranules } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const { shapeOf } = await import(resource('web/map/shape.js').href)
const { thin } = await import(resource('web/map/thin.js').href)

type Vector = [number, number, number]

function vectors(xyz: Float64Array): Vector[] {
  return Array.from({ length: xyz.length / 3 }, (_, i) => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!])
}

function off(p: Vector, a: Vector, b: Vector): number {
  const d = b.map((value, i) => value - a[i]!)
  const squared = d.reduce((sum, value) => sum + value * value, 0) || 1
  const along = d.reduce((sum, value, i) => sum + value * (p[i]! - a[i]!), 0) / squared
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(...d.map((value, i) => p[i]! - a[i]! - share * value))
}

test('a thinned line passes near every position of the line, with fewer of its own', () => {
  let [before, after] = [0, 0]
  for (const { geometry } of randomGranules(seeded(31), 200)) {
    for (const line of shapeOf(geometry).lines) {
      const thinned = thin(line)
      const kept = vectors(thinned.xyz)
      before += line.xyz.length / 3
      after += kept.length
      for (const position of vectors(line.xyz)) {
        const nearest = Math.min(...kept.slice(1).map((b, i) => off(position, kept[i]!, b)))
        expect(nearest).toBeLessThan(0.0041)
      }
    }
  }
  expect(after).toBeLessThan(before / 2)
})
