import { InvalidQueryError } from './errors.ts'
import { compareText, type Described, fieldOf, instantFields } from './fields.ts'
import type { PropertyValue } from './granule.ts'
import type { Filter, PropertyScalar } from './query.ts'

type Scalar = PropertyScalar
type Test = (granule: Described) => boolean

/**
 * Makes a test of a condition. The logic has two values: a comparison with a property that is missing or of another type
 * is false, and its `not` is true. So `not (cycle = 12)` finds granules without a cycle and `cycle <> 12` does not.
 *
 * - A list matches when any element does; `<>` when none is equal.
 * - Numbers and strings have an order, strings by code point; `<`, `<=`, `>`, `>=` and `between` never hold for booleans.
 * - `between` includes both ends, which must be of one type.
 * - `start`, `end` and `updated` compare with milliseconds or with an ISO 8601 date or date-time, UTC where it has no zone.
 *
 * @throws InvalidQueryError for a date that cannot be read
 */
export function compileFilter(filter: Filter): Test {
  switch (filter.op) {
    case 'and': {
      const tests = filter.args.map(compileFilter)
      return (granule) => tests.every((test) => test(granule))
    }
    case 'or': {
      const tests = filter.args.map(compileFilter)
      return (granule) => tests.some((test) => test(granule))
    }
    case 'not': {
      const test = compileFilter(filter.arg)
      return (granule) => !test(granule)
    }
    case 'isNull':
      return (granule) => fieldOf(granule, filter.property) === undefined
    case 'in': {
      const values = filter.values.map((value) => comparable(filter.property, value))
      return anyElement(filter.property, (found) => values.includes(found))
    }
    case 'between': {
      const low = comparable(filter.property, filter.low)
      const high = comparable(filter.property, filter.high)
      return anyElement(filter.property, (found) => holds('>=', found, low) && holds('<=', found, high))
    }
    case '<>':
      return differs(filter.property, comparable(filter.property, filter.value))
    default: {
      const { op } = filter
      const value = comparable(filter.property, filter.value)
      return anyElement(filter.property, (found) => holds(op, found, value))
    }
  }
}

function anyElement(property: string, test: (found: Scalar) => boolean): Test {
  return (granule) => {
    const found = fieldOf(granule, property)
    if (found === undefined) return false
    return Array.isArray(found) ? found.some(test) : test(found)
  }
}

function differs(property: string, value: Scalar): Test {
  return (granule) => {
    const found = fieldOf(granule, property)
    if (found === undefined) return false
    const elements: PropertyValue[] = Array.isArray(found) ? found : [found]
    return elements.every((element) => typeof element === typeof value && element !== value)
  }
}

function holds(op: '=' | '<' | '<=' | '>' | '>=', found: Scalar, value: Scalar): boolean {
  if (op === '=') return found === value
  const order = orderOf(found, value)
  if (order === undefined) return false
  switch (op) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

function orderOf(a: Scalar, b: Scalar): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return undefined
}

/** The value that a property is compared with: for `start`, `end` and `updated` an instant, also where a date is written. */
export function comparable(property: string, value: Scalar): Scalar {
  return instantFields.has(property) && typeof value === 'string' ? parseInstant(property, value) : value
}

const instantPattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

function parseInstant(property: string, text: string): number {
  const match = instantPattern.exec(text)
  const zoned = match && text.includes('T') && !match[1] ? `${text}Z` : text
  const instant = match ? Date.parse(zoned) : Number.NaN
  if (Number.isNaN(instant)) {
    throw new InvalidQueryError('where', `${property} compares with a date or date-time, not '${text}'`)
  }
  return instant
}
