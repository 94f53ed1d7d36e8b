import type { CellGrid } from '../aggregation.ts'
import { shapesIntersect } from '../geometry/intersects.ts'
import { type Envelope, type Shape, shapeOf } from '../geometry/shape.ts'

/** A cell of a grid that halves, and halves again. */
export interface Cell {
  name: string
  box: Envelope
}

/**
 * Degrees by which a footprint must reach into a cell. Grids and boxes often end on the very edge of one, where engines
 * that round would not agree.
 */
const REACH = 1e-5

/** The cells of a precision that a footprint reaches into. */
export function cellsOf(shape: Shape, grid: CellGrid, precision: number): string[] {
  const names: string[] = []
  const descend = (cell: Cell, level: number) => {
    if (!reachesInto(shape, cell)) return
    if (level === precision) names.push(cell.name)
    else for (const child of childrenOf(cell, grid)) descend(child, level + 1)
  }
  descend(rootOf(grid), 0)
  return names
}

/** What of a cell a footprint must meet. */
export function coreOf({ box: [west, south, east, north] }: Cell): Envelope {
  return [west + REACH, south + REACH, east - REACH, north - REACH]
}

function reachesInto(shape: Shape, cell: Cell): boolean {
  const core = coreOf(cell)
  return meets(shape.envelope, core) && shapesIntersect(shape, rectangle(core))
}

function meets(a: Envelope, b: Envelope): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

function rectangle([west, south, east, north]: Envelope): Shape {
  return shapeOf({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  })
}

/** The cell that halves into all others. */
export function rootOf(grid: CellGrid): Cell {
  return { name: grid === 'geotile' ? '0/0/0' : '', box: [-180, -90, 180, 90] }
}

export function childrenOf(cell: Cell, grid: CellGrid): Cell[] {
  return grid === 'geotile' ? quarters(cell) : geohashes(cell)
}

/** Web Mercator tiles (zoom/x/y, y from the north); the outermost rows reach to the poles. */
function quarters({ name }: Cell): Cell[] {
  const [zoom, x, y] = name.split('/').map(Number) as [number, number, number]
  return [0, 1].flatMap((down) =>
    [0, 1].map((right) => {
      const [z, column, row] = [zoom + 1, 2 * x + right, 2 * y + down]
      const width = 360 / 2 ** z
      const west = -180 + column * width
      return {
        name: `${z}/${column}/${row}`,
        box: [west, latitudeOf(row + 1, z), west + width, latitudeOf(row, z)] as const,
      }
    }),
  )
}

/** Of the northern edge of a row of tiles. */
function latitudeOf(row: number, zoom: number): number {
  if (row === 0) return 90
  if (row === 2 ** zoom) return -90
  const mercator = Math.PI * (1 - (2 * row) / 2 ** zoom)
  return (Math.atan(Math.sinh(mercator)) * 180) / Math.PI
}

const digits = '0123456789bcdefghjkmnpqrstuvwxyz'

/** Of the five bits of a digit the first halves the longitude where an even number of digits stands before it, else the latitude. */
function geohashes({ name, box }: Cell): Cell[] {
  const lonFirst = name.length % 2 === 0
  return [...digits].map((digit, number) => {
    const bits = [16, 8, 4, 2, 1].map((bit) => (number & bit) > 0)
    let [west, south, east, north] = box
    bits.forEach((upper, i) => {
      if ((i % 2 === 0) === lonFirst) [west, east] = halfOf(west, east, upper)
      else [south, north] = halfOf(south, north, upper)
    })
    return { name: name + digit, box: [west, south, east, north] as const }
  })
}

function halfOf(low: number, high: number, upper: boolean): [number, number] {
  const middle = (low + high) / 2
  return upper ? [middle, high] : [low, middle]
}
