import type { Builder } from './build.ts'
import type { Token } from './tokens.ts'

/** Goes through tokens from the first to the last. */
export class TokenReader {
  readonly #tokens: Token[]
  readonly #build: Builder
  #next = 0

  constructor(tokens: Token[], build: Builder) {
    this.#tokens = tokens
    this.#build = build
  }

  /** The last one is the end, however far one looks. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!
  }

  take(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.#next++
    return token
  }

  isWord(word: string): boolean {
    const token = this.peek()
    return token.kind === 'word' && token.text.toLowerCase() === word
  }

  takeWord(word: string): boolean {
    const taken = this.isWord(word)
    if (taken) this.#next++
    return taken
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'symbol' && token.text === symbol
  }

  takeSymbol(symbol: string): boolean {
    const taken = this.isSymbol(symbol)
    if (taken) this.#next++
    return taken
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.expected(symbol)
  }

  expected(what: string, token = this.peek()): never {
    return this.#build.fail(`expected ${what}, found ${token.text}`, placeOf(token))
  }
}

/** Counted from 1. */
export function placeOf({ at }: Token): string {
  return String(at + 1)
}
