import type { Instant } from '../granule.ts'
import type { Window } from './crossover.ts'

interface Span {
  start: Instant
  end: Instant
}

/**
 * Of the differences, time of b less time of a, that two spans of time and the window allow, the one nearest to zero.
 * Undefined where the window allows none.
 */
export function leastDifference(a: Span, b: Span, window: Window): number | undefined {
  const least = Math.max(window.least, b.start - a.end)
  const greatest = Math.min(window.greatest, b.end - a.start)
  if (least > greatest) return undefined
  return least > 0 ? least : greatest < 0 ? greatest : 0
}

/** The same window seen from the other side: time of a less time of b. */
export function reversedWindow({ least, greatest }: Window): Window {
  return { least: 0 - greatest, greatest: 0 - least }
}
