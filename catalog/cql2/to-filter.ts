import { instantFields } from '../fields.ts'
import type { Comparison, Expression, Filter, PropertyScalar, SetRelation } from '../query.ts'
import { compareOperands, constant, isInstant } from './comparison.ts'
import { isFootprint, refuseCall, type Scope } from './scope.ts'
import { kindOf } from './signatures.ts'
import { spatialFilter } from './space.ts'
import { temporalFilter } from './time.ts'
import type { ArrayOperator, Condition, Operand, SpatialOperator, TemporalOperator } from './tree.ts'
import { toExpression, toPattern } from './values.ts'

const setRelations: Record<ArrayOperator, SetRelation> = {
  a_equals: 'equals',
  a_contains: 'contains',
  a_containedBy: 'containedBy',
  a_overlaps: 'overlaps',
}

/**
 * What a filter asks of granules, in the catalogue's words. `geometry` (or `footprint`) is the footprint; in temporal functions
 * `datetime` is the whole time of a granule, from its start to its end. Everything else goes by the name that `nameOf` gives it.
 *
 * @throws InvalidQueryError for functions that there are not, and shapes and times where they mean nothing
 */
export function toFilter(
  condition: Condition,
  { nameOf = (property) => property, parameter = 'filter' }: Partial<Scope> = {},
): Filter {
  return lower(condition, { nameOf, parameter })
}

function lower(node: Condition, scope: Scope): Filter {
  if (typeof node === 'boolean') return constant(node)
  if ('call' in node) return refuseCall(scope, node)
  switch (node.op) {
    case 'and':
    case 'or':
      return { op: node.op, args: node.args.map((arg) => lower(arg, scope)) }
    case 'not':
      return { op: 'not', arg: lower(node.args[0], scope) }
    case 'like':
      return {
        op: 'like',
        text: toExpression(node.args[0], scope),
        pattern: toPattern(node.args[1], scope),
      }
    case 'between':
      return between(node.args, scope)
    case 'in':
      return among(node.args, scope)
    case 'isNull':
      return isNull(node.args[0], scope)
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareOperands(node.op, ...node.args, scope)
    case 'a_equals':
    case 'a_contains':
    case 'a_containedBy':
    case 'a_overlaps': {
      const [left, right] = node.args.map((list) => membersOf(list, scope)) as [Expression[], Expression[]]
      return { op: 'sets', by: setRelations[node.op], left, right }
    }
  }
  return node.op.startsWith('s_')
    ? spatialFilter(node.op as SpatialOperator, ...node.args, scope)
    : temporalFilter(node.op as TemporalOperator, ...node.args, scope)
}

function between([value, low, high]: [Operand, Operand, Operand], scope: Scope): Filter {
  const property = plainProperty(value, scope)
  if (property !== undefined && isPlain(low) && isPlain(high)) return { op: 'between', property, low, high }
  const compare = (by: Comparison, limit: Operand) => compareOperands(by, value, limit, scope)
  return { op: 'and', args: [compare('>=', low), compare('<=', high)] }
}

function among([value, list]: [Operand, Operand[]], scope: Scope): Filter {
  const property = plainProperty(value, scope)
  if (property !== undefined && list.every(isPlain)) return { op: 'in', property, values: list }
  return { op: 'or', args: list.map((item) => compareOperands('=', value, item, scope)) }
}

function isNull(node: Operand | Condition, scope: Scope): Filter {
  const kind = kindOf(node)
  if (kind === 'a condition') return { op: 'isUnknown', value: lower(node as Condition, scope) }
  if (kind === 'an interval' || kind === 'a geometry') return constant(false)
  if (typeof node === 'object' && 'property' in node && isFootprint(node)) return constant(false)
  const value = toExpression(node as Operand, scope)
  return 'property' in value ? { op: 'isNull', property: value.property } : { op: 'isUnknown', value }
}

function membersOf(list: Operand, scope: Scope): Expression[] {
  return (Array.isArray(list) ? list : [list]).map((member) => toExpression(member, scope))
}

/** The name of a property that is compared as it is: instants take dates, which are spans. */
function plainProperty(node: Operand, scope: Scope): string | undefined {
  if (typeof node !== 'object' || isInstant(node) || !('property' in node)) return undefined
  const of = toExpression(node, scope)
  return 'property' in of && !instantFields.has(of.property) ? of.property : undefined
}

function isPlain(node: Operand): node is PropertyScalar {
  return typeof node !== 'object'
}
