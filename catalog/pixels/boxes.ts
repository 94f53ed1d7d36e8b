import { shapesIntersect } from '../geometry/intersects.ts'
import { assembleShape, type Envelope, envelopesMeet, pathOf, type Shape } from '../geometry/shape.ts'
import type { Pixels } from './pixels.ts'
import { envelopeOf, rectanglesOf } from './plane.ts'

/** Degrees: beyond a shape by the step of the grid on which shapes are cut, and as much again. */
const BESIDE = 2e-5

/** Longitudes and latitudes in which there may be pixels that lie in a shape. */
export interface Box {
  /** What they are of the plane, within the extent of the pixels. */
  rectangles: Envelope[]
  /** Those of its halves that are such a box; made when first asked for. */
  halves(): Box[]
}

/** Undefined where no pixels lie near the shape. */
export function boxAround({ plane, extent }: Pixels, shape: Shape): Box | undefined {
  const own = envelopeOf(plane, extent)
  const around = widened(shape.envelope)
  const make = (envelope: Envelope): Box | undefined => {
    const rectangles = rectanglesOf(plane, envelope)
      .filter((rectangle) => envelopesMeet(rectangle, extent))
      .map((rectangle) => common(rectangle, extent))
    if (rectangles.length === 0 || !shapesIntersect(shapeOf(widened(envelope)), shape)) return undefined
    let made: Box[] | undefined
    return {
      rectangles,
      halves: () => {
        made ??= halve(envelope).flatMap((half) => make(half) ?? [])
        return made
      },
    }
  }
  return envelopesMeet(own, around) ? make(common(own, around)) : undefined
}

/** At the middle of the side that is longer on the Earth. */
function halve([west, south, east, north]: Envelope): [Envelope, Envelope] {
  const cosine = Math.cos((Math.min(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  if ((east - west) * cosine > north - south) {
    const middle = (west + east) / 2
    return [
      [west, south, middle, north],
      [middle, south, east, north],
    ]
  }
  const middle = (south + north) / 2
  return [
    [west, south, east, middle],
    [west, middle, east, north],
  ]
}

function common(a: Envelope, b: Envelope): Envelope {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}

function widened([west, south, east, north]: Envelope): Envelope {
  return [west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE]
}

function shapeOf([west, south, east, north]: Envelope): Shape {
  const ring = [west, south, east, south, east, north, west, north, west, south]
  return assembleShape([], [], [[pathOf(ring)]])
}
