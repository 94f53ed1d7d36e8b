import type { Track } from '../../track/track.ts'
import type { Window } from '../crossover.ts'

/**
 * Tells of every two pieces that may come nearer than `distance` (of the unit sphere) at times whose difference is in the
 * window; of one track with itself each two once.
 */
export function eachNear(
  a: Track,
  b: Track,
  { least, greatest }: Window,
  distance: number,
  tell: (i: number, j: number) => void,
): void {
  const [ballsA, leavesA] = [a.bounds.balls, a.bounds.leaves]
  const [ballsB, leavesB] = [b.bounds.balls, b.bounds.leaves]
  const visit = (
    u: number,
    fromA: number,
    countA: number,
    v: number,
    fromB: number,
    countB: number,
  ): void => {
    const [p, q] = [4 * u, 4 * v]
    if (ballsA[p + 3]! < 0 || ballsB[q + 3]! < 0) return
    if (a === b && fromB + countB <= fromA) return
    const lastA = Math.min(a.count, fromA + countA) - 1
    const lastB = Math.min(b.count, fromB + countB) - 1
    if (b.starts[fromB]! - a.ends[lastA]! > greatest || b.ends[lastB]! - a.starts[fromA]! < least) return
    const x = ballsA[p]! - ballsB[q]!
    const y = ballsA[p + 1]! - ballsB[q + 1]!
    const z = ballsA[p + 2]! - ballsB[q + 2]!
    const reach = ballsA[p + 3]! + ballsB[q + 3]! + distance
    if (x * x + y * y + z * z > reach * reach) return
    if (u >= leavesA && v >= leavesB) {
      tell(fromA, fromB)
    } else if (v >= leavesB || (u < leavesA && countA >= countB)) {
      const half = countA / 2
      visit(2 * u, fromA, half, v, fromB, countB)
      visit(2 * u + 1, fromA + half, half, v, fromB, countB)
    } else {
      const half = countB / 2
      visit(u, fromA, countA, 2 * v, fromB, half)
      visit(u, fromA, countA, 2 * v + 1, fromB + half, half)
    }
  }
  visit(1, 0, leavesA, 1, 0, leavesB)
}
