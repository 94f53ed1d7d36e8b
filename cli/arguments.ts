import { InvalidQueryError } from '../catalog/errors.ts'

/** Options whose value may begin with a dash: `--bbox -10,40,0,50`, `--sort -start`. */
const dashValues = new Set(['--bbox', '--point', '--intersects', '--sort', '--window'])

/** Joins such an option to its value, which would otherwise be read as options of one letter. */
export function joinDashValues(argv: readonly string[]): string[] {
  const joined: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const [argument, next] = [argv[i]!, argv[i + 1]]
    if (argument === '--') return [...joined, ...argv.slice(i)]
    if (dashValues.has(argument) && next?.startsWith('-') && !next.startsWith('--')) {
      joined.push(`${argument}=${next}`)
      i++
    } else {
      joined.push(argument)
    }
  }
  return joined
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
