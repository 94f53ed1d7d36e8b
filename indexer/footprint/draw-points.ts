import type { Segment } from '../../catalog/granule.ts'
import type { PointCoordinates } from '../coordinates.ts'
import type { Drawing, DrawingOptions } from './footprint.ts'
import { type Cloud, drawCloud, measureCloud } from './points.ts'
import { geometryOf, noShapes } from './shapes.ts'
import { timeOfRows } from './times.ts'

/** Up to so many positions are segments by themselves; more of them are taken together by place. */
const MOST_SEGMENTS = 1000
/** Size of a place, degrees. */
const TILE = 5

/** Profiles, stations and clouds of points. */
export function drawPoints(part: PointCoordinates, how: DrawingOptions): Drawing {
  const cloud = measureCloud(part, how.toleranceKm)
  if (cloud.rows.length === 0) return { shapes: noShapes(), segments: [] }
  const all = Int32Array.from(cloud.rows, (_, i) => i)
  const groups = cloud.rows.length > MOST_SEGMENTS ? groupByTile(cloud) : Array.from(all, (i) => [i])
  const segments = groups.flatMap((group): Segment[] => {
    const geometry = geometryOf(drawCloud(cloud, group, cloud.toleranceKm))
    const rows: [number, number] = [cloud.rows[group[0]!]!, cloud.rows[group.at(-1)!]!]
    return geometry ? [{ ...timeOfRows(part.time, ...rows, part.lat.length, how), rows, geometry }] : []
  })
  return { shapes: drawCloud(cloud, all, cloud.toleranceKm), segments }
}

/** Positions by the square degrees that they lie in, each group in the order of the file. */
function groupByTile(cloud: Cloud): number[][] {
  const tiles = Map.groupBy(
    cloud.rows.keys(),
    (i) => Math.floor(cloud.lat[i]! / TILE) * 1000 + Math.floor(cloud.lon[i]! / TILE),
  )
  return [...tiles.values()].sort((a, b) => a[0]! - b[0]!)
}
