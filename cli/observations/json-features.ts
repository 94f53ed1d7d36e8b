import { InvalidQueryError } from '../../catalog/errors.ts'

/**
 * The features of a GeoJSON text as it streams by: the members of `features` of a collection, or else the object itself; of several objects,
 * one after the other, those of all. Of the text a piece and a feature are held.
 * @throws InvalidQueryError for what is no JSON
 */
export async function* featuresOf(pieces: AsyncIterable<string>): AsyncGenerator<object> {
  const cutter = new FeatureCutter()
  let found = false
  for await (const piece of pieces) {
    for (const feature of cutter.take(piece)) {
      found = true
      yield parsed(feature)
    }
  }
  if (!found || !cutter.isAtEnd) throw unreadable()
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch (cause) {
    throw unreadable(cause)
  }
}

function unreadable(cause?: unknown): InvalidQueryError {
  const reason = 'the file begins as GeoJSON and cannot be read as such'
  return new InvalidQueryError('observations', reason, { cause })
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]

/** How deep within brackets of either kind the list of features is. */
const listDepth = 2

/** Cuts features out of a text. What is around them must be JSON without them. */
class FeatureCutter {
  #depth = 0
  #inString = false
  #escaped = false
  #place: 'around' | 'between features' | 'in a feature' = 'around'
  #hasList = false
  /** What has come of a feature, or of an object without its features. */
  #begun = ''
  #around = ''

  /** All that was begun has ended. */
  get isAtEnd(): boolean {
    return this.#depth === 0 && this.#around.trim() === ''
  }

  *take(piece: string): Generator<string> {
    let from = 0
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i)
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (code === backslash) this.#escaped = true
        else if (code === quote) this.#inString = false
      } else if (code === quote) {
        this.#inString = true
      } else if (code === openBrace || code === openBracket) {
        from = this.#open(code, piece, from, i)
      } else if (code === closeBrace || code === closeBracket) {
        const whole = this.#close(piece, from, i)
        from = whole.from
        if (whole.feature !== undefined) yield whole.feature
      }
    }
    this.#hold(piece.slice(from))
  }

  /** Gives from where on the piece has not been taken. */
  #open(code: number, piece: string, from: number, at: number): number {
    this.#depth++
    if (this.#place === 'around' && code === openBracket && this.#depth === listDepth) {
      const before = this.#around + piece.slice(from, at)
      if (!/"features"\s*:\s*$/.test(before)) return from
      this.#around = `${before}[`
      this.#place = 'between features'
      this.#hasList = true
      return at + 1
    }
    if (this.#place !== 'between features') return from
    if (code !== openBrace) throw unreadable()
    this.#hold(piece.slice(from, at))
    this.#place = 'in a feature'
    return at
  }

  #close(piece: string, from: number, at: number): { from: number; feature?: string } {
    this.#depth--
    if (this.#place === 'in a feature') {
      if (this.#depth > listDepth) return { from }
      const feature = this.#begun + piece.slice(from, at + 1)
      this.#begun = ''
      this.#place = 'between features'
      return { from: at + 1, feature }
    }
    if (this.#place === 'between features') {
      this.#hold(piece.slice(from, at))
      this.#place = 'around'
      return { from: at }
    }
    if (this.#depth > 0) return { from }
    const whole = this.#around + piece.slice(from, at + 1)
    const isCollection = this.#hasList
    this.#around = ''
    this.#hasList = false
    if (!isCollection) return { from: at + 1, feature: whole }
    parsed(whole)
    return { from: at + 1 }
  }

  #hold(text: string): void {
    if (this.#place === 'in a feature') this.#begun += text
    else if (this.#place === 'around') this.#around += text
    else if (!/^[\s,]*$/.test(text)) throw unreadable()
  }
}
