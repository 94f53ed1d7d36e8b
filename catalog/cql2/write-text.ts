import { controls, identifier, reserved } from './tokens.ts'
import type { Condition, IntervalSide, Operand } from './tree.ts'
import { toWkt, wktTypes } from './wkt.ts'

/** The tree in the text encoding, with parentheses around whatever stands in another operator. */
export function toCql2Text(node: Condition | Operand): string {
  if (typeof node === 'string') return quote(node)
  if (typeof node !== 'object') return String(node).toUpperCase()
  if (Array.isArray(node)) return `(${node.map(toCql2Text).join(', ')})`
  if ('property' in node) return nameOf(node.property)
  if ('call' in node) return `${node.call}(${node.args.map(toCql2Text).join(', ')})`
  if ('date' in node) return `DATE(${quote(node.date)})`
  if ('timestamp' in node) return `TIMESTAMP(${quote(node.timestamp)})`
  if ('interval' in node) return `INTERVAL(${node.interval.map(sideOf).join(', ')})`
  if ('bbox' in node) return `BBOX(${node.bbox.join(', ')})`
  if (!('op' in node)) return toWkt(node)
  switch (node.op) {
    case 'and':
    case 'or':
      return node.args.map(inParentheses).join(` ${node.op.toUpperCase()} `)
    case 'not':
      return `NOT ${inParentheses(node.args[0])}`
    case 'isNull':
      return `${inParentheses(node.args[0])} IS NULL`
    case 'between': {
      const [value, low, high] = node.args.map(inParentheses)
      return `${value} BETWEEN ${low} AND ${high}`
    }
    case 'in':
      return `${inParentheses(node.args[0])} IN ${toCql2Text(node.args[1])}`
  }
  return between.has(node.op)
    ? node.args.map(inParentheses).join(` ${node.op.toUpperCase()} `)
    : `${node.op.toUpperCase()}(${node.args.map(toCql2Text).join(', ')})`
}

/** Operators that stand between their two arguments. */
const between: ReadonlySet<string> = new Set('= <> < <= > >= like + - * / % div ^'.split(' '))
const standing: ReadonlySet<string> = new Set([...between, 'and', 'or', 'not', 'isNull', 'between', 'in'])

function inParentheses(node: Condition | Operand): string {
  const text = toCql2Text(node)
  return typeof node === 'object' && 'op' in node && standing.has(node.op) ? `(${text})` : text
}

function sideOf(side: IntervalSide): string {
  return toCql2Text(side)
}

const bare = new RegExp(`^(?:${identifier.source})$`, 'u')
const literals: ReadonlySet<string> = new Set(['true', 'false'])

function nameOf(property: string): string {
  const word = property.toLowerCase()
  const plain = bare.test(property) && !reserved.has(word) && !literals.has(word) && !wktTypes.has(word)
  return plain ? property : `"${property.replaceAll('"', '""')}"`
}

/** A quote is doubled, which more readers know than the backslash before it. */
const letters = new Map(
  [...controls].map(([letter, character]) => [character, letter === "'" ? "''" : `\\${letter}`]),
)

function quote(text: string): string {
  return `'${text.replace(/./gsu, (character) => letters.get(character) ?? character)}'`
}
