import { readValueFormat, splitFields, timeFields } from './fields.ts'
import { explainTimeFormat, type InstantSpan, readerOf, spanOf, type TimeParts } from './time-format.ts'

/** What the name of a file says, by a pattern. */
export interface NamedFile {
  start?: InstantSpan
  end?: InstantSpan
  /** By field; what a `d` reads is a number. `id` is among them where the pattern has it. */
  values: Record<string, string | number>
  /** By field, as written. */
  texts: Record<string, string>
}

export interface FilePattern {
  /** It ends with a slash: granules are directories. */
  directory: boolean
  /** Names of its fields. */
  fields: string[]
  /** Characters that are neither wild nor part of a field: the more, the more it says. */
  literal: number
  /** Matches the end of a path, from a slash on. */
  match(path: string): NamedFile | undefined
}

interface Group {
  field: string
  /** Number of groups of the regular expression, the first of which is the whole field. */
  read: (texts: string[]) => { time: TimeParts } | { value: string | number }
  groups: number
}

/**
 * Reads a pattern of file names: `*` and `?` stand for what does not matter (within one part of a path), fields in braces
 * for what is to be read: `{start:%Y%m%d}`, `{end:%H%M%S}`, `{cycle:3d}`, `{pass:d}`, `{version}`. A time may be in two
 * fields of one name.
 * @returns a sentence where it cannot be read
 */
export function compileFilePattern(pattern: string): FilePattern | string {
  const directory = pattern.endsWith('/')
  const pieces = splitFields(directory ? pattern.slice(0, -1) : pattern)
  if (typeof pieces === 'string') return pieces
  let source = ''
  let literal = 0
  const groups: Group[] = []
  for (const piece of pieces) {
    if ('text' in piece) {
      source += wildSource(piece.text)
      literal += piece.text.replace(/[*?]/g, '').length
      continue
    }
    const { field, format } = piece
    const known = groups.some((group) => group.field === field)
    if (known && !timeFields.has(field)) return `{${field}} is there twice: use * for the second`
    const group = timeFields.has(field) ? timeGroup(field, format) : valueGroup(field, format)
    if (typeof group === 'string') return group
    source += `(${group.pattern})`
    groups.push(group)
  }
  const expression = new RegExp(`(?:^|/)${source}$`)
  return {
    directory,
    literal,
    fields: [...new Set(groups.map(({ field }) => field))],
    match(path: string) {
      const match = expression.exec(path.replace(/\/$/, ''))
      return match === null ? undefined : readGroups(groups, match.slice(1))
    },
  }
}

/** As a regular expression: `*` and `?` stand for anything within a part of a path. */
export function wildSource(text: string): string {
  return text.replace(/\*+|\?|[^*?]+/g, (part) =>
    part === '?' ? '[^/]' : part.startsWith('*') ? '[^/]*' : literalSource(part),
  )
}

/** As a regular expression of just this text. */
export function literalSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function timeGroup(field: string, format: string | undefined): (Group & { pattern: string }) | string {
  if (format === undefined) return `{${field}} says not how it is written: {${field}:%Y%m%dT%H%M%S}`
  const wrong = explainTimeFormat(format)
  if (wrong !== undefined) return `{${field}:${format}}: ${wrong}`
  const { pattern, read } = readerOf(format)
  const groups = 1 + (pattern.match(/(?<!\\)\(/g)?.length ?? 0)
  return { field, pattern, groups, read: (texts) => ({ time: read(texts.slice(1)) }) }
}

function valueGroup(field: string, format = 's'): (Group & { pattern: string }) | string {
  const form = readValueFormat(format)
  if (form === undefined) return `{${field}:${format}}: the format is d, s, or one with a width, 3d`
  const [one, many] = form.kind === 'd' ? ['\\d', '\\d+'] : ['[^/]', '[^/]+?']
  return {
    field,
    pattern: form.width === undefined ? many : `${one}{${form.width}}`,
    groups: 1,
    read: ([text]) => ({ value: form.kind === 'd' ? Number(text) : text! }),
  }
}

function readGroups(groups: Group[], texts: string[]): NamedFile | undefined {
  const named: NamedFile = { values: {}, texts: {} }
  const times: Record<string, TimeParts> = {}
  let at = 0
  for (const { field, groups: count, read } of groups) {
    const taken = texts.slice(at, at + count)
    at += count
    named.texts[field] ??= taken[0]!
    const found = read(taken)
    if ('time' in found) times[field] = { ...times[field], ...found.time }
    else named.values[field] = found.value
  }
  const start = times.start && spanOf(times.start)
  const end = times.end && spanOf(times.end, start?.first)
  // Digits that are no date: the name is of another form.
  if ((times.start && !start) || (times.end && !end)) return undefined
  return { ...named, ...(start && { start }), ...(end && { end }) }
}
