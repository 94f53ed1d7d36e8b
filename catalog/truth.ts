import { compareText } from './fields.ts'
import type { PropertyValue } from './granule.ts'
import type { Comparison, PropertyScalar } from './query.ts'

/** True, false, or not known. */
export type Truth = boolean | undefined

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

/** False where any is false, else not known where any is not known. */
export function every<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let result: Truth = true
  for (const item of items) {
    const truth = test(item)
    if (truth === false) return false
    if (truth === undefined) result = undefined
  }
  return result
}

/** True where any is true, else not known where any is not known. */
export function some<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let result: Truth = false
  for (const item of items) {
    const truth = test(item)
    if (truth) return true
    if (truth === undefined) result = undefined
  }
  return result
}

/**
 * How two values compare. Of lists, some element with some element (`<>`: none is equal). Not known where one is missing, where
 * they are of two types, and where booleans are to have an order.
 */
export function compare(by: Comparison, a: PropertyValue | undefined, b: PropertyValue | undefined): Truth {
  if (a === undefined || b === undefined) return undefined
  if (by === '<>') return not(compare('=', a, b))
  if (Array.isArray(a)) return some(a, (element) => compare(by, element, b))
  if (Array.isArray(b)) return some(b, (element) => compare(by, a, element))
  return compareScalars(by, a, b)
}

function compareScalars(by: Comparison, a: PropertyScalar, b: PropertyScalar): Truth {
  if (typeof a !== typeof b) return undefined
  if (by === '=') return a === b
  if (typeof a === 'boolean') return undefined
  const order = typeof a === 'number' ? a - Number(b) : compareText(a, String(b))
  if (Number.isNaN(order)) return by === '<=' || by === '>='
  switch (by) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    default:
      return order >= 0
  }
}
