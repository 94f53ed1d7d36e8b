import { InvalidQueryError } from '../errors.ts'
import { Builder } from './build.ts'
import { kindOf, operatorNamed } from './signatures.ts'
import { placeOf, TokenReader } from './token-reader.ts'
import { reserved, type Token, tokenize } from './tokens.ts'
import { type Condition, comparisons, type IntervalSide, type Node, type Operand } from './tree.ts'
import { readWkt, wktTypes } from './wkt.ts'

/** Characters. */
const longest = 200_000

/**
 * A filter in the text encoding of CQL2 (OGC 21-065r2 annex B), as a tree. `!=` is taken for `<>`, and text may stand in
 * `between`.
 *
 * @throws InvalidQueryError with what was expected and where, counted from 1
 */
export function parseCql2Text(text: string, parameter = 'filter'): Condition {
  if (text.length > longest) {
    throw new InvalidQueryError(parameter, `longer than ${longest} characters`)
  }
  return new TextParser(text, parameter).whole()
}

class TextParser {
  readonly #text: string
  readonly #tokens: TokenReader
  readonly #build: Builder
  #depth = 0

  constructor(text: string, parameter: string) {
    this.#text = text
    this.#build = new Builder(parameter)
    this.#tokens = new TokenReader(tokenize(text, parameter), this.#build)
  }

  whole(): Condition {
    const at = this.#tokens.peek()
    const node = this.#either()
    if (this.#tokens.peek().kind !== 'end') {
      this.#tokens.expected(isCondition(node) ? 'and, or, or the end' : 'a comparison')
    }
    return this.#condition(node, at)
  }

