import { InvalidQueryError } from '../../../catalog/errors.ts'

/** What `q` asks of a text. A term is in lower case, its white space single. */
export type TextQuery = { term: string } | { any: TextQuery[] } | { all: TextQuery[] } | { not: TextQuery }

type Sign = '+' | '-' | undefined
type Token = { kind: 'word' | 'phrase' | 'symbol'; text: string; sign: Sign }

const deepest = 50
const longest = 5_000

const lexeme = /\s*(?:([(),])|([+-]?)(?:"([^"]*)"|(?=\()|([^\s(),"]+)))/y

/**
 * Reads `q`: a list has terms, any of which must occur; text is read as one of
 *
 * - terms parted by commas, any of which must occur; words side by side are one term
 * - `AND`, `OR` (binds less), parentheses, `"phrases"`
 * - `+term` must and `-term` must not occur; beside a `+term` those without a sign decide nothing
 *
 * @throws InvalidQueryError
 */
export function readTextQuery(q: unknown): TextQuery | undefined {
  if (q === undefined) return undefined
  if (typeof q === 'string') return new Parser(tokenize(q)).whole()
  if (!Array.isArray(q) || !q.every((term) => typeof term === 'string')) {
    throw new InvalidQueryError('q', 'is text or a list of texts')
  }
  const terms = q.map(normalize).filter((term) => term !== '')
  if (terms.length === 0) throw new InvalidQueryError('q', 'has no term')
  return { any: terms.map((term) => ({ term })) }
}

/** Whether it holds of a text that is in lower case already. */
export function holdsOf(query: TextQuery, text: string): boolean {
  if ('term' in query) return text.includes(query.term)
  if ('any' in query) return query.any.some((one) => holdsOf(one, text))
  if ('all' in query) return query.all.every((one) => holdsOf(one, text))
  return !holdsOf(query.not, text)
}

function tokenize(text: string): Token[] {
  if (text.length > longest) throw new InvalidQueryError('q', `longer than ${longest} characters`)
  const tokens: Token[] = []
  lexeme.lastIndex = 0
  while (text.slice(lexeme.lastIndex).trim() !== '') {
    const at = lexeme.lastIndex
    const match = lexeme.exec(text)
    if (!match) throw new InvalidQueryError('q', `cannot read "${text.slice(at, at + 20).trim()}"`)
    const [, symbol, mark, phrase, word] = match
    const sign = mark === '+' || mark === '-' ? mark : undefined
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, sign: undefined })
    else if (phrase !== undefined) tokens.push({ kind: 'phrase', text: phrase, sign })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, sign })
    else {
      // A sign before a parenthesis, which comes next.
      tokens.push({ kind: 'symbol', text: '(', sign })
      lexeme.lastIndex = text.indexOf('(', lexeme.lastIndex) + 1
    }
  }
  return tokens
}

class Parser {
  readonly #tokens: Token[]
  #next = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  whole(): TextQuery {
    const query = this.#list(0)
    const left = this.#tokens[this.#next]
    if (left) throw new InvalidQueryError('q', `has a ${left.text} too many`)
    return query
  }

  #list(depth: number): TextQuery {
    if (depth > deepest) throw new InvalidQueryError('q', `nested deeper than ${deepest}`)
    const parts = [this.#or(depth)]
    while (this.#takes('symbol', ',')) parts.push(this.#or(depth))
    return parts.length === 1 ? parts[0]! : { any: parts }
  }

  #or(depth: number): TextQuery {
    const parts = [this.#and(depth)]
    while (this.#takes('word', 'OR')) parts.push(this.#and(depth))
    return parts.length === 1 ? parts[0]! : { any: parts }
  }

  #and(depth: number): TextQuery {
    const parts = [this.#signed(depth)]
    while (this.#takes('word', 'AND')) parts.push(this.#signed(depth))
    return parts.length === 1 ? parts[0]! : { all: parts }
  }

  #signed(depth: number): TextQuery {
    const bySign = new Map<Sign, TextQuery[]>()
    for (let token = this.#peek(); token && !endsOperands(token); token = this.#peek()) {
      const operand = this.#operand(depth)
      bySign.set(token.sign, [...(bySign.get(token.sign) ?? []), operand])
    }
    const [must = [], mustNot = [], may = []] = [bySign.get('+'), bySign.get('-'), bySign.get(undefined)]
    const wanted = must.length > 0 ? must : may.length > 1 ? [{ any: may }] : may
    const all = [...wanted, ...mustNot.map((not) => ({ not }))]
    if (all.length === 0) {
      throw new InvalidQueryError('q', `lacks a term before ${this.#peek()?.text ?? 'the end'}`)
    }
    return all.length === 1 ? all[0]! : { all }
  }

  #operand(depth: number): TextQuery {
    const first = this.#tokens[this.#next++]!
    if (first.kind === 'symbol') {
      const inner = this.#list(depth + 1)
      if (!this.#takes('symbol', ')')) throw new InvalidQueryError('q', 'lacks a )')
      return inner
    }
    const words = [first.text]
    for (let token = this.#peek(); continues(first, token); token = this.#peek()) {
      words.push(token.text)
      this.#next++
    }
    const term = normalize(words.join(' '))
    if (term === '') throw new InvalidQueryError('q', 'has an empty phrase')
    return { term }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next]
  }

  #takes(kind: Token['kind'], text: string): boolean {
    const token = this.#peek()
    const taken = token?.kind === kind && token.text === text && token.sign === undefined
    if (taken) this.#next++
    return taken
  }
}

function endsOperands({ kind, text, sign }: Token): boolean {
  if (sign !== undefined) return false
  return kind === 'symbol' ? text !== '(' : kind === 'word' && (text === 'AND' || text === 'OR')
}

/** Words side by side are one term, as far as they have no sign of their own. */
function continues(first: Token, token: Token | undefined): token is Token {
  return first.kind === 'word' && token?.kind === 'word' && token.sign === undefined && !endsOperands(token)
}

function normalize(term: string): string {
  return term.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
