import { relate } from '../geometry/relate.ts'
import { shapeOf } from '../geometry/shape.ts'
import type { Geometry } from '../geometry/types.ts'
import { readGeoJson } from '../parse/area.ts'
import { boxArea, checkBox } from '../parse/box.ts'
import type { Filter, Relation } from '../query.ts'
import { constant } from './comparison.ts'
import { isFootprint, refuse, refuseCall, type Scope } from './scope.ts'
import type { Operand, SpatialOperator } from './tree.ts'

const relations: Record<SpatialOperator, Relation> = {
  s_intersects: 'intersects',
  s_disjoint: 'disjoint',
  s_within: 'within',
  s_contains: 'contains',
  s_equals: 'equals',
  s_touches: 'touches',
  s_crosses: 'crosses',
  s_overlaps: 'overlaps',
}

/** The same said of the second to the first; the others are the same both ways. */
const converses: Partial<Record<Relation, Relation>> = { within: 'contains', contains: 'within' }

/** How a footprint stands to itself. */
const ofItself: ReadonlySet<Relation> = new Set(['intersects', 'within', 'contains', 'equals'] as const)

export function spatialFilter(op: SpatialOperator, left: Operand, right: Operand, scope: Scope): Filter {
  const relation = relations[op]
  const [a, b] = [areaOf(left, scope), areaOf(right, scope)]
  if (a && b) return constant(relate(relation, shapeOf(a), shapeOf(b)))
  if (b) return { op: 'relates', relation, area: b }
  if (a) return { op: 'relates', relation: converses[relation] ?? relation, area: a }
  return constant(ofItself.has(relation))
}

/** A shape, cut at the antimeridian; undefined for the footprint. */
function areaOf(node: Operand, scope: Scope): Geometry | undefined {
  if (typeof node === 'object') {
    if ('bbox' in node) return boxArea(checkBox(node.bbox, scope.parameter))
    if ('type' in node) return readGeoJson(node, scope.parameter)
    if ('call' in node) return refuseCall(scope, node)
    if ('property' in node) {
      if (isFootprint(node)) return undefined
      return refuse(scope, `${node.property} is no shape; geometry, the footprint, is the only one`)
    }
  }
  return refuse(scope, 'a shape is a geometry, a box or a property')
}
