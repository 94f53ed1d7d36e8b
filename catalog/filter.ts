import { InvalidQueryError } from './errors.ts'
import { compileExpression, readInstant } from './expression.ts'
import { type Described, fieldOf, instantFields } from './fields.ts'
import { relate } from './geometry/relate.ts'
import { type Shape, shapeOf } from './geometry/shape.ts'
import { likeTest } from './like.ts'
import type { Expression, Filter, PropertyScalar, SetRelation } from './query.ts'
import { compare, every, not, some, type Truth } from './truth.ts'

/** `footprint` gives the shape of the granule, and is called only where the condition asks for it. */
export type Test = (granule: Described, footprint: () => Shape) => boolean
type Judge = (granule: Described, footprint: () => Shape) => Truth

/**
 * Makes a test of a condition. The logic has three values, as that of CQL2 and SQL: a comparison with a property that is
 * missing is not known, and so is its `not`; what is not known is no match. So neither `cycle = 12` nor `not (cycle = 12)` finds granules without a cycle.
 *
 * - Values of two types do not compare: not known.
 * - Of a list some element has to compare so; `<>` where none is equal.
 * - Numbers and strings have an order, strings by code point; booleans have none.
 * - `between` includes both ends, which must be of one type.
 * - `start`, `end` and `updated` are milliseconds; text that they are compared with is read as an ISO 8601 date or date-time, UTC where it has no zone.
 *
 * @throws InvalidQueryError for a date that cannot be read
 */
export function compileFilter(filter: Filter): Test {
  const judge = compile(filter)
  return (granule, footprint) => judge(granule, footprint) === true
}

/** What a condition comes to that asks nothing of the granule. */
export function compile(filter: Filter): Judge {
  switch (filter.op) {
    case 'and': {
      const judges = filter.args.map(compile)
      return (granule, footprint) => every(judges, (judge) => judge(granule, footprint))
    }
    case 'or': {
      const judges = filter.args.map(compile)
      return (granule, footprint) => some(judges, (judge) => judge(granule, footprint))
    }
    case 'not': {
      const judge = compile(filter.arg)
      return (granule, footprint) => not(judge(granule, footprint))
    }
    case 'isNull':
      return (granule) => fieldOf(granule, filter.property) === undefined
    case 'in': {
      const { property } = filter
      const values = filter.values.map((value) => comparable(property, value))
      return (granule) => {
        const found = fieldOf(granule, property)
        if (found === undefined) return undefined
        return some(values, (value) => compare('=', found, value))
      }
    }
    case 'between':
      return between(filter)
    case 'relates': {
      const area = shapeOf(filter.area)
      const { relation } = filter
      return (_, footprint) => relate(relation, footprint(), area)
    }
    case 'like': {
      const [of, fits] = [compileExpression(filter.text), likeTest(filter.pattern)]
      return (granule) => {
        const text = of(granule)
        if (Array.isArray(text)) return text.some(fits)
        return typeof text === 'string' ? fits(text) : undefined
      }
    }
    case 'compare': {
      const [left, right] = [compileExpression(filter.left), compileExpression(filter.right)]
      return (granule) => compare(filter.by, left(granule), right(granule))
    }
    case 'sets':
      return sets(filter.by, filter.left, filter.right)
    case 'isUnknown':
      return isUnknown(filter.value)
    default: {
      const { op, property } = filter
      const value = comparable(property, filter.value)
      return (granule) => compare(op, fieldOf(granule, property), value)
    }
  }
}

function between({ property, low, high }: Extract<Filter, { op: 'between' }>): Judge {
  const [least, most] = [comparable(property, low), comparable(property, high)]
  if (typeof least !== typeof most) return () => undefined
  return (granule) => {
    const found = fieldOf(granule, property)
    if (found === undefined) return undefined
    return some(Array.isArray(found) ? found : [found], (one) =>
      every([compare('>=', one, least), compare('<=', one, most)], (truth) => truth),
    )
  }
}

function isUnknown(value: Expression | Filter): Judge {
  if ('op' in value) {
    const judge = compile(value)
    return (granule, footprint) => judge(granule, footprint) === undefined
  }
  const of = compileExpression(value)
  return (granule) => of(granule) === undefined
}

/** Lists as sets; a single value is a set of one. Not known where an element is. */
function sets(by: SetRelation, left: Expression[], right: Expression[]): Judge {
  const [a, b] = [left.map(compileExpression), right.map(compileExpression)]
  return (granule) => {
    const collect = (of: typeof a) => {
      const values = of.map((one) => one(granule))
      return values.includes(undefined) ? undefined : new Set(values.flat() as PropertyScalar[])
    }
    const [one, other] = [collect(a), collect(b)]
    if (!one || !other) return undefined
    switch (by) {
      case 'equals':
        return one.symmetricDifference(other).size === 0
      case 'contains':
        return one.isSupersetOf(other)
      case 'containedBy':
        return one.isSubsetOf(other)
      case 'overlaps':
        return !one.isDisjointFrom(other)
    }
  }
}

/** The value that a property is compared with: for `start`, `end` and `updated` an instant, also where a date is written. */
export function comparable(property: string, value: PropertyScalar): PropertyScalar {
  if (typeof value !== 'string' || !instantFields.has(property)) return value
  const instant = readInstant(value)
  if (instant === undefined) {
    throw new InvalidQueryError('where', `${property} compares with a date or date-time, not '${value}'`)
  }
  return instant
}
