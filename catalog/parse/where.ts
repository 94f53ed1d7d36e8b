import { InvalidQueryError } from '../errors.ts'
import type { Filter, PropertyScalar } from '../query.ts'

type Token =
  | { kind: 'word' | 'symbol' | 'end'; text: string; at: number }
  | { kind: 'value'; text: string; value: PropertyScalar; at: number }

/** Parentheses and `not` may nest this deep. */
const deepest = 50
const longest = 10_000

const lexeme =
  /\s*(?:(<>|!=|<=|>=|[=<>(),])|'((?:[^']|'')*)'|"((?:[^"]|"")*)"|([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\w:])|([\p{L}_][\p{L}\p{N}_:.-]*))/uy

/**
 * Conditions on properties: `cycle = 12 and platform in ('Jason-1', 'Jason-2')`. Comparisons (= <> < <= > >=),
 * `in`, `between`, `is null`, joined by `and`, `or`, `not` and parentheses. Strings stand in single quotes, names
 * with odd characters in double quotes. It is the part of CQL2 text (OGC 21-065r2 annex B) that names a property on the left.
 *
 * @throws InvalidQueryError with the position
 */
export function parseWhere(text: string, parameter: string): Filter {
  if (text.length > longest) {
    throw new InvalidQueryError(parameter, `longer than ${longest} characters`)
  }
  const parser = new Parser(tokenize(text, parameter), parameter)
  return parser.whole()
}

function tokenize(text: string, parameter: string): Token[] {
  const tokens: Token[] = []
  lexeme.lastIndex = 0
  while (text.slice(lexeme.lastIndex).trim() !== '') {
    const from = lexeme.lastIndex
    const at = from + (text.slice(from).length - text.slice(from).trimStart().length)
    const match = lexeme.exec(text)
    if (!match)
      throw new InvalidQueryError(parameter, `cannot read "${text.slice(at, at + 20)}" at ${at + 1}`)
    const [, symbol, string, name, number, word] = match
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, at })
    else if (string !== undefined) {
      tokens.push({ kind: 'value', text: `'${string}'`, value: string.replaceAll("''", "'"), at })
    } else if (name !== undefined) tokens.push({ kind: 'word', text: name.replaceAll('""', '"'), at })
    else if (number !== undefined) tokens.push({ kind: 'value', text: number, value: Number(number), at })
    else if (/^(true|false)$/i.test(word!)) {
      tokens.push({ kind: 'value', text: word!, value: word!.toLowerCase() === 'true', at })
    } else tokens.push({ kind: 'word', text: word!, at })
  }
  tokens.push({ kind: 'end', text: 'the end', at: text.length })
  return tokens
}

class Parser {
  readonly #tokens: Token[]
  readonly #parameter: string
  #next = 0

  constructor(tokens: Token[], parameter: string) {
    this.#tokens = tokens
    this.#parameter = parameter
  }

  whole(): Filter {
    const filter = this.#any(0)
    if (this.#peek().kind !== 'end') this.#fail('and, or, or the end')
    return filter
  }

  #any(depth: number): Filter {
    const args = [this.#all(depth)]
    while (this.#takeWord('or')) args.push(this.#all(depth))
    return args.length === 1 ? args[0]! : { op: 'or', args }
  }

  #all(depth: number): Filter {
    const args = [this.#one(depth)]
    while (this.#takeWord('and')) args.push(this.#one(depth))
    return args.length === 1 ? args[0]! : { op: 'and', args }
  }

  #one(depth: number): Filter {
    if (depth > deepest) throw new InvalidQueryError(this.#parameter, `nested deeper than ${deepest}`)
    if (this.#takeWord('not')) return { op: 'not', arg: this.#one(depth + 1) }
    if (this.#takeSymbol('(')) {
      const inner = this.#any(depth + 1)
      this.#expectSymbol(')')
      return inner
    }
    return this.#comparison()
  }

  #comparison(): Filter {
    const property = this.#peek()
    if (property.kind !== 'word') this.#fail('the name of a property')
    this.#next++
    if (this.#takeWord('is')) {
      const negated = this.#takeWord('not')
      if (!this.#takeWord('null')) this.#fail('null')
      return negate({ op: 'isNull', property: property.text }, negated)
    }
    const negated = this.#takeWord('not')
    if (this.#takeWord('in')) {
      this.#expectSymbol('(')
      const values = [this.#value()]
      while (this.#takeSymbol(',')) values.push(this.#value())
      this.#expectSymbol(')')
      return negate({ op: 'in', property: property.text, values }, negated)
    }
    if (this.#takeWord('between')) {
      const low = this.#value()
      if (!this.#takeWord('and')) this.#fail('and')
      return negate({ op: 'between', property: property.text, low, high: this.#value() }, negated)
    }
    if (negated) this.#fail('in or between')
    for (const op of ['=', '<>', '<=', '>=', '<', '>'] as const) {
      if (this.#takeSymbol(op) || (op === '<>' && this.#takeSymbol('!='))) {
        return { op, property: property.text, value: this.#value() }
      }
    }
    return this.#fail('=, <>, <, <=, >, >=, in, between or is null')
  }

  #value(): PropertyScalar {
    const token = this.#peek()
    if (token.kind !== 'value') this.#fail("a number, true, false, or text in 'quotes'")
    this.#next++
    return token.value
  }

  #peek(): Token {
    return this.#tokens[this.#next]!
  }

  #takeWord(word: string): boolean {
    const token = this.#peek()
    const taken = token.kind === 'word' && token.text.toLowerCase() === word
    if (taken) this.#next++
    return taken
  }

  #takeSymbol(symbol: string): boolean {
    const token = this.#peek()
    const taken = token.kind === 'symbol' && token.text === symbol
    if (taken) this.#next++
    return taken
  }

  #expectSymbol(symbol: string): void {
    if (!this.#takeSymbol(symbol)) this.#fail(symbol)
  }

  #fail(expected: string): never {
    const token = this.#peek()
    throw new InvalidQueryError(
      this.#parameter,
      `expected ${expected} at ${token.at + 1}, found ${token.text}`,
    )
  }
}

function negate(filter: Filter, negated: boolean): Filter {
  return negated ? { op: 'not', arg: filter } : filter
}
