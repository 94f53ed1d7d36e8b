import { expect, test } from 'vitest'
import { readLand } from '../../../catalog/drawing/land.ts'

test('the land ends exactly where the map does', () => {
  const positions = readLand().flat()
  expect(Math.max(...positions.map(([lon]) => Math.abs(lon)))).toBe(180)
  expect(Math.min(...positions.map(([, lat]) => lat))).toBe(-90)
})
