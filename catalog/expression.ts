import { type Described, fieldOf } from './fields.ts'
import type { PropertyValue } from './granule.ts'
import { withoutAccents, withoutCase } from './like.ts'
import type { Expression, Filter } from './query.ts'

type Arithmetic = Extract<Expression, { arithmetic: unknown }>['arithmetic']

/** Makes what works a value out of a granule; undefined where something that it needs is missing or of another type. */
export function compileExpression(expression: Expression): (granule: Described) => PropertyValue | undefined {
  if ('value' in expression) return () => expression.value
  if ('property' in expression) return (granule) => fieldOf(granule, expression.property)
  if ('arithmetic' in expression) {
    const [left, right] = expression.args.map(compileExpression) as [Evaluate, Evaluate]
    const { arithmetic } = expression
    return (granule) => calculate(arithmetic, left(granule), right(granule))
  }
  if ('instantOf' in expression) {
    const of = compileExpression(expression.instantOf)
    return (granule) => instantIn(of(granule))
  }
  const of = compileExpression(expression.of)
  const change = expression.without === 'case' ? withoutCase : withoutAccents
  return (granule) => {
    const value = of(granule)
    if (Array.isArray(value)) return value.map(change)
    return typeof value === 'string' ? change(value) : undefined
  }
}

type Evaluate = ReturnType<typeof compileExpression>

/** The properties that a condition asks for, some more than once. */
export function propertiesOf(filter: Filter): string[] {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.args.flatMap(propertiesOf)
    case 'not':
      return propertiesOf(filter.arg)
    case 'relates':
      return []
    case 'like':
      return propertiesIn(filter.text)
    case 'compare':
      return [filter.left, filter.right].flatMap(propertiesIn)
    case 'sets':
      return [...filter.left, ...filter.right].flatMap(propertiesIn)
    case 'isUnknown':
      return 'op' in filter.value ? propertiesOf(filter.value) : propertiesIn(filter.value)
    default:
      return [filter.property]
  }
}

/** The properties that an expression asks for. */
export function propertiesIn(expression: Expression): string[] {
  if ('value' in expression) return []
  if ('property' in expression) return [expression.property]
  if ('arithmetic' in expression) return expression.args.flatMap(propertiesIn)
  return propertiesIn('instantOf' in expression ? expression.instantOf : expression.of)
}

/** What comes out as no number (0 divided by 0, a root of -1) or as no finite one is unknown. */
function calculate(
  by: Arithmetic,
  a: PropertyValue | undefined,
  b: PropertyValue | undefined,
): number | undefined {
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  const result = operations[by](a, b)
  return Number.isFinite(result) ? result : undefined
}

const operations: Record<Arithmetic, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  div: (a, b) => Math.trunc(a / b),
  '^': (a, b) => a ** b,
}

const instantPattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** Milliseconds of an ISO 8601 date or date-time, UTC where it has no zone; undefined where it is none. */
export function readInstant(text: string): number | undefined {
  const match = instantPattern.exec(text)
  if (!match) return undefined
  const instant = Date.parse(text.includes('T') && !match[1] ? `${text}Z` : text)
  return Number.isNaN(instant) ? undefined : instant
}

function instantIn(value: PropertyValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? readInstant(value) : undefined
}
