import type { estypes } from '@elastic/elasticsearch'
import { type Envelope, envelopesMeet, isRectangle, type Shape, shapeOf } from '../geometry/shape.ts'
import type { Geometry } from '../geometry/types.ts'
import type { Relation } from '../query.ts'
import { anyOf, none, nothing } from './combine.ts'
import { asPolygon, edgeBandPolygons, envelopeShape, margin, movedPolygon } from './margin.ts'

type Query = estypes.QueryDslQueryContainer

/** What certainly matches, and what possibly does; in between, the exact shapes have to be asked. */
export interface Bounds {
  sure: Query
  maybe: Query
}

/** The footprint stands so to the area: see `margin.ts` for why there are two queries. */
export function areaBounds(area: Geometry, relation: Relation): Bounds {
  const shape = shapeOf(area)
  const meets = meetBounds(shape)
  switch (relation) {
    case 'intersects':
      return meets
    case 'disjoint':
      return { sure: none(meets.maybe), maybe: none(meets.sure) }
    case 'within':
      return withinBounds(shape, meets.maybe)
    default:
      return { sure: nothing, maybe: meets.maybe }
  }
}

/** Documents whose footprint stands for more than the granule's own. */
const coarse: Query = { term: { coarse: true } }

function meetBounds(shape: Shape): Bounds {
  const sure: Query[] = []
  const inner = innerShapes(shape)
  if (inner.length > 0) sure.push(footprint(collect(inner), 'intersects'))
  for (let i = 0; i < shape.points.length; i += 2) {
    // What holds a small box around a point holds the point.
    const box = pointBox(shape.points[i]!, shape.points[i + 1]!)
    if (box) sure.push(footprint(box, 'contains'))
  }
  const outer = outerShapes(shape)
  return {
    sure: sure.length > 0 ? { bool: { filter: [anyOf(sure)], must_not: [coarse] } } : nothing,
    maybe: outer.length > 0 ? footprint(collect(outer), 'intersects') : nothing,
  }
}

/**
 * The engine asks of each part of the area whether it holds a piece of the footprint, so a footprint that lies across the common
 * border of two parts is not within by its count. Where parts come that near, all that meet the area are possible.
 */
function withinBounds(shape: Shape, meets: Query): Bounds {
  const inner = innerShapes(shape)
  const sure: Query =
    inner.length > 0
      ? { bool: { filter: [footprint(collect(inner), 'within')], must_not: [coarse] } }
      : nothing
  const wider = areApart(shape) ? shape.polygons.map((polygon) => widerPolygon(shape, polygon)) : []
  if (wider.length === 0 || wider.includes(undefined)) return { sure, maybe: meets }
  const possible = footprint(collect(wider as object[]), 'within')
  return { sure, maybe: anyOf([possible, { bool: { filter: [coarse, meets] } }]) }
}

function footprint(shape: object, relation: estypes.GeoShapeRelation): Query {
  return { geo_shape: { footprint: { shape, relation } } }
}

function collect(shapes: object[]): object {
  return shapes.length === 1 ? shapes[0]! : { type: 'GeometryCollection', geometries: shapes }
}

function innerShapes(shape: Shape): object[] {
  const moved = isRectangle(shape)
    ? [envelopeShape(shape.envelope, -margin)]
    : shape.polygons.map((polygon) => movedPolygon(polygon, 'narrower'))
  return moved.filter((one) => one !== undefined)
}

function outerShapes(shape: Shape): object[] {
  const outer: object[] = []
  for (const polygon of shape.polygons) {
    const wider = widerPolygon(shape, polygon)
    if (wider) outer.push(wider)
    else {
      outer.push(...polygon.flatMap((ring) => edgeBandPolygons(ring, margin)))
      outer.push(asPolygon(polygon))
    }
  }
  outer.push(...shape.lines.flatMap((line) => edgeBandPolygons(line, margin)))
  for (let i = 0; i < shape.points.length; i += 2) {
    const [x, y] = [shape.points[i]!, shape.points[i + 1]!]
    const box = envelopeShape([x, y, x, y], margin)
    if (box) outer.push(box)
  }
  return outer
}

function widerPolygon(shape: Shape, polygon: Shape['polygons'][number]): object | undefined {
  return isRectangle(shape) ? envelopeShape(shape.envelope, margin) : movedPolygon(polygon, 'wider')
}

/** Undefined for a point on the edge of the world, around which there is no box. */
function pointBox(x: number, y: number): object | undefined {
  if (Math.abs(x) > 180 - 2 * margin || Math.abs(y) > 90 - 2 * margin) return undefined
  return envelopeShape([x, y, x, y], margin)
}

function areApart(shape: Shape): boolean {
  if (shape.lines.length + shape.points.length > 0) return false
  const envelopes = shape.polygons.map(([shell]): Envelope => {
    const [west, south, east, north] = shell!.envelope
    return [west - 2 * margin, south - 2 * margin, east + 2 * margin, north + 2 * margin]
  })
  return envelopes.every((one, i) => envelopes.slice(i + 1).every((other) => !envelopesMeet(one, other)))
}
