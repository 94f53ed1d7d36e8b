import type { Segment } from '../../catalog/granule.ts'
import { fitAxes } from '../../catalog/pixels/fit-axes.ts'
import type { AxesCoordinates } from '../coordinates.ts'
import { cutEvenly } from './draw-scans.ts'
import type { Drawing, DrawingOptions } from './drawing.ts'
import { drawGrid, gridExtentKm, measureGrid } from './grids.ts'
import { defaultToleranceKm } from './resolution.ts'
import { geometryOf, noShapes, roundedPosition } from './shapes.ts'

/** Grids on axes: the box of their cells or, with a mask, what has data. Time does not run along a grid. */
export function drawAxes(part: AxesCoordinates, how: DrawingOptions): Drawing {
  const grid = measureGrid(part)
  if (!grid) return { shapes: noShapes(), segments: [] }
  const [eastward, northward] = gridExtentKm(grid)
  const toleranceKm =
    how.toleranceKm ?? defaultToleranceKm(Math.max(eastward, northward), Math.min(eastward, northward))
  const rows = part.lat.length
  const shapes = { ...noShapes(), polygons: drawGrid(grid, 0, rows - 1, toleranceKm) }
  if (shapes.polygons.length === 0) {
    shapes.points.push(roundedPosition(grid.lon.low, Math.max(-90, Math.min(90, grid.lat.low))))
  }
  const { start, end } = how
  const bands = grid.mask ? cutEvenly(rows, Math.ceil(northward / how.segmentKm)) : []
  const segments = bands.flatMap((band): Segment[] => {
    const polygons = drawGrid(grid, ...band, 2 * toleranceKm)
    const geometry = geometryOf({ ...noShapes(), polygons })
    return geometry ? [{ start, end, rows: band, ...pixelsOf(part, band), geometry }] : []
  })
  if (segments.length === 0) {
    const all: [number, number] = [0, rows - 1]
    segments.push({ start, end, rows: all, ...pixelsOf(part, all), geometry: geometryOf(shapes)! })
  }
  return { shapes, segments }
}

/** None where values of an axis are missing. */
function pixelsOf({ lon, lat }: AxesCoordinates, rows: [number, number]): Pick<Segment, 'pixels'> {
  const isWhole = lon.every((value) => Math.abs(value) <= 720) && lat.every((value) => Math.abs(value) <= 90)
  const pixels = isWhole ? fitAxes(lon, lat, rows) : undefined
  return pixels === undefined ? {} : { pixels }
}
