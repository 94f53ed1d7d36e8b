import { EARTH_RADIUS_KM } from '../../catalog/geometry/sphere.ts'
import type { Segment } from '../../catalog/granule.ts'
import { fitPixels } from '../../catalog/pixels/fit.ts'
import type { ScanCoordinates } from '../coordinates.ts'
import type { Window } from './blocks.ts'
import type { Drawing, DrawingOptions } from './drawing.ts'
import { measureScan } from './measure-scan.ts'
import { drawPolygons } from './polygons.ts'
import { coarsen, joinRegions, type Region } from './region.ts'
import { COARSER, coarserResolution, defaultToleranceKm, resolutionFor } from './resolution.ts'
import { halfPixelKmOf, type Run, type Scan } from './scan.ts'
import { coverWindow, spreadPixels } from './scan-region.ts'
import { geometryOf, noShapes } from './shapes.ts'
import { timeOfRows } from './times.ts'

/** Scans wider than any swath (because they are transposed) are cut across as well, kilometres. */
const WIDEST_KM = 4000
/** Scans wider and longer than that (full disks, grids) have no track, and are cut into squares. */
const SQUARE_KM = 2000

/** Two-dimensional coordinates, all parts as one footprint: where they overlap it is dissolved. */
export function drawScans(parts: ScanCoordinates[], how: DrawingOptions): Drawing {
  const measured = parts.flatMap((part) => {
    const scan = measureScan(part)
    return scan ? [{ part, scan }] : []
  })
  if (measured.length === 0) return { shapes: noShapes(), segments: [] }
  const toleranceKm = how.toleranceKm ?? Math.max(...measured.map(({ scan }) => scanToleranceKm(scan)))
  const stepKm = how.toleranceKm ? 0 : Math.max(...measured.map(({ scan }) => halfPixelKmOf(scan)))
  const fine = resolutionFor(toleranceKm, stepKm)
  const coarse = coarserResolution(fine)
  const regions: Region[] = []
  const segments: Segment[] = []
  for (const { part, scan } of measured) {
    const pieces = cutWindows(scan, how.segmentKm).map((window) => {
      return { window, region: coverWindow(scan, fine.grid, window) }
    })
    regions.push(spreadPixels(scan, joinRegions(pieces.map(({ region }) => region)), fine.marginKm))
    for (const { window, region } of pieces) {
      const wide = spreadPixels(scan, coarsen(region, coarse.grid, COARSER), coarse.marginKm)
      const polygons = drawPolygons(wide, coarse.allowed)
      const geometry = geometryOf({ ...noShapes(), polygons })
      if (!geometry) continue
      const rows = window.rows.map((row) => scan.rows[row]!) as Run
      const columns = window.columns.map((column) => scan.columns[column]!) as Run
      const isWhole = window.columns[1] - window.columns[0] === scan.columns.length - 1
      segments.push({
        ...timeOfRows(part.time, ...rows, part.rows, how, part.until),
        rows,
        ...(!isWhole && { columns }),
        ...pixelsOf(scan, window),
        geometry,
      })
    }
  }
  const polygons = drawPolygons(joinRegions(regions), fine.allowed)
  return { shapes: { ...noShapes(), polygons }, segments }
}

function pixelsOf({ lon, lat, stride, rows, columns }: Scan, window: Window): Pick<Segment, 'pixels'> {
  const pixels = fitPixels({
    ...{ lon, lat, stride },
    rows: rows.subarray(window.rows[0], window.rows[1] + 1),
    columns: columns.subarray(window.columns[0], window.columns[1] + 1),
  })
  return pixels === undefined ? {} : { pixels }
}

function scanToleranceKm({ lengthKm, widthKm }: Scan): number {
  const half = Math.PI * EARTH_RADIUS_KM
  const extents = [lengthKm, widthKm].filter((km) => km > 0).map((km) => Math.min(km, half))
  return defaultToleranceKm(Math.max(0, ...extents), Math.min(half, ...extents))
}

/** Neighbouring windows share a row (or a column) unless a gap lies between them. */
function cutWindows(scan: Scan, segmentKm: number): Window[] {
  const isSwath = Math.min(scan.lengthKm, scan.widthKm) < WIDEST_KM
  const widths = cutEvenly(scan.columns.length, Math.ceil(scan.widthKm / (isSwath ? WIDEST_KM : SQUARE_KM)))
  const lengthKm = isSwath ? segmentKm : Math.max(segmentKm, SQUARE_KM)
  return scan.rowRuns.flatMap(([first, last]) => {
    const pieces = Math.ceil(((last - first) * scan.alongKm) / lengthKm)
    return cutEvenly(last - first + 1, pieces).flatMap(([from, to]) =>
      widths.map((columns): Window => ({ rows: [first + from, first + to], columns })),
    )
  })
}

/**
 * Indices 0 to `count` - 1 in so many stretches of nearly the same length, each beginning where the last one
 * ended.
 */
export function cutEvenly(count: number, pieces: number): [first: number, last: number][] {
  const n = Math.max(1, Math.min(pieces, count - 1))
  return Array.from({ length: n }, (_, i) => [
    Math.round((i * (count - 1)) / n),
    Math.round(((i + 1) * (count - 1)) / n),
  ])
}