  #either(): Node {
    return this.#joined('or', () => this.#joined('and', () => this.#negatable()))
  }

  #joined(op: 'and' | 'or', one: () => Node): Node {
    const at = this.#tokens.peek()
    const first = one()
    if (!this.#tokens.isWord(op)) return first
    const args: Node[] = [this.#condition(first, at)]
    while (this.#tokens.takeWord(op)) {
      const from = this.#tokens.peek()
      args.push(this.#condition(one(), from))
    }
    return this.#build.operation(op, args, placeOf(at))
  }

  #negatable(): Node {
    const at = this.#tokens.peek()
    if (!this.#tokens.isWord('not')) return this.#predicate()
    this.#tokens.take()
    const from = this.#tokens.peek()
    const arg = this.#within(() => this.#condition(this.#negatable(), from))
    return this.#build.operation('not', [arg], placeOf(at))
  }

  #predicate(): Node {
    const at = this.#tokens.peek()
    const left = this.#sum()
    if (this.#tokens.takeWord('is')) {
      const negated = this.#tokens.takeWord('not')
      if (!this.#tokens.takeWord('null')) this.#tokens.expected('null')
      return this.#negated(this.#build.operation('isNull', [left], placeOf(at)), negated, at)
    }
    const symbol = this.#tokens.peek()
    const comparison = symbol.text === '!=' ? '<>' : comparisons.find((op) => op === symbol.text)
    if (symbol.kind === 'symbol' && comparison) {
      this.#tokens.take()
      return this.#build.operation(comparison, [left, this.#sum()], placeOf(at))
    }
    const negated = this.#tokens.takeWord('not')
    if (this.#tokens.takeWord('like')) {
      return this.#negated(this.#build.operation('like', [left, this.#sum()], placeOf(at)), negated, at)
    }
    if (this.#tokens.takeWord('between')) {
      const low = this.#sum()
      if (!this.#tokens.takeWord('and')) this.#tokens.expected('and')
      const args = [left, low, this.#sum()]
      return this.#negated(this.#build.operation('between', args, placeOf(at)), negated, at)
    }
    if (this.#tokens.takeWord('in')) {
      const from = this.#tokens.peek()
      const items = this.#arguments(() => this.#sum() as Operand)
      if (items.length === 0) this.#build.fail('expected a value', placeOf(from))
      const list = this.#build.list(items, placeOf(from))
      return this.#negated(this.#build.operation('in', [left, list], placeOf(at)), negated, at)
    }
    if (negated) this.#tokens.expected('like, between or in')
    return left
  }

  #negated(node: Node, negated: boolean, at: Token): Node {
    return negated ? this.#build.operation('not', [node], placeOf(at)) : node
  }

  #sum(): Node {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/', '%', 'div'], () => this.#power()))
  }

  #chain(ops: string[], one: () => Node): Node {
    const at = this.#tokens.peek()
    let node = one()
    for (;;) {
      const token = this.#tokens.peek()
      const op = token.kind === 'symbol' || token.kind === 'word' ? token.text.toLowerCase() : ''
      if (!ops.includes(op)) return node
      this.#tokens.take()
      node = this.#build.operation(op, [node, one()], placeOf(at))
    }
  }

  #power(): Node {
    const at = this.#tokens.peek()
    const base = this.#signed()
    return this.#tokens.takeSymbol('^')
      ? this.#build.operation('^', [base, this.#signed()], placeOf(at))
      : base
  }

  #signed(): Node {
    const sign = this.#tokens.peek()
    if (!this.#tokens.takeSymbol('-') && !this.#tokens.takeSymbol('+')) return this.#primary()
    const token = this.#tokens.peek()
    const node = this.#primary()
    if (token.kind === 'number') return sign.text === '-' ? -(node as number) : node
    return sign.text === '-'
      ? this.#build.operation('*', [-1, node], placeOf(sign))
      : this.#tokens.expected('a number')
  }

  #primary(): Node {
    const token = this.#tokens.peek()
    switch (token.kind) {
      case 'number':
        if (!Number.isFinite(token.value)) this.#build.fail('the number is too large', placeOf(token))
        this.#tokens.take()
        this.#build.count(placeOf(token))
        return token.value
      case 'text':
        this.#tokens.take()
        this.#build.count(placeOf(token))
        return token.value
      case 'name':
        return this.#property()
      case 'word':
        return this.#named()
      case 'symbol':
        if (token.text === '(') return this.#parenthesized()
    }
    return this.#tokens.expected('a condition or a value')
  }

  #property(): Node {
    const token = this.#tokens.take()
    this.#build.count(placeOf(token))
    return { property: token.text }
  }

  /** What begins with a word: a literal, a function, a property. */
  #named(): Node {
    const token = this.#tokens.peek()
    const word = token.text.toLowerCase()
    if (word === 'true' || word === 'false') {
      this.#tokens.take()
      this.#build.count(placeOf(token))
      return word === 'true'
    }
    if (reserved.has(word)) this.#tokens.expected('a condition or a value')
    if (wktTypes.has(word) && /^(?:\(|z|m|zm|empty)$/i.test(this.#tokens.peek(1).text)) {
      return this.#build.geometry(readWkt(this.#text, this.#tokens, this.#build), placeOf(token))
    }
    if (!this.#tokens.isSymbol('(', 1)) return this.#property()
    this.#tokens.take()
    switch (word) {
      case 'date':
      case 'timestamp': {
        const [text] = this.#arguments(() => this.#quoted(), 1)
        return this.#build.instant(word, text!, placeOf(token))
      }
      case 'interval': {
        const [start, end] = this.#arguments(() => this.#side(), 2)
        return this.#build.interval([start!, end!], placeOf(token))
      }
      case 'bbox':
        return this.#build.box(
          this.#arguments(() => this.#number()),
          placeOf(token),
        )
    }
    const args = this.#arguments(() => this.#either())
    const op = operatorNamed(word)
    if (op && !infix.has(op)) {
      const operands = op.startsWith('a_') ? args.map((arg) => this.#asList(arg, token)) : args
      return this.#build.operation(op, operands, placeOf(token))
    }
    return this.#build.call(token.text, args, placeOf(token))
  }

  /** A value is a list of one: in parentheses the two look the same. */
  #asList(node: Node, at: Token): Node {
    return isValue(node) ? this.#build.list([node], placeOf(at)) : node
  }

  /** One thing in parentheses is that; none or several are a list. */
  #parenthesized(): Node {
    const at = this.#tokens.peek()
    const items = this.#arguments(() => this.#either())
    return items.length === 1 ? items[0]! : this.#build.list(items as Operand[], placeOf(at))
  }

  /** `(`, things between commas, `)`. */
  #arguments<Item>(one: () => Item, count?: number): Item[] {
    const open = this.#tokens.peek()
    this.#tokens.expectSymbol('(')
    const items: Item[] = []
    if (!this.#tokens.takeSymbol(')')) {
      this.#within(() => {
        items.push(one())
        while (this.#tokens.takeSymbol(',')) items.push(one())
      })
      if (!this.#tokens.takeSymbol(')')) this.#tokens.expected(', or )')
    }
    if (count !== undefined && items.length !== count) {
      this.#build.fail(`expected ${count} arguments, not ${items.length},`, placeOf(open))
    }
    return items
  }

  #side(): IntervalSide {
    if (this.#tokens.peek().kind === 'text') return this.#quoted()
    const at = this.#tokens.peek()
    const node = this.#primary()
    if (typeof node === 'object' && ('property' in node || 'call' in node)) return node
    return this.#build.fail("expected a date, a timestamp, '..' or a property", placeOf(at))
  }

  #quoted(): string {
    const token = this.#tokens.take()
    return token.kind === 'text' ? token.value : this.#tokens.expected("text in 'quotes'", token)
  }

  #number(): number {
    const node = this.#signed()
    return typeof node === 'number' ? node : this.#tokens.expected('a number')
  }

  #condition(node: Node, at: Token): Condition {
    if (isCondition(node)) return node
    return this.#build.fail(`expected a condition, found only ${kindOf(node)}`, placeOf(at))
  }

  /** Keeps the nesting in bounds before the stack does. */
  #within<Result>(inner: () => Result): Result {
    this.#depth++
    this.#build.checkDepth(this.#depth, placeOf(this.#tokens.peek()))
    const result = inner()
    this.#depth--
    return result
  }
}

/** Operators that no function call writes. */
const infix: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'like', 'between', 'isNull'])

function isValue(node: Node): node is Operand {
  return ['text', 'a number', 'true or false', 'an instant'].includes(kindOf(node))
}

function isCondition(node: Node): node is Condition {
  const kind = kindOf(node)
  return kind === 'a condition' || kind === 'true or false' || kind === 'a function'
}
