/** A piece of a pattern or a template: text as it is, or a field in braces, `{name}` or `{name:format}`. */
export type Piece = { text: string } | { field: string; format: string | undefined }

const fieldForm = /\{([^{}]*)\}/g
const nameForm = /^([A-Za-z][\w.-]*)(?::(.+))?$/

/** Takes a text apart at its fields. @returns a sentence where a brace or the name of a field is wrong */
export function splitFields(text: string): Piece[] | string {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(fieldForm)) {
    pieces.push({ text: text.slice(at, match.index) })
    const [, field, format] = match[1]!.match(nameForm) ?? []
    if (field === undefined) return `${match[0]} is no field: write {name} or {name:format}, {start:%Y%m%d}`
    pieces.push({ field, format })
    at = match.index + match[0].length
  }
  pieces.push({ text: text.slice(at) })
  const stray = pieces.find((piece) => 'text' in piece && /[{}]/.test(piece.text))
  return stray === undefined ? pieces : 'a brace has no partner: fields are written {name}'
}

/** How a number or a text is written: `d`, `3d`, `03d`, `s`, `3s`. */
export interface ValueFormat {
  kind: 'd' | 's'
  width: number | undefined
}

export function readValueFormat(format: string): ValueFormat | undefined {
  const match = format.match(/^0?(\d{0,3})([ds])$/)
  if (match === null || match[1] === '0') return undefined
  return { kind: match[2] as 'd' | 's', width: match[1] === '' ? undefined : Number(match[1]) }
}

/** Fields whose format is one of time. */
export const timeFields: ReadonlySet<string> = new Set(['start', 'end'])
