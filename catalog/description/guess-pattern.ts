import type { Granule } from '../granule.ts'
import { compileFilePattern } from './file-pattern.ts'
import { type InstantSpan, readerOf, spanOf } from './time-format.ts'

/** How times are written in names, the longest first. */
const formats = [
  '%Y-%m-%dT%H-%M-%S',
  '%Y-%m-%d-%H-%M-%S',
  '%Y-%m-%dT%H:%M:%S',
  '%Y%m%dT%H%M%S',
  '%Y%m%d_%H%M%S',
  '%Y%m%d-%H%M%S',
  '%Y%m%d%H%M%S',
  '%Y%jT%H%M%S',
  '%Y%j%H%M%S',
  '%Y%m%dT%H%M',
  '%Y%m%d%H%M',
  '%Y%m%d%H',
  '%Y-%m-%d',
  '%Y_%m_%d',
  '%Y%m%d',
  '%Y%j',
  '%Y%m',
].map((format) => ({ format, ...readerOf(format) }))

/** Properties that names carry as numbers. */
const counts = ['cycle', 'pass', 'relativeOrbit', 'orbit']

/** A written start may be cut or rounded: milliseconds. */
const close = 60_000

/**
 * A pattern that the name of a granule's file fits, and those of others like it: its times and orbit numbers become
 * fields, other dates and long numbers `*`.
 */
export function guessPattern(name: string, granule: Pick<Granule, 'start' | 'end' | 'properties'>): string {
  const given = new Set<string>()
  let pattern = ''
  let at = 0
  while (at < name.length) {
    const rest = name.slice(at)
    const digits = /\d$/.test(name.slice(0, at)) ? undefined : rest.match(/^\d+/)?.[0]
    const time = digits === undefined ? undefined : readTime(rest)
    if (time !== undefined) {
      const field = (['start', 'end'] as const).find(
        (one) => !given.has(one) && agrees(time.span, granule[one]),
      )
      if (field !== undefined) given.add(field)
      pattern += field === undefined ? '*' : `{${field}:${time.format}}`
      at += time.length
    } else if (digits !== undefined && digits.length > 2) {
      pattern += countField(digits, granule, given) ?? '*'
      at += digits.length
    } else {
      pattern += rest[0]
      at++
    }
  }
  const compiled = compileFilePattern(pattern.replace(/\*+/g, '*'))
  return typeof compiled !== 'string' && compiled.match(name) !== undefined
    ? pattern.replace(/\*+/g, '*')
    : '*'
}

function readTime(text: string): { format: string; length: number; span: InstantSpan } | undefined {
  for (const { format, pattern, read } of formats) {
    const match = text.match(new RegExp(`^${pattern}(?!\\d)`))
    const span = match === null ? undefined : spanOf(read(match.slice(1)))
    const year = span && new Date(span.first).getUTCFullYear()
    if (span && year! > 1900 && year! < 2200) return { format, length: match![0].length, span }
  }
  return undefined
}

function agrees({ first, last }: InstantSpan, instant: number): boolean {
  return instant >= first - close && instant <= last + close
}

function countField(
  digits: string,
  { properties }: Pick<Granule, 'properties'>,
  given: Set<string>,
): string | undefined {
  const field = counts.find((name) => !given.has(name) && properties[name] === Number(digits))
  if (field === undefined) return undefined
  given.add(field)
  return digits.startsWith('0') ? `{${field}:${digits.length}d}` : `{${field}:d}`
}
