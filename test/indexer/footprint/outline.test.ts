import { expect, it } from 'vitest'
import { cellGrid } from '../../../indexer/footprint/cells.ts'
import { findConflicts, signedArea } from '../../../indexer/footprint/conflicts.ts'
import { Cover } from '../../../indexer/footprint/cover.ts'
import { type Outline, traceOutline } from '../../../indexer/footprint/outline.ts'
import { drawPolygons } from '../../../indexer/footprint/polygons.ts'
import type { Region } from '../../../indexer/footprint/region.ts'
import { simplifyOutline } from '../../../indexer/footprint/simplify.ts'
import { seeded } from '../../seeded.ts'
import { coversPoint, faultsOf } from './judge.ts'

const grid = cellGrid(100)

/** Points at random, so that cells meet in every way there is. */
function speckled(random: () => number, share: number): Region {
  const cover = new Cover(grid, -90, 90)
  const [lon, lat] = [360 * random() - 180, 160 * random() - 80]
  for (let x = 0; x < 30; x++) {
    for (let y = 0; y < 20; y++) {
      if (random() < share) {
        cover.addPoint(lon + x * grid.degrees, Math.max(-90, Math.min(90, lat + y * grid.degrees)))
      }
    }
  }
  return cover.finish()
}

const outlineOf = (...rings: [number, number][][]): Outline => {
  const corners = rings.flat()
  let start = 0
  return {
    x: Int32Array.from(corners, ([x]) => x),
    y: Int32Array.from(corners, ([, y]) => y),
    starts: [0, ...rings.map((ring) => (start += ring.length))],
    pieces: rings.map(() => 0),
  }
}

it('draws any set of cells as valid polygons that hold all of them', () => {
  const random = seeded(6)
  for (let round = 0; round < 40; round++) {
    const region = speckled(random, 0.1 + 0.8 * random())
    const geometry = {
      type: 'MultiPolygon' as const,
      coordinates: drawPolygons(region, { inwardKm: 0, outwardKm: 0 }),
    }
    expect(faultsOf(geometry)).toEqual([])
    for (let row = 0; row + 1 < region.starts.length; row++) {
      for (let i = region.starts[row]!; i < region.starts[row + 1]!; i += 2) {
        const lat = grid.latOf(region.first + row) + grid.degrees / 2
        for (const column of [region.spans[i]!, region.spans[i + 1]! - 1]) {
          expect(coversPoint(geometry, grid.lonOf(column) + grid.degrees / 2, lat)).toBe(true)
        }
      }
    }
  }
})

it('stays valid and near however much it is simplified', () => {
  const random = seeded(7)
  for (let round = 0; round < 40; round++) {
    const outline = traceOutline(speckled(random, 0.3 + 0.5 * random()))
    const allowed = { inwardKm: 300 * random(), outwardKm: 300 * random() }
    const simple = simplifyOutline(outline, grid, allowed)
    expect(simple.x.length).toBeLessThanOrEqual(outline.x.length)
    expect(findConflicts(simple).size).toBe(0)
    simple.pieces.forEach((_, ring) => {
      expect(Math.sign(signedArea(simple, ring))).toBe(Math.sign(signedArea(outline, ring)))
    })
  }
})

it('sees edges that cross, touch, fold back or repeat', () => {
  const square: [number, number][] = [
    [0, 0],
    [8, 0],
    [8, 8],
    [0, 8],
  ]
  expect(findConflicts(outlineOf(square)).size).toBe(0)
  const bowTie: [number, number][] = [
    [0, 0],
    [8, 8],
    [8, 0],
    [0, 8],
  ]
  expect(findConflicts(outlineOf(bowTie)).size).toBe(2)
  const spike: [number, number][] = [
    [0, 0],
    [12, 0],
    [8, 0],
    [8, 8],
  ]
  expect(findConflicts(outlineOf(spike)).size).toBeGreaterThan(0)
  const touching: [number, number][] = [
    [8, 4],
    [12, 4],
    [12, 6],
  ]
  expect(findConflicts(outlineOf(square, touching)).size).toBeGreaterThan(0)
  const flat: [number, number][] = [
    [0, 0],
    [8, 8],
  ]
  expect(findConflicts(outlineOf(flat)).size).toBe(2)
})

it('sees holes that have left their exterior, and exteriors that lie in another', () => {
  const square: [number, number][] = [
    [0, 0],
    [8, 0],
    [8, 8],
    [0, 8],
  ]
  const hole: [number, number][] = [
    [2, 2],
    [2, 4],
    [4, 4],
    [4, 2],
  ]
  expect(findConflicts(outlineOf(square, hole)).size).toBe(0)
  const outside = hole.map(([x, y]): [number, number] => [x + 20, y])
  expect(findConflicts(outlineOf(square, outside)).size).toBeGreaterThan(0)
  expect(findConflicts(outlineOf(square, hole.toReversed())).size).toBeGreaterThan(0)
})
