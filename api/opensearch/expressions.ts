import { InvalidQueryError } from '../../catalog/errors.ts'
import { parseInstantSpan } from '../../catalog/parse/instant.ts'
import type { Filter } from '../../catalog/query.ts'
import type { EoParameter } from './eo-parameters.ts'

/** A value as it was written, or a set or a range of such (OGC 13-026r9). A side that is absent is open. */
type Expression =
  | { values: string[] }
  | { low?: { text: string; included: boolean }; high?: { text: string; included: boolean } }

/**
 * The condition that a parameter of the Earth observation extension puts on its property: `n`, `{a,b}`, `[a,b]`, `]a,b[`,
 * `[a`, `b]` for numbers and instants; text alone or as a set.
 *
 * @throws InvalidQueryError naming the parameter
 */
export function readCondition({ name, property, kind, options }: EoParameter, text: string): Filter {
  if (kind === 'text') {
    const values = readSet(text) ?? [text]
    return oneOf(property, options ? values.flatMap((value) => readOption(value, options, name)) : values)
  }
  const expression = readExpression(text, name)
  if (kind === 'instant') return instantCondition(property, expression, name)
  if ('values' in expression) {
    return oneOf(
      property,
      expression.values.map((value) => readNumber(value, name)),
    )
  }
  const low = expression.low && { ...expression.low, value: readNumber(expression.low.text, name) }
  const high = expression.high && { ...expression.high, value: readNumber(expression.high.text, name) }
  if (low && high && low.value > high.value) {
    throw new InvalidQueryError(name, `the range ${text} ends before it starts`)
  }
  return all([
    ...(low ? [{ op: low.included ? '>=' : '>', property, value: low.value } as const] : []),
    ...(high ? [{ op: high.included ? '<=' : '<', property, value: high.value } as const] : []),
  ])
}

/** The members of `{a,b}`; undefined for what is no set. */
export function readSet(text: string): string[] | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  return text
    .slice(1, -1)
    .split(',')
    .map((value) => value.trim())
}

function readExpression(text: string, name: string): Expression {
  const set = readSet(text)
  if (set) return { values: set }
  const match = /^([[\]])?([^[\]{},]+)(?:,([^[\]{},]+))?([[\]])?$/.exec(text)
  if (match) {
    const [, opening, first, second, closing] = match as [string, string?, string?, string?, string?]
    const low = { text: first!.trim(), included: opening === '[' }
    const high = { text: (second ?? first)!.trim(), included: closing === ']' }
    if (second === undefined && !opening && !closing) return { values: [text] }
    if (second === undefined && opening && !closing) return { low }
    if (second === undefined && !opening && closing) return { high }
    if (second !== undefined && opening && closing) return { low, high }
  }
  throw new InvalidQueryError(name, `"${text}" is not n, {n,n}, [n,n], ]n,n[, [n or n]`)
}

/**
 * Instants are kept as RFC 3339 text in UTC, which sorts as time does except that `00Z` comes after `00.000Z`. The bounds
 * here are the start of a millisecond, included below and excluded above: right for both spellings.
 */
function instantCondition(property: string, expression: Expression, name: string): Filter {
  const from = (at: number): Filter => ({ op: '>=', property, value: new Date(at).toISOString() })
  const before = (at: number): Filter => ({ op: '<', property, value: new Date(at).toISOString() })
  if ('values' in expression) {
    const spans = expression.values.map((value) => parseInstantSpan(value, name))
    return any(spans.map(({ first, last }) => all([from(first), before(last + 1)])))
  }
  const { low, high } = expression
  const first = low && parseInstantSpan(low.text, name)
  const last = high && parseInstantSpan(high.text, name)
  return all([
    ...(low && first ? [from(low.included ? first.first : first.last + 1)] : []),
    ...(high && last ? [before(high.included ? last.last + 1 : last.first)] : []),
  ])
}

/** As the standard writes it and as STAC does. */
function readOption(value: string, options: readonly string[], name: string): string[] {
  if (!options.includes(value.toUpperCase())) {
    throw new InvalidQueryError(name, `"${value}" is none of ${options.join(', ')}`)
  }
  return [value.toUpperCase(), value.toLowerCase()]
}

/** @throws InvalidQueryError naming the parameter */
export function readNumber(text: string, name: string): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value)) throw new InvalidQueryError(name, `"${text}" is not a number`)
  return value
}

function oneOf(property: string, values: (string | number)[]): Filter {
  return values.length === 1 ? { op: '=', property, value: values[0]! } : { op: 'in', property, values }
}

function all(args: Filter[]): Filter {
  return args.length === 1 ? args[0]! : { op: 'and', args }
}

function any(args: Filter[]): Filter {
  return args.length === 1 ? args[0]! : { op: 'or', args }
}
