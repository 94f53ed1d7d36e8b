/**
 * Whether a pattern fits all of a text: `%` stands for any run of characters, `_` for one (a code point), and a backslash
 * takes the meaning off what follows it.
 */
export function likeTest(pattern: string): (text: string) => boolean {
  const parts = readPattern(pattern)
  return (text) => fits(parts, [...text])
}

export const anyRun = Symbol('%')
export const anyOne = Symbol('_')

export type PatternPart = string | typeof anyRun | typeof anyOne

/** Characters and wildcards, one by one. */
export function readPattern(pattern: string): PatternPart[] {
  const parts: PatternPart[] = []
  const characters = [...pattern]
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!
    if (character === '\\' && i + 1 < characters.length) parts.push(characters[++i]!)
    else parts.push(character === '%' ? anyRun : character === '_' ? anyOne : character)
  }
  return parts
}

/** Goes back no further than to the last run: what fitted before it need not be tried again. */
function fits(parts: PatternPart[], text: string[]): boolean {
  let part = 0
  let at = 0
  let run = -1
  let runEnd = 0
  while (at < text.length) {
    if (parts[part] === anyRun) {
      run = part++
      runEnd = at
    } else if (part < parts.length && (parts[part] === anyOne || parts[part] === text[at])) {
      part++
      at++
    } else if (run >= 0) {
      part = run + 1
      at = ++runEnd
    } else return false
  }
  while (parts[part] === anyRun) part++
  return part === parts.length
}

/** One and the same for texts that differ only in case; full case folding, so that `Straße` is `STRASSE`. */
export function withoutCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

/** Without nonspacing marks, but for the voicing marks of Japanese, which make other words (OGC 21-065r2 section 7.4). */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, (mark) => (mark === '\u3099' || mark === '\u309a' ? mark : ''))
    .normalize('NFC')
}
