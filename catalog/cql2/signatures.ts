import {
  arithmeticOperators,
  arrayOperators,
  comparisons,
  foldings,
  type Node,
  spatialOperators,
  temporalOperators,
} from './tree.ts'

/** What a part of a tree stands for. A call and a property may stand for anything. */
export type Kind =
  | 'a condition'
  | 'true or false'
  | 'a number'
  | 'text'
  | 'a pattern'
  | 'an instant'
  | 'an interval'
  | 'a geometry'
  | 'a list'
  | 'a property'
  | 'a function'

interface Signature {
  least: number
  most: number
  /** By position; the last goes on. */
  kinds: Kind[][]
}

const unknown: Kind[] = ['a property', 'a function']
export const scalar: Kind[] = ['text', 'a number', 'true or false', 'an instant', ...unknown]
const condition: Kind[] = ['a condition', 'true or false', 'a function']
const anything: Kind[] = ['a condition', 'an interval', 'a geometry', ...scalar]

const signatures = new Map<string, Signature>([
  ['and', { least: 2, most: Infinity, kinds: [condition] }],
  ['or', { least: 2, most: Infinity, kinds: [condition] }],
  ['not', exactly(condition)],
  ['isNull', exactly(anything)],
  ['like', exactly(['text', ...unknown], ['a pattern'])],
  ['between', exactly(...repeat(['a number', 'text', 'an instant', ...unknown], 3))],
  ['in', exactly(scalar, ['a list'])],
  ...each(comparisons, exactly(scalar, scalar)),
  ...each(spatialOperators, exactly(...repeat(['a geometry', ...unknown], 2))),
  ...each(temporalOperators, exactly(...repeat(['an instant', 'an interval', ...unknown], 2))),
  ...each(arrayOperators, exactly(...repeat(['a list', ...unknown], 2))),
  ...each(arithmeticOperators, exactly(...repeat(['a number', ...unknown], 2))),
  ...each(foldings, exactly(['text', ...unknown])),
])

const byLowerCase = new Map([...signatures.keys()].map((op) => [op.toLowerCase(), op]))

const arithmetic: ReadonlySet<string> = new Set(arithmeticOperators)
const folding: ReadonlySet<string> = new Set(foldings)

export function signatureOf(op: string): Signature | undefined {
  return signatures.get(op)
}

/** The operator as the standard writes it, in whatever case it came. */
export function operatorNamed(name: string): string | undefined {
  return byLowerCase.get(name.toLowerCase())
}

export function kindOf(node: Node): Kind {
  switch (typeof node) {
    case 'string':
      return 'text'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
  }
  if (Array.isArray(node)) return 'a list'
  if ('property' in node) return 'a property'
  if ('call' in node) return 'a function'
  if ('interval' in node) return 'an interval'
  if ('date' in node || 'timestamp' in node) return 'an instant'
  if (!('op' in node)) return 'a geometry'
  return arithmetic.has(node.op) ? 'a number' : folding.has(node.op) ? 'text' : 'a condition'
}

export function isKindTaken(node: Node, kinds: readonly Kind[]): boolean {
  return kinds.includes('a pattern') ? isPattern(node) : kinds.includes(kindOf(node))
}

/** Text, as it is or with its case or accents taken off. */
function isPattern(node: Node): boolean {
  if (typeof node === 'string') return true
  return typeof node === 'object' && 'op' in node && folding.has(node.op) && isPattern(node.args[0]!)
}

function exactly(...kinds: Kind[][]): Signature {
  return { least: kinds.length, most: kinds.length, kinds }
}

function repeat(kinds: Kind[], times: number): Kind[][] {
  return Array.from({ length: times }, () => kinds)
}

function each(ops: readonly string[], signature: Signature): [string, Signature][] {
  return ops.map((op) => [op, signature])
}
