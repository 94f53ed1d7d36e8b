import type { Segment } from '../../catalog/granule.ts'
import type { ScanCoordinates } from '../coordinates.ts'
import type { Window } from './blocks.ts'
import type { Drawing, DrawingOptions } from './footprint.ts'
import { drawPolygons } from './polygons.ts'
import { defaultToleranceKm, type Resolution, resolutionFor } from './resolution.ts'
import { measureScan, type Scan } from './scan.ts'
import { scanRegion, wholeWindow } from './scan-region.ts'
import { geometryOf, noShapes } from './shapes.ts'
import { joinRegions } from './spread.ts'
import { timeOfRows } from './times.ts'

/** Segments are drawn so many times coarser than footprints. */
const SEGMENT_TOLERANCE = 2
/** Scans wider than any swath (transposed ones, full disks) are cut across as well, kilometres. */
const WIDEST_KM = 4000

/** Two-dimensional coordinates, all parts as one footprint: where they overlap it is dissolved. */
export function drawScans(parts: ScanCoordinates[], how: DrawingOptions): Drawing {
  const measured = parts.flatMap((part) => {
    const scan = measureScan(part)
    return scan ? [{ part, scan }] : []
  })
  if (measured.length === 0) return { shapes: noShapes(), segments: [] }
  const toleranceKm = how.toleranceKm ?? Math.max(...measured.map(({ scan }) => scanToleranceKm(scan)))
  const resolution = resolutionFor(toleranceKm)
  const region = measured
    .map(({ scan }) => scanRegion(scan, resolution, wholeWindow(scan)))
    .reduce((a, b) => joinRegions(a, b))
  const coarser = resolutionFor(SEGMENT_TOLERANCE * toleranceKm)
  return {
    shapes: { ...noShapes(), polygons: drawPolygons(region, resolution.allowed) },
    segments: measured.flatMap(({ part, scan }) => segmentScan(part, scan, coarser, how)),
  }
}

function scanToleranceKm({ lengthKm, widthKm }: Scan): number {
  const half = Math.PI * 6371
  const extents = [lengthKm, widthKm].filter((km) => km > 0).map((km) => Math.min(km, half))
  return defaultToleranceKm(Math.max(0, ...extents), Math.min(half, ...extents))
}

/** Neighbouring segments share a row (and column), so that nothing lies between them. */
function segmentScan(
  part: ScanCoordinates,
  scan: Scan,
  resolution: Resolution,
  how: DrawingOptions,
): Segment[] {
  const segments: Segment[] = []
  const widths = cutEvenly(scan.columns.length, Math.ceil(scan.widthKm / WIDEST_KM))
  for (const rows of cutEvenly(scan.rows.length, Math.ceil(scan.lengthKm / how.segmentKm))) {
    for (const columns of widths) {
      const window: Window = { rows, columns }
      const polygons = drawPolygons(scanRegion(scan, resolution, window), resolution.allowed)
      const geometry = geometryOf({ ...noShapes(), polygons })
      if (!geometry) continue
      const [first, last] = rows.map((row) => scan.rows[row]!) as [number, number]
      segments.push({
        ...timeOfRows(part.time, first, last, part.rows, how),
        rows: [first, last],
        ...(widths.length > 1 && { columns: columns.map((c) => scan.columns[c]!) as [number, number] }),
        geometry,
      })
    }
  }
  return segments
}

/** Indices 0 to `count` - 1 in so many stretches of nearly the same length, each beginning where the last one ended. */
export function cutEvenly(count: number, pieces: number): [first: number, last: number][] {
  const n = Math.max(1, Math.min(pieces, count - 1))
  return Array.from({ length: n }, (_, i) => [
    Math.round((i * (count - 1)) / n),
    Math.round(((i + 1) * (count - 1)) / n),
  ])
}
