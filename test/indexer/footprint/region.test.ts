import { expect, it } from 'vitest'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import { cellGrid, coarserGrid } from '../../../indexer/footprint/cells.ts'
import { Cover } from '../../../indexer/footprint/cover.ts'
import { coarsen, joinRegions, type Region } from '../../../indexer/footprint/region.ts'
import { spread } from '../../../indexer/footprint/spread.ts'
import { seeded } from '../../seeded.ts'

const grid = cellGrid(300, 2)

/** Keys of the covered cells, and that the spans are as they should be. */
function cellsOf(region: Region): Set<number> {
  const { columns, rows } = region.grid
  const cells = new Set<number>()
  for (let row = 0; row + 1 < region.starts.length; row++) {
    let last = -1
    for (let i = region.starts[row]!; i < region.starts[row + 1]!; i += 2) {
      const [start, end] = [region.spans[i]!, region.spans[i + 1]!]
      expect(start).toBeGreaterThan(last)
      expect(end).toBeGreaterThan(start)
      expect(end).toBeLessThanOrEqual(columns)
      expect(region.first + row).toBeLessThan(rows)
      for (let column = start; column < end; column++) cells.add((region.first + row) * columns + column)
      last = end
    }
  }
  return cells
}

function randomRegion(random: () => number): Region {
  const cover = new Cover(grid, -90, 90)
  const [lon, lat] = [360 * random() - 180, 180 * random() - 90]
  for (let i = 0; i < 1 + 30 * random(); i++) {
    const y = Math.max(-90, Math.min(90, lat + 30 * random() - 15))
    const x = lon + 60 * random() - 30
    if (random() < 0.5) cover.addPoint(x, y)
    else cover.addBox(x, y, x + 20 * random(), Math.min(90, y + 8 * random()))
  }
  return cover.finish()
}

const centreOf = (cell: number): [number, number] => [
  (grid.lonOf(cell % grid.columns) + grid.lonOf((cell % grid.columns) + 1)) / 2,
  (grid.latOf(Math.floor(cell / grid.columns)) + grid.latOf(Math.floor(cell / grid.columns) + 1)) / 2,
]

it('divides the Earth so that the antimeridian, the poles and five decimals are met', () => {
  for (const km of [0.01, 0.3, 2.5, 4, 17]) {
    const { degrees, columns, rows, lonOf, latOf } = cellGrid(km, 2)
    expect(columns * degrees).toBeCloseTo(360, 9)
    expect([lonOf(0), lonOf(columns), latOf(0), latOf(rows)]).toEqual([-180, 180, -90, 90])
    expect(rows % 2).toBe(0)
    expect(String(lonOf(Math.floor(columns / 3)))).toMatch(/^-?\d+(\.\d{1,5})?$/)
  }
})

it('covers every place within the margin of the region, on the sphere', () => {
  const random = seeded(3)
  for (let round = 0; round < 6; round++) {
    const region = randomRegion(random)
    const before = [...cellsOf(region)].map(centreOf)
    const marginKm = 900 * random()
    const after = cellsOf(spread(region, marginKm, 0))
    for (let cell = 0; cell < grid.columns * grid.rows; cell += 5) {
      if (after.has(cell)) continue
      const [lon, lat] = centreOf(cell)
      for (const [x, y] of before) expect(distanceKm(lon, lat, x, y)).toBeGreaterThan(marginKm)
    }
  }
})

it('closes gaps without taking anything away or reaching out', () => {
  const random = seeded(4)
  for (let round = 0; round < 30; round++) {
    const region = randomRegion(random)
    const open = cellsOf(spread(region, 300, 0))
    const closed = cellsOf(spread(region, 300, 2500 * random()))
    for (const cell of open) expect(closed.has(cell)).toBe(true)
    const latitudes = (cells: Set<number>) => [...cells].map((cell) => Math.floor(cell / grid.columns))
    expect(Math.min(...latitudes(closed))).toBe(Math.min(...latitudes(open)))
    expect(Math.max(...latitudes(closed))).toBe(Math.max(...latitudes(open)))
  }
})

it('fills a gap narrower than asked, and leaves a wider one', () => {
  const cover = new Cover(grid, -90, 90)
  cover.addBox(150, 0, 175, 20)
  cover.addBox(-175, 0, -150, 20)
  const isFilled = (gapKm: number) =>
    cellsOf(spread(cover.finish(), 0, gapKm)).has(Math.floor(100 / grid.degrees) * grid.columns)
  expect(isFilled(3000)).toBe(true)
  expect(isFilled(500)).toBe(false)
})

it('joins regions and makes them coarser', () => {
  const random = seeded(5)
  const coarse = coarserGrid(grid, 2)
  for (let round = 0; round < 30; round++) {
    const regions = [randomRegion(random), randomRegion(random), randomRegion(random)]
    const cells = new Set(regions.flatMap((region) => [...cellsOf(region)]))
    const joined = joinRegions(regions)
    expect(cellsOf(joined)).toEqual(cells)
    const halves = [...cells].map(
      (cell) =>
        Math.floor(Math.floor(cell / grid.columns) / 2) * coarse.columns +
        Math.floor((cell % grid.columns) / 2),
    )
    expect(cellsOf(coarsen(joined, coarse, 2))).toEqual(new Set(halves))
  }
})
