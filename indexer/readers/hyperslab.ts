import type { Hyperslab } from './dataset.ts'

/** Everything of a variable of this shape. */
export function wholeOf(shape: number[]): Hyperslab {
  return { start: shape.map(() => 0), count: shape }
}

/**
 * Walks a hyperslab of a row-major array in order, as the fewest stretches along its last dimensions: `offset` is the
 * index of the first element, `length` how many, `stride` how far apart.
 */
export function forEachRun(
  shape: number[],
  slab: Hyperslab,
  visit: (offset: number, length: number, stride: number) => void,
): void {
  const rank = shape.length
  if (slab.count.some((count) => count === 0)) return
  const stride = slab.stride ?? shape.map(() => 1)
  const steps: number[] = new Array(rank)
  for (let d = rank - 1, size = 1; d >= 0; size *= shape[d]!, d--) steps[d] = size
  // Dimensions that are taken whole join the one before them.
  let joined = rank
  while (joined > 0 && slab.count[joined - 1] === shape[joined - 1] && stride[joined - 1] === 1) joined--
  const inner = joined === rank ? 1 : steps[joined]! * shape[joined]!
  const last = joined - 1
  if (last < 0) {
    visit(0, inner, 1)
    return
  }

  const length = stride[last] === 1 ? slab.count[last]! * inner : slab.count[last]!
  function walk(d: number, offset: number): void {
    if (d === last) {
      const first = offset + slab.start[d]! * steps[d]!
      if (stride[d] === 1) visit(first, length, 1)
      else if (inner === 1) visit(first, length, stride[d]!)
      else for (let i = 0; i < slab.count[d]!; i++) visit(first + i * stride[d]! * steps[d]!, inner, 1)
      return
    }
    for (let i = 0; i < slab.count[d]!; i++)
      walk(d + 1, offset + (slab.start[d]! + i * stride[d]!) * steps[d]!)
  }
  walk(0, 0)
}
