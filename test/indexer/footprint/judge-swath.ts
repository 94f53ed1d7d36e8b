import type { Footprint } from '../../../indexer/footprint/footprint.ts'
import { coversPoint, faultsOf } from './judge.ts'
import { greatCircle } from './judge-distance.ts'
import type { SyntheticSwath } from './synthetic.ts'

export interface Judgement {
  pixels: number
  /** Pixels that the footprint, and that the segment of their row, does not cover. */
  missed: number
  missedBySegments: number
  /**
   * Points farther from every pixel than half a degree and than two pixels, and how many of them are left
   * out.
   */
  near: number
  nearLeftOut: number
  /** What is invalid, in the footprint and in the segments. */
  faults: string[]
}

const MOST_PIXELS = 3000
const NEAR_POINTS = 10

/** The oracle are the pixels themselves. */
export function judgeSwath(swath: SyntheticSwath, footprint: Footprint, random: () => number): Judgement {
  const { lon, lat, columns: stride } = swath.coordinates
  const valid = [...lat.keys()].filter((i) => !Number.isNaN(lat[i]))
  const step = Math.ceil(valid.length / MOST_PIXELS)
  const sample = valid.filter((_, k) => k % step === 0)
  const isCovered = (i: number) => coversPoint(footprint.geometry, lon[i]!, lat[i]!)
  const bySegment = (i: number) => {
    const [row, column] = [Math.floor(i / stride), i % stride]
    return footprint.segments.some(
      ({ rows, columns, geometry }) =>
        row >= rows[0] &&
        row <= rows[1] &&
        (!columns || (column >= columns[0] && column <= columns[1])) &&
        coversPoint(geometry, lon[i]!, lat[i]!),
    )
  }
  const near = pointsNearby(swath, valid, random)
  return {
    pixels: sample.length,
    missed: sample.filter((i) => !isCovered(i)).length,
    missedBySegments: sample.filter((i) => !bySegment(i)).length,
    near: near.length,
    nearLeftOut: near.filter(([x, y]) => !coversPoint(footprint.geometry, x, y)).length,
    faults: [footprint.geometry, ...footprint.segments.map(({ geometry }) => geometry)].flatMap(faultsOf),
  }
}

function pointsNearby(
  { coordinates, spacingKm }: SyntheticSwath,
  valid: number[],
  random: () => number,
): [number, number][] {
  const { lon, lat } = coordinates
  const least = Math.max(0.5, (1.95 * spacingKm) / 111.195)
  const points: [number, number][] = []
  for (let trial = 0; trial < 20 * NEAR_POINTS && points.length < NEAR_POINTS; trial++) {
    const from = valid[Math.floor(random() * valid.length)]!
    const [x, y] = pointAt(lon[from]!, lat[from]!, least + 1.5 * random(), 360 * random())
    const isFree = valid.every(
      (i) => Math.abs(lat[i]! - y) >= least || greatCircle(lon[i]!, lat[i]!, x, y) >= least,
    )
    if (isFree) points.push([x, y])
  }
  return points
}

/** The point so many degrees away at a bearing. */
function pointAt(lon: number, lat: number, distance: number, bearing: number): [number, number] {
  const degree = Math.PI / 180
  const [sin, cos] = [Math.sin(lat * degree), Math.cos(lat * degree)]
  const [sinD, cosD] = [Math.sin(distance * degree), Math.cos(distance * degree)]
  const sinLat = sin * cosD + cos * sinD * Math.cos(bearing * degree)
  const east = Math.atan2(Math.sin(bearing * degree) * sinD * cos, cosD - sin * sinLat)
  return [lon + east / degree, Math.asin(Math.max(-1, Math.min(1, sinLat))) / degree]
}
