import type { Comparison, Expression, Filter } from '../query.ts'
import { asInstant, compareExpressions, constant } from './comparison.ts'
import { instantSpan, textSpan } from './instants.ts'
import { isTimeSpan, nameIn, refuse, refuseCall, type Scope } from './scope.ts'
import type { IntervalSide, Operand, PropertyName, TemporalOperator } from './tree.ts'

interface Span {
  start: Expression
  end: Expression
  isInstant: boolean
}

type Ends = 'start' | 'end'

/** Milliseconds, more than any date has: the side of an interval that is open. */
const open = Number.MAX_SAFE_INTEGER

/** Each asks so much of the ends of its two times (OWL-Time, OGC 21-065r2 section 7.9). */
const meanings: Record<TemporalOperator, [Ends, Comparison, Ends][]> = {
  t_after: [['start', '>', 'end']],
  t_before: [['end', '<', 'start']],
  t_contains: [
    ['start', '<', 'start'],
    ['end', '>', 'end'],
  ],
  t_disjoint: [
    ['start', '<=', 'end'],
    ['end', '>=', 'start'],
  ],
  t_during: [
    ['start', '>', 'start'],
    ['end', '<', 'end'],
  ],
  t_equals: [
    ['start', '=', 'start'],
    ['end', '=', 'end'],
  ],
  t_finishedBy: [
    ['start', '<', 'start'],
    ['end', '=', 'end'],
  ],
  t_finishes: [
    ['start', '>', 'start'],
    ['end', '=', 'end'],
  ],
  t_intersects: [
    ['start', '<=', 'end'],
    ['end', '>=', 'start'],
  ],
  t_meets: [['end', '=', 'start']],
  t_metBy: [['start', '=', 'end']],
  t_overlappedBy: [
    ['start', '>', 'start'],
    ['start', '<', 'end'],
    ['end', '>', 'end'],
  ],
  t_overlaps: [
    ['start', '<', 'start'],
    ['end', '>', 'start'],
    ['end', '<', 'end'],
  ],
  t_startedBy: [
    ['start', '=', 'start'],
    ['end', '>', 'end'],
  ],
  t_starts: [
    ['start', '=', 'start'],
    ['end', '<', 'end'],
  ],
}

/** Functions that the standard gives a meaning for instants too. */
const forInstants: ReadonlySet<TemporalOperator> = new Set([
  't_after',
  't_before',
  't_disjoint',
  't_equals',
  't_intersects',
] as const)

export function temporalFilter(op: TemporalOperator, left: Operand, right: Operand, scope: Scope): Filter {
  const [a, b] = [spanOf(left, scope), spanOf(right, scope)]
  if ((a.isInstant || b.isInstant) && !forInstants.has(op)) {
    refuse(scope, `${op} compares intervals; write INTERVAL(start, end) where an instant stands`)
  }
  const args = meanings[op].map(([end, by, other]) => compareEnds(by, a[end], b[other]))
  const all: Filter = args.length === 1 ? args[0]! : { op: 'and', args }
  return op === 't_disjoint' ? { op: 'not', arg: all } : all
}

function spanOf(node: Operand, scope: Scope): Span {
  if (typeof node === 'object') {
    if ('property' in node) {
      if (isTimeSpan(node)) return { start: own('start'), end: own('end'), isInstant: false }
      const at = instantIn(node, scope)
      return { start: at, end: at, isInstant: true }
    }
    if ('date' in node || 'timestamp' in node) {
      const { first, last } = instantSpan(node)
      return { start: { value: first }, end: { value: last }, isInstant: true }
    }
    if ('interval' in node) {
      const [start, end] = node.interval
      return { start: sideOf(start, 'start', scope), end: sideOf(end, 'end', scope), isInstant: false }
    }
    if ('call' in node) refuseCall(scope, node)
  }
  return refuse(scope, 'a time is an instant, an interval or a property')
}

function sideOf(side: IntervalSide, end: Ends, scope: Scope): Expression {
  if (side === '..') return { value: end === 'start' ? -open : open }
  if (typeof side === 'string') return { value: textSpan(side)[end === 'start' ? 'first' : 'last'] }
  if ('call' in side) return refuseCall(scope, side)
  return isTimeSpan(side) ? own(end) : instantIn(side, scope)
}

function own(end: Ends): Expression {
  return { property: end }
}

function instantIn(property: PropertyName, scope: Scope): Expression {
  return asInstant({ property: nameIn(scope, property) })
}

function compareEnds(by: Comparison, a: Expression, b: Expression): Filter {
  const known = isKnown(a) && isKnown(b)
  if (known && isOpen(a)) return constant(holdsAtInfinity(by, numberIn(a), numberIn(b)))
  if (known && isOpen(b)) return constant(holdsAtInfinity(by, numberIn(a), numberIn(b)))
  return compareExpressions(by, a, b)
}

/** A granule's own times are there always. */
function isKnown(of: Expression): boolean {
  return 'value' in of || 'property' in of
}

function isOpen(of: Expression): boolean {
  return 'value' in of && Math.abs(Number(of.value)) === open
}

/** Any number does for a granule's own time, which is finite. */
function numberIn(of: Expression): number {
  return 'value' in of ? Number(of.value) : 0
}

function holdsAtInfinity(by: Comparison, a: number, b: number): boolean {
  switch (by) {
    case '=':
      return a === b
    case '<>':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}
