import { InvalidQueryError } from '../errors.ts'

/** Characters from `at` up to `end` of the text. */
export type Token = { at: number; end: number; text: string } & (
  | { kind: 'word' | 'name' | 'symbol' | 'end' }
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
)

/** Words that are no names unless they stand in double quotes. */
export const reserved: ReadonlySet<string> = new Set('and or not in like between is null div'.split(' '))

export const identifier = /[\p{L}\p{Nl}_:](?:[\p{L}\p{N}\p{M}_:.\u203f\u2040]|\u200c|\u200d)*/u

/** What the annex B of OGC 21-065r2 calls white space. */
const space = /[\s\u0085]*/uy

const lexeme = new RegExp(
  [
    '(?<symbol><>|!=|<=|>=|[-=<>(),+*/%^])',
    "'(?<text>(?:[^'\\\\]|''|\\\\.)*)'",
    '"(?<name>(?:[^"]|"")+)"',
    '(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)(?![\\p{L}\\p{N}_:.])',
    `(?<word>${identifier.source})`,
  ].join('|'),
  'isuy',
)

/** @throws InvalidQueryError with the position */
export function tokenize(text: string, parameter: string): Token[] {
  const tokens: Token[] = []
  for (let next = 0; ; ) {
    space.lastIndex = next
    space.exec(text)
    const at = space.lastIndex
    if (at === text.length) {
      tokens.push({ kind: 'end', text: 'the end', at, end: at })
      return tokens
    }
    lexeme.lastIndex = at
    const match = lexeme.exec(text)
    if (!match) throw new InvalidQueryError(parameter, `${unread(text.slice(at, at + 20))} at ${at + 1}`)
    next = lexeme.lastIndex
    tokens.push(tokenOf(match, at, next))
  }
}

function tokenOf(match: RegExpExecArray, at: number, end: number): Token {
  const { text, name, number } = match.groups!
  const place = { at, end, text: match[0] }
  if (text !== undefined) return { ...place, kind: 'text', value: unescaped(text) }
  if (name !== undefined) return { ...place, kind: 'name', text: name.replaceAll('""', '"') }
  if (number !== undefined) return { ...place, kind: 'number', value: Number(number) }
  return { ...place, kind: match.groups!.symbol === undefined ? 'word' : 'symbol' }
}

function unread(rest: string): string {
  if (rest.startsWith("'")) return `the text ${rest}... has no closing quote`
  return `cannot read "${rest}"`
}

/** Characters that a letter after a backslash stands for (requirement /req/cql2-text/escaping). */
export const controls = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ["'", "'"],
  ['\\', '\\'],
])

/** A backslash before anything else stands for itself: in a pattern it takes the meaning off a wildcard. */
function unescaped(text: string): string {
  return text.replace(/''|\\(.)/gsu, (written, letter: string | undefined) =>
    letter === undefined ? "'" : (controls.get(letter) ?? written),
  )
}
