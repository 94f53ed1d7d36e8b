import { withoutAccents, withoutCase } from '../like.ts'
import type { Expression } from '../query.ts'
import { instantSpan } from './instants.ts'
import { nameIn, refuse, refuseCall, type Scope } from './scope.ts'
import type { Operand } from './tree.ts'

/** What a scalar stands for in the catalogue. A date is its first instant. */
export function toExpression(node: Operand, scope: Scope): Expression {
  if (typeof node !== 'object') return { value: node }
  if (Array.isArray(node)) return refuse(scope, 'a list can only stand after in, and in a_ functions')
  if ('property' in node) return { property: nameIn(scope, node) }
  if ('call' in node) return refuseCall(scope, node)
  if ('date' in node || 'timestamp' in node) return { value: instantSpan(node).first }
  if (!('op' in node)) return refuse(scope, 'an interval or a shape has no value to compare')
  switch (node.op) {
    case 'casei':
    case 'accenti': {
      const without = node.op === 'casei' ? 'case' : 'accents'
      const of = toExpression(node.args[0], scope)
      return 'value' in of ? { value: fold(without, String(of.value)) } : { without, of }
    }
    default:
      return {
        arithmetic: node.op,
        args: [toExpression(node.args[0], scope), toExpression(node.args[1], scope)],
      }
  }
}

/** The text of a pattern, which may have its case or accents taken off; its wildcards have neither. */
export function toPattern(node: Operand, scope: Scope): string {
  const pattern = toExpression(node, scope)
  return 'value' in pattern ? String(pattern.value) : refuse(scope, 'a pattern is text')
}

function fold(without: 'case' | 'accents', text: string): string {
  return without === 'case' ? withoutCase(text) : withoutAccents(text)
}
