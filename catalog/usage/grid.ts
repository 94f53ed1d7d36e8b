import { boundingBox } from '../geometry/bounds.ts'
import type { Box, Geometry } from '../geometry/types.ts'

/** Degrees. */
export const cellSize = 5

const columns = 360 / cellSize
const rows = 180 / cellSize

export const cellCount = columns * rows

/** The box of a cell; cells are counted from the south-west, eastward first. */
export function cellBox(cell: number): Box {
  const west = (cell % columns) * cellSize - 180
  const south = Math.floor(cell / columns) * cellSize - 90
  return [west, south, west + cellSize, south + cellSize]
}

/** The cells that the box around an area reaches into; each part of an area in pieces has a box of its own. */
export function cellsOf(area: Geometry): Set<number> {
  const cells = new Set<number>()
  for (const part of partsOf(area)) {
    const box = boundingBox(part)
    if (!box) continue
    const [west, south, east, north] = box
    const [first, last] = [columnOf(west), columnOf(east)]
    const width = west <= east ? last - first : last - first + columns
    for (let row = rowOf(south); row <= rowOf(north); row++) {
      for (let i = 0; i <= width; i++) cells.add(row * columns + ((first + i) % columns))
    }
  }
  return cells
}

function partsOf(area: Geometry): Geometry[] {
  if (area.type === 'GeometryCollection') return area.geometries.flatMap(partsOf)
  if (area.type !== 'MultiPolygon') return [area]
  return area.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
}

function columnOf(longitude: number): number {
  return within(Math.floor((longitude + 180) / cellSize), columns)
}

function rowOf(latitude: number): number {
  return within(Math.floor((latitude + 90) / cellSize), rows)
}

/** The last edge belongs to the last cell. */
function within(index: number, count: number): number {
  return Math.min(Math.max(index, 0), count - 1)
}
