import { distanceKm } from '../../catalog/geometry/sphere.ts'
import type { Position } from '../../catalog/geometry/types.ts'
import type { Segment } from '../../catalog/granule.ts'
import type { LineCoordinates } from '../coordinates.ts'
import { drawPoints } from './draw-points.ts'
import type { Drawing, DrawingOptions } from './drawing.ts'
import { drawPath, isInOrder, measureTrack, pathOfTrack, type Track, thinPath } from './lines.ts'
import { geometryOf, joinShapes, type Shapes } from './shapes.ts'
import { timeOfRows } from './times.ts'

/** Kilometres that a line may run beside its positions, and the share of its extent that this is at most. */
const TOLERANCE_KM = 2
const TOLERANCE_SHARE = 1 / 200
/** The same for segments, on which crossovers are computed. */
const SEGMENT_TOLERANCE_KM = 0.1

/** A track or trajectory as lines, one for each stretch without gaps. */
export function drawLine(part: LineCoordinates, how: DrawingOptions): Drawing {
  const track = measureTrack(part)
  if (!isInOrder(track)) return drawPoints([part], how)
  const toleranceKm = how.toleranceKm ?? Math.min(TOLERANCE_KM, extentKm(track) * TOLERANCE_SHARE)
  const fineKm = Math.min(toleranceKm / 4, SEGMENT_TOLERANCE_KM)
  const shapes: Shapes[] = []
  const segments: Segment[] = []
  for (const run of track.runs) {
    const whole: Position[] = []
    for (const [first, last] of cutByLength(track, run, how.segmentKm)) {
      const path = pathOfTrack(track, [first, last], fineKm)
      // Where arcs were followed, longitudes may have come around a pole by another turn.
      const turn = whole.length > 0 ? 360 * Math.round((path[0]![0] - whole.at(-1)![0]) / 360) : 0
      whole.push(...path.map(([lon, lat]): Position => [lon - turn, lat]))
      const geometry = geometryOf(drawPath(path))
      if (!geometry) continue
      const rows: [number, number] = [track.rows[first]!, track.rows[last]!]
      segments.push({ ...timeOfRows(part.time, ...rows, part.lat.length, how), rows, geometry })
    }
    if (whole.length > 0) shapes.push(drawPath(thinPath(whole, toleranceKm - fineKm)))
  }
  return { shapes: joinShapes(shapes), segments }
}

/** Roughly: how far from its first position a track goes. */
function extentKm({ lon, lat }: Track): number {
  let most = 0
  const step = Math.max(1, lat.length / 64)
  for (let k = 0; k < lat.length; k += step) {
    const i = Math.floor(k)
    most = Math.max(most, distanceKm(lon[0]!, lat[0]!, lon[i]!, lat[i]!))
  }
  return most
}

/**
 * A run in stretches of at most so many kilometres (or one step), each beginning where the last one ended.
 */
function cutByLength(track: Track, [first, last]: [number, number], lengthKm: number): [number, number][] {
  let total = 0
  for (let i = first; i < last; i++) total += track.steps[i]!
  const share = total / Math.max(1, Math.ceil(total / lengthKm))
  const stretches: [number, number][] = []
  let start = first
  let km = 0
  for (let i = first; i < last; i++) {
    if (km > 0 && km + track.steps[i]! > share * 1.0001) {
      stretches.push([start, i])
      start = i
      km = 0
    }
    km += track.steps[i]!
  }
  stretches.push([start, last])
  return stretches
}
