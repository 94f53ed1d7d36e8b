import { expect, it } from 'vitest'
import type { Hyperslab } from '../../../indexer/readers/dataset.ts'
import { forEachRun } from '../../../indexer/readers/hyperslab.ts'
import { seeded } from '../../seeded.ts'

/** Every element of a hyperslab by its index, one by one. */
function bruteForce(shape: number[], { start, count, stride = shape.map(() => 1) }: Hyperslab): number[] {
  const total = count.reduce((product, n) => product * n, 1)
  return Array.from({ length: total }, (_, element) => {
    let rest = element
    let index = 0
    let step = 1
    for (let d = shape.length - 1; d >= 0; d--) {
      index += (start[d]! + (rest % count[d]!) * stride[d]!) * step
      rest = Math.floor(rest / count[d]!)
      step *= shape[d]!
    }
    return index
  })
}

it('walks the same elements in the same order as one by one', () => {
  const random = seeded(411)
  const upTo = (n: number) => Math.floor(random() * n)
  for (let trial = 0; trial < 500; trial++) {
    const shape = Array.from({ length: upTo(5) }, () => 1 + upTo(6))
    const stride = shape.map(() => (random() < 0.5 ? 1 : 1 + upTo(3)))
    const start = shape.map((size) => (random() < 0.5 ? 0 : upTo(size)))
    const count = shape.map((size, d) => {
      const most = Math.ceil((size - start[d]!) / stride[d]!)
      return random() < 0.6 ? most : upTo(most + 1)
    })
    const visited: number[] = []
    forEachRun(shape, { start, count, stride }, (offset, length, apart) => {
      for (let i = 0; i < length; i++) visited.push(offset + i * apart)
    })
    expect(visited, JSON.stringify({ shape, start, count, stride })).toEqual(
      bruteForce(shape, { start, count, stride }),
    )
  }
})

it('takes what lies together in one stretch', () => {
  const runs: number[][] = []
  forEachRun([4, 5, 6], { start: [1, 0, 0], count: [2, 5, 6] }, (...run) => runs.push(run))
  expect(runs).toEqual([[30, 60, 1]])
})
