import { boundingBox } from '../geometry/bounds.ts'
import type { Geometry, Position } from '../geometry/types.ts'

/** Place in a drawing, y downwards. */
export type Point = [x: number, y: number]

/** Place and size in the drawing. */
export interface Frame {
  x: number
  y: number
  width: number
  height: number
}

/** A map in a drawing. */
export interface View extends Frame {
  round: boolean
  /** From longitude and latitude to the drawing. */
  project(lon: number, lat: number): Point
  /** Turns by which shapes are repeated to the west and to the east. */
  copies: number[]
}

/** Plate carree: the whole Earth, or what lies around a small footprint. The frame is twice as wide as high. */
export function mapView(geometry: Geometry, frame: Frame): View {
  const [west, south, east, north] = boundingBox(geometry) ?? [-180, -90, 180, 90]
  const across = east < west ? east + 360 - west : east - west
  const span = Math.min(360, Math.max(3, 1.6 * across, 3.2 * (north - south)))
  const whole = span >= 200
  const [centreLon, centreLat] = whole ? [0, 0] : [west + across / 2, (south + north) / 2]
  const scale = frame.width / (whole ? 360 : span)
  const middle = whole ? 0 : Math.max(-90 + span / 4, Math.min(90 - span / 4, centreLat))
  return {
    ...frame,
    round: false,
    copies: whole ? [0] : [-360, 0, 360],
    project: (lon, lat) => [
      frame.x + frame.width / 2 + (lon - centreLon) * scale,
      frame.y + frame.height / 2 - (lat - middle) * scale,
    ],
  }
}

/**
 * A pole from above, azimuthal equidistant: Greenwich points down in the north and up in the south.
 *
 * @param side 1 for the north, -1 for the south
 * @param edge latitude of the circle, without its sign
 * @param frame as wide as high
 */
export function polarView(side: 1 | -1, edge: number, frame: Frame): View {
  const { x, y, width } = frame
  const scale = width / 2 / (90 - edge)
  return {
    ...frame,
    round: true,
    copies: [0],
    project: (lon, lat) => {
      // What lies far outside of the view is drawn just outside of it.
      const radius = Math.min(0.6 * width, (90 - side * lat) * scale)
      const angle = (lon * Math.PI) / 180
      return [x + width / 2 + radius * Math.sin(angle), y + width / 2 + side * radius * Math.cos(angle)]
    },
  }
}

export function isInView({ x, y, width, height, round }: View, [px, py]: Point): boolean {
  if (round) return Math.hypot(px - x - width / 2, py - y - height / 2) <= width / 2
  return px >= x && px <= x + width && py >= y && py <= y + height
}

/** Meridians and parallels, every 30 degrees, and one nearer to each pole. */
export function graticule(): Position[][] {
  const lines: Position[][] = []
  for (let lon = -180; lon <= 180; lon += 30) lines.push([-90, 90].map((lat): Position => [lon, lat]))
  for (let lat = -60; lat <= 60; lat += 30) lines.push([-180, 180].map((lon): Position => [lon, lat]))
  for (const lat of [-75, 75]) lines.push([-180, 180].map((lon): Position => [lon, lat]))
  return lines
}
