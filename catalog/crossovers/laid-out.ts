import { type Dimension, type Drawing, dimensionOf, draw, joinDrawings } from '../geometry/clip.ts'
import { areaKm2, lengthKm } from '../geometry/measure.ts'
import { assembleShape, type Shape, shapeOf } from '../geometry/shape.ts'
import type { Geometry } from '../geometry/types.ts'
import type { Granule } from '../granule.ts'
import type { Stretch } from './side.ts'

export interface Part {
  stretch: Stretch
  shape: Shape
  drawing: Drawing
}

/** A granule made ready for cutting. */
export interface LaidOut {
  granule: Granule
  /** That of its parts: a cloud of points may have an area for a footprint, but it saw the points alone. */
  dimension: Dimension
  /** In the order of the segments. */
  parts: Part[]
  /** Of an area the footprint, else the parts together, which are the more exact. */
  shape: Shape
  drawing: Drawing
  /** Of the drawing, as `sizeOf` measures it. */
  size: number
}

const known = new WeakMap<Granule, LaidOut>()

/** Made once for each granule, as long as somebody holds it. */
export function layOut(granule: Granule): LaidOut {
  const found = known.get(granule)
  if (found) return found
  const made = make(granule)
  known.set(granule, made)
  return made
}

/** Square kilometres of an area, kilometres of lines, or a number of points. */
export function sizeOf(geometry: Geometry, dimension: Dimension): number {
  if (dimension === 2) return areaKm2(geometry)
  return dimension === 1 ? lengthKm(geometry) : draw(geometry, 0).paths.length
}

function make(granule: Granule): LaidOut {
  const stretches: Stretch[] = granule.segments.length > 0 ? granule.segments : [granule]
  const dimension = Math.max(...stretches.map(({ geometry }) => dimensionOf(geometry))) as Dimension
  const parts = stretches.map((stretch) => ({
    stretch,
    shape: shapeOf(stretch.geometry),
    drawing: draw(stretch.geometry, dimension),
  }))
  const { geometry } = granule
  if (dimension === 2 && dimensionOf(geometry) === 2) {
    const drawing = draw(geometry, dimension)
    return { granule, dimension, parts, shape: shapeOf(geometry), drawing, size: areaKm2(geometry) }
  }
  return {
    granule,
    dimension,
    parts,
    shape: assembleShape(
      parts.flatMap(({ shape }) => Array.from(shape.points)),
      parts.flatMap(({ shape }) => shape.lines),
      parts.flatMap(({ shape }) => shape.polygons),
    ),
    drawing: joinDrawings(
      dimension,
      parts.map(({ drawing }) => drawing),
    ),
    size: stretches.reduce((sum, stretch) => sum + sizeOf(stretch.geometry, dimension), 0),
  }
}
