import type { Crossover } from './crossover.ts'

/** The same crossover with a and b in each other's place. (Of an approach the line stays that of the former a.) */
export function turned(crossover: Crossover): Crossover {
  const { a, b } = crossover
  const sides = { a: b, b: a, difference: 0 - crossover.difference }
  if (crossover.mode !== 'overlap') return { ...crossover, ...sides }
  return { ...crossover, ...sides, shareOfA: crossover.shareOfB, shareOfB: crossover.shareOfA }
}
