import { InvalidQueryError } from '../catalog/errors.ts'

/** Options whose value may begin with a dash: `--bbox -10,40,0,50`, `--sort -start`. */
const dashValues = new Set(['--bbox', '--point', '--intersects', '--sort', '--window'])

/** Stands before what begins with a dash and is no option; no argument of a process can hold it. */
const NO_OPTION = '\0'

/**
 * Arguments as yargs reads them rightly. It takes what begins with a dash for options: the values of some options, and
 * `-` itself among several files, which it drops without a word. What comes after `--` it gives to no command.
 */
export function markDashes(argv: readonly string[]): string[] {
  const marked: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const [argument, next] = [argv[i]!, argv[i + 1]]
    if (argument === '--') {
      return [...marked, ...argv.slice(i + 1).map((one) => (one.startsWith('-') ? NO_OPTION + one : one))]
    }
    if (dashValues.has(argument) && next?.startsWith('-') && !next.startsWith('--')) {
      marked.push(`${argument}=${next}`)
      i++
    } else {
      marked.push(argument === '-' ? NO_OPTION + argument : argument)
    }
  }
  return marked
}

/** Takes the marks of `markDashes` off what was read. */
export function unmarkDashes(read: Record<string, unknown>): void {
  const bare = (value: unknown) =>
    typeof value === 'string' && value.startsWith(NO_OPTION) ? value.slice(NO_OPTION.length) : value
  for (const [name, value] of Object.entries(read)) {
    read[name] = Array.isArray(value) ? value.map(bare) : bare(value)
  }
}

/** An option that takes one text, and that may be given once. */
export function textOption<Name extends string>(name: Name, describe: string, type = 'TEXT') {
  return {
    type: 'string' as const,
    requiresArg: true,
    describe: `${describe} [${type}]`,
    coerce: (value: string | string[] | undefined) => once(name, value),
  }
}

/** An option that takes one text, and that may be given again and again. */
export function listOption(describe: string, type: string) {
  return { type: 'string' as const, array: true as const, nargs: 1, describe: `${describe} [${type}]` }
}

function once(name: string, value: string | string[] | undefined): string | undefined {
  if (Array.isArray(value)) throw new InvalidQueryError(`--${name}`, 'is given more than once')
  return value
}

/** @throws {InvalidQueryError} for anything but a whole number of at least `least` */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InvalidQueryError(`--${name}`, `is a whole number of at least ${least}, not "${text}"`)
  }
  return value
}

/** @throws {InvalidQueryError} for anything but a number greater than 0 */
export function positiveNumber(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidQueryError(`--${name}`, `is a number greater than 0, not "${text}"`)
  }
  return value
}

/** What a table shows at most unless asked for more. */
export const tableLimit = 100

/** A number of results, or all: by default all, but in a table. */
export function readLimit(text: string | undefined, format: string | undefined): number {
  if (text === undefined) return format === 'table' ? tableLimit : Number.POSITIVE_INFINITY
  return text === 'all' ? Number.POSITIVE_INFINITY : wholeNumber('limit', text, 0)
}
