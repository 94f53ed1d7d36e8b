import { InvalidQueryError } from '../errors.ts'
import { readGeoJson } from '../parse/area.ts'
import { checkBox } from '../parse/box.ts'
import { parseDatetime, parseInstantSpan } from '../parse/instant.ts'
import { isKindTaken, kindOf, scalar, signatureOf } from './signatures.ts'
import type { Call, InstantLiteral, Interval, IntervalSide, Node, Operand, SpatialLiteral } from './tree.ts'

/** Operators, calls, lists and parentheses may stand this deep in one another. */
export const deepest = 50
/** Operators, names and literals that a filter may have; a shape counts as one. */
export const most = 5_000

/**
 * Puts a tree together from checked parts, whichever encoding it is read from. Places say where in the text or the JSON a
 * part begins, for those who have to mend it.
 */
export class Builder {
  readonly #parameter: string
  readonly #depths = new WeakMap<object, number>()
  #nodes = 0

  constructor(parameter: string) {
    this.#parameter = parameter
  }

  fail(reason: string, place: string): never {
    throw new InvalidQueryError(this.#parameter, `${reason} at ${place}`)
  }

  /** Refuses what lies too deep before anything looks into it. */
  checkDepth(depth: number, place: string): void {
    if (depth > deepest) this.fail(`nested deeper than ${deepest}`, place)
  }

  count(place: string): void {
    this.#nodes++
    if (this.#nodes > most) this.fail(`more than ${most} operators, names and values`, place)
  }

  /** An operator of the standard on its arguments. Runs of `and` and of `or` become one. */
  operation(op: string, args: Node[], place: string): Node {
    this.count(place)
    const signature = signatureOf(op)!
    if (args.length < signature.least || args.length > signature.most) {
      const wanted = signature.most === Infinity ? `at least ${signature.least}` : signature.most
      this.fail(`${op} takes ${wanted} arguments, not ${args.length},`, place)
    }
    for (const [i, arg] of args.entries()) {
      const kinds = signature.kinds[Math.min(i, signature.kinds.length - 1)]!
      const wrong = isKindTaken(arg, kinds) ? undefined : kindOf(arg)
      if (wrong) this.fail(`${op} takes ${kinds.join(', ')} here, not ${wrong},`, place)
    }
    const listed = op === 'in' ? (args[1] as Operand[]) : []
    for (const item of listed) {
      if (!isKindTaken(item, scalar))
        this.fail(`in compares ${scalar.join(', ')}, not ${kindOf(item)},`, place)
    }
    const joined = op === 'and' || op === 'or' ? args.flatMap((arg) => partsOf(op, arg)) : args
    return this.#kept({ op, args: joined } as Node & object, joined, place)
  }

  call(name: string, args: Node[], place: string): Call {
    this.count(place)
    return this.#kept({ call: name, args }, args, place)
  }

  list(items: Operand[], place: string): Operand[] {
    this.count(place)
    return this.#kept(items, items, place)
  }

  instant(type: 'date' | 'timestamp', text: string, place: string): InstantLiteral {
    this.count(place)
    this.#checkInstant(text, type, place)
    return type === 'date' ? { date: text } : { timestamp: text }
  }

  interval(sides: [IntervalSide, IntervalSide], place: string): Interval {
    this.count(place)
    for (const side of sides) {
      if (typeof side === 'string' && side !== '..') {
        this.#checkInstant(side, isDate(side) ? 'date' : 'timestamp', place)
      }
    }
    return { interval: sides }
  }

  box(numbers: number[], place: string): SpatialLiteral {
    this.count(place)
    this.#at(place, (parameter) => checkBox(numbers, parameter))
    return { bbox: numbers } as SpatialLiteral
  }

  geometry(value: unknown, place: string): SpatialLiteral {
    this.count(place)
    this.#at(place, (parameter) => readGeoJson(value, parameter))
    return value as SpatialLiteral
  }

  #checkInstant(text: string, type: 'date' | 'timestamp', place: string): void {
    this.#at(place, (parameter) => {
      if (type === 'timestamp') parseDatetime(text.includes('/') ? '' : text, parameter)
      else if (isDate(text)) parseInstantSpan(text, parameter)
      else throw new InvalidQueryError(parameter, `"${text}" is not a date; write 2018-08-05`)
    })
  }

  #at(place: string, read: (parameter: string) => unknown): void {
    try {
      read(this.#parameter)
    } catch (cause) {
      if (!(cause instanceof InvalidQueryError)) throw cause
      const reason = cause.message.slice(`${cause.parameter}: `.length)
      throw new InvalidQueryError(this.#parameter, `${reason} at ${place}`, { cause })
    }
  }

  #kept<Kept extends object>(node: Kept, parts: Node[], place: string): Kept {
    const depth = 1 + Math.max(0, ...parts.map((part) => this.#depthOf(part)))
    this.checkDepth(depth, place)
    this.#depths.set(node, depth)
    return node
  }

  #depthOf(node: Node): number {
    return typeof node === 'object' ? (this.#depths.get(node) ?? 0) : 0
  }
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

function partsOf(op: 'and' | 'or', node: Node): Node[] {
  return typeof node === 'object' && 'op' in node && node.op === op ? node.args : [node]
}
