import type { Segment } from '../../catalog/granule.ts'
import type { LineCoordinates, PointCoordinates } from '../coordinates.ts'
import type { Drawing, DrawingOptions } from './drawing.ts'
import { type Cloud, drawCloud, measureCloud } from './points.ts'
import { geometryOf, noShapes } from './shapes.ts'
import { timeOfRows } from './times.ts'

/** Up to so many positions are segments by themselves; more of them are taken together by place. */
const MOST_SEGMENTS = 1000
/** Size of a place, degrees. */
const TILE = 5

/**
 * Profiles, stations and clouds of points; and positions that are said to be a track but do not follow one
 * another.
 */
export function drawPoints(parts: (PointCoordinates | LineCoordinates)[], how: DrawingOptions): Drawing {
  const cloud = measureCloud(parts, how.toleranceKm)
  const all = Array.from(cloud.rows.keys())
  if (all.length === 0) return { shapes: noShapes(), segments: [] }
  const groups = all.length > MOST_SEGMENTS ? groupByTile(cloud) : all.map((i) => [i])
  const segments = groups.flatMap((group): Segment[] => {
    const [first, last] = [group[0]!, group.at(-1)!]
    const { time, lat } = parts[cloud.parts[first]!]!
    const rows: [number, number] = [cloud.rows[first]!, cloud.rows[last]!]
    const geometry = geometryOf(drawCloud(cloud, group))
    return geometry ? [{ ...timeOfRows(time, ...rows, lat.length, how), rows, geometry }] : []
  })
  return { shapes: drawCloud(cloud, all), segments }
}

/** Positions of one set in one square of so many degrees, each group in the order of the file. */
function groupByTile({ lon, lat, parts }: Cloud): number[][] {
  const groups = new Map<string, number[]>()
  for (let i = 0; i < lat.length; i++) {
    const tile = `${parts[i]} ${Math.floor(lat[i]! / TILE)} ${Math.floor(lon[i]! / TILE)}`
    const group = groups.get(tile)
    if (group) group.push(i)
    else groups.set(tile, [i])
  }
  return [...groups.values()]
}
