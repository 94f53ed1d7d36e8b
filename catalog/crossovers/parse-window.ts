import { InvalidQueryError } from '../errors.ts'
import type { Window } from './crossover.ts'

const units: Record<string, number> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const stretch = String.raw`([+-]?(?:\d+\.?\d*|\.\d+))\s*(ms|s|min|h|d)`
const onePattern = new RegExp(`^\\s*${stretch}\\s*$`)
const zero = /^\s*[+-]?0+\s*$/

/**
 * A window of time differences: `3h` is three hours either way, `-1h..3h` from one hour before to three hours after. Units are
 * ms, s, min, h and d; 0 needs none.
 *
 * @param mostDays how far either side may reach
 * @throws InvalidQueryError naming the parameter
 */
export function parseWindow(text: string, parameter: string, mostDays = 36_525): Window {
  const sides = text.split('..')
  if (sides.length > 2) throw unreadable(text, parameter)
  if (sides.length === 1 && text.trimStart().startsWith('-')) {
    throw new InvalidQueryError(
      parameter,
      `"${text}" has one side: write ${text.trim()}..0, or the length of both`,
    )
  }
  const [first, second] = sides.map((side) => parseDuration(side, text, parameter))
  const window =
    second === undefined ? { least: 0 - first!, greatest: first! } : { least: first!, greatest: second }
  if (window.least > window.greatest) {
    throw new InvalidQueryError(parameter, `"${text}" ends before it starts: write the earlier side first`)
  }
  if (Math.max(-window.least, window.greatest) > mostDays * 86_400_000) {
    throw new InvalidQueryError(parameter, `reaches farther than ${mostDays} days`)
  }
  return window
}

function parseDuration(side: string, text: string, parameter: string): number {
  if (zero.test(side)) return 0
  const match = onePattern.exec(side)
  if (!match) throw unreadable(text, parameter)
  return Number(match[1]) * units[match[2]!]!
}

function unreadable(text: string, parameter: string): InvalidQueryError {
  return new InvalidQueryError(
    parameter,
    `"${text}" is no window: write 3h, 90min or -1h..3h (units ms, s, min, h, d)`,
  )
}
