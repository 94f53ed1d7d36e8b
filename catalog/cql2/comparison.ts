import { readInstant } from '../expression.ts'
import { instantFields } from '../fields.ts'
import type { Comparison, Expression, Filter } from '../query.ts'
import { isDate } from './build.ts'
import { type InstantSpan, instantSpan, textSpan } from './instants.ts'
import { refuse, type Scope } from './scope.ts'
import type { Operand } from './tree.ts'
import { toExpression } from './values.ts'

const flipped: Record<Comparison, Comparison> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

export function constant(truth: boolean): Filter {
  return { op: truth ? 'and' : 'or', args: [] }
}

/** A comparison in the form that engines find by index, where it has one. */
export function compareOperands(by: Comparison, left: Operand, right: Operand, scope: Scope): Filter {
  const [a, b] = [toExpression(left, scope), toExpression(right, scope)]
  if (isInstant(right)) return compareWithSpan(by, a, instantSpan(right))
  if (isInstant(left)) return compareWithSpan(flipped[by], b, instantSpan(left))
  if (isInstantField(a) && typeof right === 'string') return compareWithSpan(by, a, writtenSpan(right, scope))
  if (isInstantField(b) && typeof left === 'string') {
    return compareWithSpan(flipped[by], b, writtenSpan(left, scope))
  }
  return compareExpressions(by, a, b)
}

/** `instantOf` is put around what is compared with an instant and is none by itself. */
export function compareExpressions(by: Comparison, a: Expression, b: Expression): Filter {
  if ('property' in a && 'value' in b) return { op: by, property: a.property, value: b.value }
  if ('value' in a && 'property' in b) return { op: flipped[by], property: b.property, value: a.value }
  const left = isInstantField(b) ? asInstant(a) : a
  const right = isInstantField(a) ? asInstant(b) : b
  return { op: 'compare', by, left, right }
}

/** What is compared with a day lies before it, in it, or after it. */
function compareWithSpan(by: Comparison, of: Expression, { first, last }: InstantSpan): Filter {
  const instant = (how: Comparison, value: number) => compareExpressions(how, asInstant(of), { value })
  if (first === last) return instant(by, first)
  switch (by) {
    case '=':
      return { op: 'and', args: [instant('>=', first), instant('<=', last)] }
    case '<>':
      return { op: 'or', args: [instant('<', first), instant('>', last)] }
    case '<':
    case '>=':
      return instant(by, first)
    default:
      return instant(by, last)
  }
}

/** Text stands for an instant where it is compared with one. */
function writtenSpan(text: string, scope: Scope): InstantSpan {
  const instant = readInstant(text)
  if (instant === undefined) return refuse(scope, `'${text}' is no date or date-time; write '2018-08-05'`)
  return isDate(text) ? textSpan(text) : { first: instant, last: instant }
}

export function asInstant(of: Expression): Expression {
  if ('instantOf' in of || 'arithmetic' in of || isInstantField(of)) return of
  return 'value' in of && typeof of.value === 'number' ? of : { instantOf: of }
}

function isInstantField(of: Expression): boolean {
  return 'property' in of && instantFields.has(of.property)
}

export function isInstant(node: Operand): node is Extract<Operand, { date: string } | { timestamp: string }> {
  return typeof node === 'object' && ('date' in node || 'timestamp' in node)
}
